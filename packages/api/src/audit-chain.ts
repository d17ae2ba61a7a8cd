import { inEnglish, type Wording } from "./wording.ts";

/**
 * The columns of an audit row that its chain covers, in this order. Each is a string, an integer or null; `detail` is
 * JSON text.
 */
export const AUDIT_COLUMNS = [
  "at",
  "actor_kind",
  "actor_id",
  "actor_label",
  "ip",
  "action",
  "door",
  "outcome",
  "code",
  "ref",
  "command_hash",
  "detail",
] as const;

export type AuditValues = readonly (string | number | null)[];

/** A row as it stands in the journal. The last row of each commit carries the chain's new value. */
export interface ChainedRow {
  readonly seq: number;
  readonly values: AuditValues;
  readonly chain: string | null;
}

/** Where a chain was once: after the row `seq` its value was `chain` (SHA-256, 64 hexadecimal digits). */
export interface ChainPoint {
  readonly seq: number;
  readonly chain: string;
}

/** Before the first row of all. */
export const CHAIN_START: ChainPoint = { seq: 0, chain: "0".repeat(64) };

/** Rows that are written together at most. */
export const COMMIT_ROWS_MAX = 500;

/** What the chain covers of rows that were written together: JSON without spaces, an array of arrays. */
export function commitText(rows: readonly AuditValues[]): string {
  return JSON.stringify(rows);
}

/**
 * What is hashed into the chain's next value: the value before, the number of the first row, and the rows. The chain is
 * its SHA-256 (UTF-8) in hexadecimal digits, so that `sha256sum` can say the same.
 */
export function linkText(before: string, first: number, rows: string): string {
  return `${before} ${first} ${rows}`;
}

/** Why a journal is not the one that was written. `first` and `last` are row numbers. */
export type ChainFault =
  /** Between the row before and `last` something was changed, put in, taken out or swapped. */
  | { readonly fault: "changed"; readonly first: number; readonly last: number }
  /** A row from before the start, which retention should have removed. */
  | { readonly fault: "left-over"; readonly row: number }
  /** Rows at the end that no commit of the relay's closed. */
  | { readonly fault: "unclosed"; readonly first: number; readonly last: number }
  /** The chain is sound in itself, and not the one that had this value then: it was written anew. */
  | { readonly fault: "rewritten"; readonly point: ChainPoint }
  /** The chain ends, or begins, without the row that this value was of. */
  | { readonly fault: "cut"; readonly point: ChainPoint };

export type ChainVerdict =
  | {
      readonly sound: true;
      readonly rows: number;
      /** Where it begins: {@link CHAIN_START}, or where retention cut it. */
      readonly start: ChainPoint;
      readonly end: ChainPoint;
      /** How many of the known points it went through. */
      readonly met: number;
      /** Known points from before `start`, about which nothing can be said any more. */
      readonly gone: number;
    }
  | { readonly sound: false; readonly rows: number; readonly fault: ChainFault };

/**
 * Follows a chain from its start to its end, row by row, in bounded memory. Runs wherever WebCrypto does.
 *
 * @param known where the chain is known to have been, for example by checkpoints that were kept elsewhere
 * @example
 * const check = new ChainCheck(CHAIN_START, [kept]);
 * for await (const row of rows) await check.row(row);
 * const verdict = check.end();
 */
export class ChainCheck {
  readonly #start: ChainPoint;
  /** The next one last. */
  readonly #known: ChainPoint[];
  readonly #gone: number;
  #head: ChainPoint;
  #rows = 0;
  #met = 0;
  #open: ChainedRow[] = [];
  #fault: ChainFault | undefined;

  constructor(start: ChainPoint, known: readonly ChainPoint[] = []) {
    this.#start = start;
    this.#head = start;
    this.#known = known.filter(({ seq }) => seq >= start.seq).sort((a, b) => b.seq - a.seq);
    this.#gone = known.length - this.#known.length;
    this.#meet();
  }

  /** How many rows it has seen. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes the next row, by `seq`. Once something was wrong it looks no further. @returns whether all is well so far */
  async row(row: ChainedRow): Promise<boolean> {
    if (this.#fault) return false;
    this.#rows += 1;
    if (row.seq <= this.#start.seq) {
      this.#fault = { fault: "left-over", row: row.seq };
      return false;
    }
    const first = this.#open[0]?.seq ?? row.seq;
    const expected =
      this.#open.length > 0 ? first + this.#open.length : Math.max(row.seq, this.#head.seq + 1);
    this.#open.push(row);
    if (row.seq !== expected || this.#open.length > COMMIT_ROWS_MAX) return this.#changed(first, row.seq);
    if (row.chain === null) return true;
    const text = linkText(this.#head.chain, first, commitText(this.#open.map(({ values }) => values)));
    if (row.chain !== (await sha256Hex(text))) return this.#changed(first, row.seq);
    this.#open = [];
    this.#head = { seq: row.seq, chain: row.chain };
    return this.#meet();
  }

  /** The verdict, when there are no more rows. */
  end(): ChainVerdict {
    const fault = this.#fault ?? this.#unclosed() ?? this.#cutShort();
    if (fault) return { sound: false, rows: this.#rows, fault };
    return {
      sound: true,
      rows: this.#rows,
      start: this.#start,
      end: this.#head,
      met: this.#met,
      gone: this.#gone,
    };
  }

  #changed(first: number, last: number): false {
    this.#fault = { fault: "changed", first, last };
    return false;
  }

  /** Compares with what is known of the place where the chain is now. */
  #meet(): boolean {
    for (let point = this.#known.at(-1); point && point.seq <= this.#head.seq; point = this.#known.at(-1)) {
      if (point.seq !== this.#head.seq || point.chain !== this.#head.chain) {
        this.#fault = { fault: "rewritten", point };
        return false;
      }
      this.#met += 1;
      this.#known.pop();
    }
    return true;
  }

  #unclosed(): ChainFault | undefined {
    const [first] = this.#open;
    const last = this.#open.at(-1);
    return first && last && { fault: "unclosed", first: first.seq, last: last.seq };
  }

  #cutShort(): ChainFault | undefined {
    const point = this.#known.at(-1);
    return point && { fault: "cut", point };
  }
}

/**
 * A verdict as a person would say it.
 *
 * @param t puts the sentences into the reader's language; without, they are English
 */
export function verdictWords(verdict: ChainVerdict, t: Wording = inEnglish): string {
  if (verdict.sound) {
    const { rows, start, end, met, gone } = verdict;
    if (rows === 0) return t`The journal is empty.`;
    return [
      start.seq === 0
        ? t`All ${rows} rows are as they were written, from the first one on up to row ${end.seq}.`
        : t`All ${rows} rows are as they were written, from row ${start.seq + 1} on, where retention cut it up to row ${end.seq}.`,
      ...(met === 0
        ? []
        : [met === 1 ? t`It goes through 1 known point.` : t`It goes through ${met} known points.`]),
      ...(gone === 0
        ? []
        : [
            gone === 1
              ? t`1 known point is of rows that retention removed.`
              : t`${gone} known points are of rows that retention removed.`,
          ]),
    ].join(" ");
  }
  const { fault } = verdict;
  switch (fault.fault) {
    case "changed":
      return fault.first === fault.last
        ? t`Row ${fault.first} is not as it was written, or a row before it is missing.`
        : t`Among the rows ${fault.first} to ${fault.last}, which were written together, something is not as it was written: a row was changed, put in, removed or moved.`;
    case "left-over":
      return t`Row ${fault.row} is from before the start of the journal: it was put there, or retention is at work just now; then try again in a minute.`;
    case "unclosed":
      return t`The rows ${fault.first} to ${fault.last} at the end were not written by the relay, or what closed them was removed.`;
    case "rewritten":
      return t`The chain is sound in itself, but at row ${fault.point.seq} it is not the one that was known before: the journal was rewritten.`;
    case "cut":
      return t`Row ${fault.point.seq}, which is known to have been there, is missing: the journal was cut.`;
  }
}

async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
