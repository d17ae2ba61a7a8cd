import { Redactor } from "./redact.ts";

/** Of both, whichever is reached first. */
const MAX_LINES = 2_000;
const MAX_CHARACTERS = 256 * 1024;
/** A longer line is cut: nobody reads it, and it would push out everything else. */
const MAX_LINE = 2_000;

export interface ConsoleLine {
  /** Counts up, so that a line keeps its name when old ones go. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

/** What a board wrote lately, bounded, and without secrets: also of those that are told later. */
export class BoardConsole {
  readonly #redactor = new Redactor();
  readonly #now: () => number;
  #lines: readonly ConsoleLine[] = [];
  #characters = 0;
  #last = 0;
  #dropped = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Oldest first; another list after each change. */
  get lines(): readonly ConsoleLine[] {
    return this.#lines;
  }

  add(text: string): void {
    const clean = this.#redactor.redact(text);
    const kept = clean.slice(0, MAX_LINE);
    this.#last++;
    this.#characters += kept.length;
    let from = 0;
    while (this.#lines.length - from >= MAX_LINES || this.#characters > MAX_CHARACTERS) {
      this.#characters -= this.#lines[from]?.text.length ?? 0;
      from++;
    }
    this.#dropped += from;
    this.#lines = [...this.#lines.slice(from), { number: this.#last, at: this.#now(), text: kept }];
  }

  /** Not to be seen from now on, nor where it was written before. */
  keepSecret(secret: string): void {
    this.#redactor.add(secret);
    this.#lines = this.#lines.map((line) => ({ ...line, text: this.#redactor.redact(line.text) }));
  }

  /** As a file of text, each line with its time (UTC). */
  toText(): string {
    const head = this.#dropped > 0 ? [`(${this.#dropped} older lines are gone)`] : [];
    const lines = this.#lines.map(({ at, text }) => `${new Date(at).toISOString()}  ${text}`);
    return this.#redactor.redact([...head, ...lines, ""].join("\n"));
  }
}
