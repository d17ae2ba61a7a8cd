import type { Logger } from "pino";

/** Mails that nobody waits for. */
export class Outbox {
  readonly #log: Logger;
  readonly #max: number;
  readonly #underWay = new Set<Promise<void>>();

  /** @param max how many may be under way at once */
  constructor(log: Logger, max: number) {
    this.#log = log;
    this.#max = max;
  }

  get isFull(): boolean {
    return this.#underWay.size >= this.#max;
  }

  /** Begins to send. That it failed goes to the log. @param what is sent, for the log */
  put(what: string, send: () => Promise<void>): void {
    const sending = send()
      .catch((error: unknown) => this.#log.error({ err: error }, `${what} was not mailed`))
      .finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }

  /** Resolves when no mail is under way any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}
