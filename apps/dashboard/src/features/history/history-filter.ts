/** What the history is narrowed down to, as the address of its page says it. Days are of this browser's time zone. */
export interface HistoryFilter {
  readonly door?: string;
  readonly person?: string;
  readonly action?: string;
  readonly outcome?: string;
  readonly code?: string;
  /** `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
}

const MEMBERS: Readonly<Record<keyof HistoryFilter, RegExp>> = {
  door: /^[A-Za-z0-9._-]{1,64}$/,
  person: /^.{1,64}$/,
  action: /^[a-z][a-z.-]{0,39}$/,
  outcome: /^(begun|done|refused|failed)$/,
  code: /^[a-z][a-z0-9-]{0,39}$/,
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
};

/** What of an address is a filter; the rest is left out. */
export function readFilter(search: Readonly<Record<string, unknown>>): HistoryFilter {
  return Object.fromEntries(
    Object.entries(MEMBERS).flatMap(([name, pattern]) => {
      const value = search[name];
      return typeof value === "string" && pattern.test(value) ? [[name, value]] : [];
    }),
  );
}

/** As the relay takes it: a day begins with its first and ends with its last millisecond. */
export function filterQuery({ from, to, ...rest }: HistoryFilter): URLSearchParams {
  const query = new URLSearchParams({ ...rest });
  const first = from === undefined ? Number.NaN : new Date(`${from}T00:00:00.000`).getTime();
  const last = to === undefined ? Number.NaN : new Date(`${to}T23:59:59.999`).getTime();
  if (Number.isFinite(first) && first >= 0) query.set("from", String(first));
  if (Number.isFinite(last) && last >= 0) query.set("to", String(last));
  return query;
}
