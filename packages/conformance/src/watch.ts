/** Longer than any honest answer takes on a busy machine; what fails this way fails for good. */
const PATIENCE_MS = 30_000;

/** Waits for something to be seen, and looks again whenever something has happened. */
export class Watch {
  readonly #waiting = new Set<() => void>();
  /** Added to what an error says of what was waited for. */
  explain: () => string = () => "";

  /** Something has happened. */
  readonly notify = (): void => {
    for (const look of [...this.#waiting]) look();
  };

  /** @returns what `look` found that is neither `undefined` nor false */
  until<T>(look: () => T | undefined | false, what: string, patienceMs = PATIENCE_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        this.#waiting.delete(again);
        clearTimeout(patience);
      };
      const again = () => {
        try {
          const seen = look();
          if (seen === undefined || seen === false) return;
          settle();
          resolve(seen);
        } catch (error) {
          settle();
          reject(error);
        }
      };
      const patience = setTimeout(() => {
        settle();
        reject(new Error(`waited in vain for ${what}${this.explain()}`));
      }, patienceMs);
      this.#waiting.add(again);
      again();
    });
  }
}
