import type { HistoryEntry, HistoryPage } from "@openlock/api";
import { inScope } from "../events/feed.ts";
import type { AuditFilter, AuditRecords, AuditRow, DoorScope } from "../records/records.ts";

export type HistoryFilter = Omit<AuditFilter, "refs">;

const CHUNK = 100;
/** Rows that one page looks through at most; a page may then be short and still have a `next`. */
const CHUNKS_MAX = 20;

/**
 * A page of the audit, newest first, in which the row before a doing and the one after it are told as one, wherever
 * pages part them. An entry stands where its doing ended. Doors out of `scope` are left out.
 */
export async function readHistory(
  audit: Pick<AuditRecords, "list">,
  { before: start, limit, ...filter }: HistoryFilter,
  scope: DoorScope,
): Promise<HistoryPage> {
  const entries: HistoryEntry[] = [];
  let before = start;
  for (let chunk = 0; chunk < CHUNKS_MAX; chunk++) {
    const rows = await audit.list({ ...filter, limit: CHUNK, ...(before === undefined ? {} : { before }) });
    const visible = rows.filter(({ door }) => door === undefined || inScope(scope, door));
    const doings = await readDoings(audit, visible);
    for (const row of visible) {
      const entry = toEntry(row, doings);
      if (!entry) continue;
      if (entries.length === limit) return { entries, next: before ?? row.seq };
      entries.push(entry);
      before = row.seq;
    }
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return { entries };
    before = last.seq;
  }
  return { entries, ...(before === undefined ? {} : { next: before }) };
}

/** The other half of each row that has one. */
interface Doings {
  readonly begunOf: ReadonlyMap<number, AuditRow>;
  readonly ended: ReadonlySet<number>;
}

/** Pairs each `done` or `failed` with the `begun` before it that has its `ref`. A refusal never began. */
async function readDoings(audit: Pick<AuditRecords, "list">, rows: readonly AuditRow[]): Promise<Doings> {
  const refs = [
    ...new Set(rows.flatMap(({ ref, outcome }) => (ref === undefined || outcome === "refused" ? [] : [ref]))),
  ];
  const begunOf = new Map<number, AuditRow>();
  const ended = new Set<number>();
  if (refs.length === 0) return { begunOf, ended };
  const open = new Map<string, AuditRow[]>();
  const halves = await audit.list({ refs, limit: 500 });
  for (const half of halves.toReversed()) {
    const { ref = "", outcome, seq } = half;
    const begun = open.get(ref) ?? [];
    open.set(ref, begun);
    if (outcome === "begun") begun.push(half);
    else {
      const own = begun.shift();
      if (!own) continue;
      begunOf.set(seq, own);
      ended.add(own.seq);
    }
  }
  return { begunOf, ended };
}

function toEntry(row: AuditRow, { begunOf, ended }: Doings): HistoryEntry | undefined {
  if (row.outcome === "begun" && ended.has(row.seq)) return undefined;
  const begun = begunOf.get(row.seq);
  const ip = row.ip ?? begun?.ip;
  const detail = { ...begun?.detail, ...row.detail };
  return {
    seq: row.seq,
    at: begun?.at ?? row.at,
    actor: { ...row.actor },
    action: row.action,
    outcome: row.outcome,
    ...(ip === undefined ? {} : { ip }),
    ...(row.door === undefined ? {} : { door: row.door }),
    ...(row.code === undefined ? {} : { code: row.code }),
    ...(Object.keys(detail).length === 0 ? {} : { detail }),
  };
}
