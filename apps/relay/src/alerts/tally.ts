import type { AlertKind } from "@openlock/api";
import type { AlertGroup } from "../records/alerting.ts";
import { Happening } from "./happenings.ts";
import { ALERTS_PER_HOUR, CAP_MS, POLICIES } from "./policy.ts";

/** What is to be told: the newest happening, and how many there were since the last alert. */
export interface Told {
  readonly happening: Happening;
  readonly count: number;
  /** About several doors or addresses: those over the bound of an hour, told together. */
  readonly several: boolean;
}

/** The keys of the groups that a happening is counted in. */
export function groupKeys({ kind, subject }: Happening): readonly [own: string, cap: string] {
  return [`${kind} ${subject}`, `${kind}`];
}

/**
 * Counts happenings and says which are worth an alert: from a threshold on, then not for a while about the same
 * subject, and never more than so many of a kind in an hour. What is held back is counted into the next alert.
 */
export class Tally {
  readonly #now: number;
  readonly #groups: Map<string, AlertGroup>;
  readonly #changed = new Set<string>();

  constructor(groups: readonly AlertGroup[], now: number) {
    this.#groups = new Map(groups.map((group) => [group.key, group]));
    this.#now = now;
  }

  get changed(): readonly AlertGroup[] {
    return [...this.#changed].flatMap((key) => this.#groups.get(key) ?? []);
  }

  count(happening: Happening): Told | undefined {
    const { kind, times, threshold } = happening;
    const { withinMs, quietMs } = POLICIES[kind];
    const now = this.#now;
    const [key] = groupKeys(happening);
    const before = this.#groups.get(key);
    const latest = JSON.stringify(happening);
    if (before && now < before.quietUntil) {
      this.#put({ ...before, held: before.held + times, latest });
      return undefined;
    }
    const counting = before !== undefined && now < before.seenSince + withinMs;
    const seen = (counting ? before.seen : 0) + times;
    const held = before?.held ?? 0;
    const seenSince = counting ? before.seenSince : now;
    if (seen < threshold) {
      this.#put({ key, seenSince, seen, held, latest, quietUntil: 0 });
      return undefined;
    }
    this.#put({ key, seenSince: now, seen: 0, held: 0, latest, quietUntil: now + quietMs });
    return this.#capped({ happening, count: seen + held, several: false });
  }

  /** What a group whose quiet time is over has held. */
  end(group: AlertGroup): Told | undefined {
    const happening = Happening.parse(JSON.parse(group.latest));
    const { kind, threshold } = happening;
    const { quietMs } = POLICIES[kind];
    const now = this.#now;
    const rest = { ...group, seenSince: now, seen: 0, held: 0 };
    if (group.key === kind) {
      this.#put({ ...rest, quietUntil: 0 });
      return { happening, count: group.held, several: true };
    }
    // Too few for a first alert are too few for a second; they count towards it.
    if (group.held < threshold) {
      this.#put({ ...rest, seen: group.held, quietUntil: 0 });
      return undefined;
    }
    this.#put({ ...rest, quietUntil: now + quietMs });
    return this.#capped({ happening, count: group.held, several: false });
  }

  #capped(told: Told): Told | undefined {
    const key: AlertKind = told.happening.kind;
    const now = this.#now;
    const before = this.#groups.get(key);
    const latest = JSON.stringify(told.happening);
    const counting = before !== undefined && now < before.seenSince + CAP_MS;
    const seenSince = counting ? before.seenSince : now;
    const seen = counting ? before.seen : 0;
    const held = before?.held ?? 0;
    if (seen >= ALERTS_PER_HOUR) {
      const quietUntil = seenSince + CAP_MS;
      this.#put({ key, seenSince, seen, held: held + told.count, latest, quietUntil });
      return undefined;
    }
    const quietUntil = before?.quietUntil ?? 0;
    this.#put({ key, seenSince, seen: seen + 1, held, latest: before?.latest ?? latest, quietUntil });
    return told;
  }

  #put(group: AlertGroup): void {
    this.#groups.set(group.key, group);
    this.#changed.add(group.key);
  }
}
