/** Which doors are looked at. */
export const SHOWS = ["all", "offline", "alarm", "open", "lockdown", "update"] as const;
export type Show = (typeof SHOWS)[number];

export const SORTS = ["name", "state", "signal", "version", "seen", "alarms"] as const;
export type Sort = (typeof SORTS)[number];

/** What the address of the overview says, so that a view of it can be kept and sent. */
export interface OverviewSearch {
  readonly show?: Show;
  readonly sort?: Sort;
  readonly q?: string;
}

/** Whatever does not fit is left out. */
export function readOverviewSearch({ show, sort, q }: Record<string, unknown>): OverviewSearch {
  return {
    ...(isOneOf(SHOWS, show) && show !== "all" && { show }),
    ...(isOneOf(SORTS, sort) && sort !== "name" && { sort }),
    ...(typeof q === "string" && q !== "" && { q }),
  };
}

function isOneOf<T extends string>(all: readonly T[], value: unknown): value is T {
  return all.some((one) => one === value);
}
