import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AuditValues,
  CHAIN_START,
  ChainCheck,
  type ChainedRow,
  type ChainPoint,
  type ChainVerdict,
  COMMIT_ROWS_MAX,
  commitText,
  linkText,
  verdictWords,
} from "./audit-chain.ts";

interface Vectors {
  readonly start: ChainPoint;
  readonly rows: readonly [seq: number, chain: string | null, ...values: (string | number | null)[]][];
  readonly end: ChainPoint;
}
const VECTORS: Vectors = JSON.parse(
  readFileSync(new URL("../vectors/audit-chain.json", import.meta.url), "utf8"),
);
const FIXED = VECTORS.rows.map(([seq, chain, ...values]) => ({ seq, chain, values }));

async function verify(
  rows: readonly ChainedRow[],
  known: readonly ChainPoint[] = [],
  start = CHAIN_START,
): Promise<ChainVerdict> {
  const check = new ChainCheck(start, known);
  for (const row of rows) await check.row(row);
  return check.end();
}

/** Rows as a relay would link them. */
function chained(
  commits: readonly (readonly AuditValues[])[],
  start: ChainPoint = CHAIN_START,
): ChainedRow[] {
  const rows: ChainedRow[] = [];
  let { seq, chain } = start;
  for (const commit of commits) {
    chain = createHash("sha256")
      .update(linkText(chain, seq + 1, commitText(commit)))
      .digest("hex");
    for (const [at, values] of commit.entries()) {
      rows.push({ seq: ++seq, values, chain: at === commit.length - 1 ? chain : null });
    }
  }
  return rows;
}

const value = fc.oneof(fc.string({ unit: "grapheme", maxLength: 8 }), fc.integer(), fc.constant(null));
const commits = fc.array(
  fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

describe("the audit's chain", () => {
  it("is what the vectors say, which were made by another program", async () => {
    expect(await verify(FIXED)).toEqual({
      sound: true,
      rows: 4,
      start: CHAIN_START,
      end: VECTORS.end,
      met: 0,
      gone: 0,
    });
  });

  it("takes whatever was written", async () => {
    await fc.assert(
      fc.asyncProperty(commits, async (written) => {
        const rows = chained(written);
        expect((await verify(rows)).sound).toBe(true);
        const points = rows.flatMap(({ seq, chain }) => (chain === null ? [] : [{ seq, chain }]));
        expect(await verify(rows, points)).toMatchObject({ sound: true, met: points.length });
      }),
    );
  });

  it("shows any change, removal, addition or swap of rows", async () => {
    await fc.assert(
      fc.asyncProperty(commits, fc.nat(), fc.nat(), fc.nat(), value, async (written, a, b, column, other) => {
        const rows = chained(written);
        const end = { seq: rows.length, chain: rows.at(-1)?.chain ?? "" };
        const [one, two] = [a % rows.length, b % rows.length];
        const row = rows[one] as ChainedRow;
        const values = row.values.map((was, at) => (at === column % 3 ? other : was));
        const swapped = rows.map((each, at) => ({
          ...each,
          values: (rows[at === one ? two : at === two ? one : at] as ChainedRow).values,
        }));
        const moved = rows.map((each, at) => (at >= one ? { ...each, seq: each.seq + 1 } : each));
        const attempts: ChainedRow[][] = [
          rows.with(one, { ...row, values }),
          rows.toSpliced(one, 1),
          rows.toSpliced(one, 0, row),
          rows.toSpliced(one, 0, { ...row, chain: null }),
          rows.with(one, { ...row, chain: row.chain === null ? end.chain : null }),
          rows.slice(0, one),
          rows.slice(one + 1),
          swapped,
          moved,
          [...rows, { seq: rows.length + 1, values, chain: null }],
        ];
        for (const attempt of attempts) {
          if (JSON.stringify(attempt) === JSON.stringify(rows)) continue;
          const verdict = await verify(attempt, [end]);
          expect(verdict.sound, JSON.stringify({ rows, attempt })).toBe(false);
          expect(verdictWords(verdict).length).toBeGreaterThan(20);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("that somebody wrote anew is sound in itself, and shows against any value that was kept", async () => {
    const kept = FIXED.flatMap(({ seq, chain }) => (chain === null ? [] : [{ seq, chain }]));
    const anew = chained(FIXED.map(({ values }) => [values.with(3, "Eve")]));
    expect((await verify(anew)).sound).toBe(true);
    for (const point of kept) {
      const verdict = await verify(anew, [point]);
      // Row 7 is there no more, the others are others.
      expect(verdict).toMatchObject({
        sound: false,
        fault: { fault: point.seq > 4 ? "cut" : "rewritten", point },
      });
    }
  });

  it("names the rows", async () => {
    const words = async (
      rows: readonly ChainedRow[],
      known: readonly ChainPoint[] = [],
      start = CHAIN_START,
    ) => verdictWords(await verify(rows, known, start));
    const changed = FIXED.with(0, { ...(FIXED[0] as ChainedRow), values: ["other"] });
    expect(await words(changed)).toMatch(/rows 1 to 2.*not as it was written/);
    expect(await words(FIXED.slice(0, 1))).toMatch(/Row.* 1 to 1 at the end/i);
    expect(await words(FIXED.slice(0, 3), [VECTORS.end])).toMatch(/Row 7.*is missing: the journal was cut/);
    expect(await words(FIXED.slice(2))).toMatch(
      /Row 3 is not as it was written, or a row before it is missing/,
    );
    expect(await words(FIXED)).toMatch(/All 4 rows are as they were written.*up to row 7/);
    expect(await words([])).toMatch(/empty/);
  });

  it("goes on from where retention cut it, and says which known points are gone", async () => {
    const [, second] = FIXED;
    const start = { seq: 2, chain: second?.chain ?? "" };
    const verdict = await verify(
      FIXED.slice(2),
      [{ seq: 1, chain: "0".repeat(64) }, start, VECTORS.end],
      start,
    );
    expect(verdict).toMatchObject({ sound: true, rows: 2, start, met: 2, gone: 1 });
    expect(verdictWords(verdict)).toMatch(/from row 3 on, where retention cut it.*1 known point is of rows/);
    expect(await verify(FIXED, [], start)).toMatchObject({ fault: { fault: "left-over", row: 1 } });
  });

  it("holds no more than one commit, whatever it is given", async () => {
    const check = new ChainCheck(CHAIN_START);
    let seq = 0;
    while (await check.row({ seq: ++seq, values: ["x"], chain: null }));
    expect(seq).toBe(COMMIT_ROWS_MAX + 1);
  });
});
