/** A time zone as a door can follow it. */
export interface DoorZone {
  /** A POSIX TZ string (protocol, section 9). */
  readonly tz: string;
  /** False where the zone changes its clocks by rules that such a string cannot say: then its present hours stay. */
  readonly exact: boolean;
}

const DAY = 86_400;
/** How far ahead changes of the clock are looked for and must agree: more than a grant lasts. */
const HORIZON = 3 * 366 * DAY;

let known: { readonly zone: string; readonly door: DoorZone } | undefined;

/** The zone of this browser; found out once. */
export function browserZone(): DoorZone & { readonly zone: string } {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (known?.zone !== zone) known = { zone, door: posixZone(zone) };
  return { zone, ...known.door };
}

/** A change of the clock: at that second, from one offset to another, in seconds to add to UTC. */
interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/**
 * What a POSIX TZ string says of an IANA zone from now on. Its rules are read off the changes that this browser's own
 * database of time zones has ahead (ECMA-402), and kept only where they give each of these changes to the second.
 *
 * @param zone such as `Europe/Berlin`
 * @param now seconds since the epoch
 */
export function posixZone(zone: string, now = Math.floor(Date.now() / 1000)): DoorZone {
  const offsetAt = offsets(zone);
  const present = standardName(offsetAt(now));
  const changes = changesOf(offsetAt, now, now + HORIZON);
  if (changes.length === 0) return { tz: present, exact: true };
  const forward = changes.filter(({ before, after }) => after > before);
  const back = changes.filter(({ before, after }) => after < before);
  const [[start], [end]] = [rulesOf(forward), rulesOf(back)];
  if (start === undefined || end === undefined) return { tz: present, exact: false };
  return { tz: `${zoneNames(forward[0])},${start},${end}`, exact: true };
}

/** The rules that hold of all these changes, the plainest first. */
function rulesOf(changes: readonly Change[]): readonly string[] {
  const [first] = changes;
  // Once a year, and always between the same two offsets.
  const steady = changes.every(({ before, after }) => before === first?.before && after === first.after);
  const years = new Set(changes.map(({ at }) => new Date(at * 1000).getUTCFullYear()));
  if (!first || changes.length < 2 || !steady || years.size !== changes.length) return [];
  return spellings(first).filter((rule) => changes.every((change) => spellings(change).includes(rule)));
}

/**
 * All ways to say a change as `Mm.w.d/time`. Its time may be counted from a day before or after, as in zones that change on
 * the day after the last Thursday.
 */
function spellings({ at, before }: Change): readonly string[] {
  return [0, 1, -1, 2].flatMap((shift) => {
    const local = new Date((at + before - shift * DAY) * 1000);
    const time = local.getUTCHours() * 3600 + local.getUTCMinutes() * 60 + shift * DAY;
    const date = local.getUTCDate();
    const daysInMonth = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
    const weeks = [...(date > daysInMonth - 7 ? [5] : []), ...(date <= 28 ? [Math.ceil(date / 7)] : [])];
    return weeks.map(
      (week) =>
        `M${local.getUTCMonth() + 1}.${week}.${local.getUTCDay()}${time === 7200 ? "" : `/${signed(time)}`}`,
    );
  });
}

function zoneNames(forward: Change | undefined): string {
  const { before = 0, after = 0 } = forward ?? {};
  // An hour ahead is what a string means that does not say it.
  return standardName(before) + (after - before === 3600 ? name(after) : standardName(after));
}

/** POSIX counts what to add to local time for UTC, so the sign is turned round. */
function standardName(offset: number): string {
  return name(offset) + signed(-offset);
}

function name(offset: number): string {
  const minutes = Math.abs(offset) / 60;
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `<${offset < 0 ? "-" : "+"}${two(minutes / 60)}${minutes % 60 === 0 ? "" : two(minutes % 60)}>`;
}

/** Seconds as `[-]h[:mm]`. */
function signed(seconds: number): string {
  const minutes = Math.abs(seconds) / 60;
  const rest = minutes % 60;
  return `${seconds < 0 ? "-" : ""}${Math.floor(minutes / 60)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}

function changesOf(offsetAt: (at: number) => number, from: number, to: number): Change[] {
  const changes: Change[] = [];
  // No two changes are within ten days but in zones that this cannot say anyway.
  for (let at = from; at < to; at += 10 * DAY) {
    let [low, high] = [at, at + 10 * DAY];
    const [before, after] = [offsetAt(low), offsetAt(high)];
    if (before === after) continue;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: high, before, after });
  }
  return changes;
}

/** What the zone adds to UTC, in whole minutes as seconds. */
function offsets(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  return (at) => {
    const text = format.formatToParts(at * 1000).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
    const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
    const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
    return sign === "-" ? 0 - seconds : seconds;
  };
}
