import type { DeviceFrame, UpdateError, UpdatePhase } from "@openlock/protocol";

type Progress = Extract<DeviceFrame, { type: "update-progress" }>;
type Result = Extract<DeviceFrame, { type: "update-result" }>;
type Send = (frame: Progress | Result) => void;

/** Results that wait for a session; a relay that hears nothing asks for the status. */
const MAX_WAITING = 4;

/** What the relay is told of an update: progress while there is a session, results also in the next one. */
export class UpdateReports {
  #send: Send | undefined;
  readonly #waiting: Result[] = [];
  #progress: Progress | undefined;

  connect(send: Send | undefined): void {
    this.#send = send;
    if (!send) return;
    for (const result of this.#waiting.splice(0)) send(result);
  }

  /** @returns whether this is news: it is told at most once a percent */
  progress(id: string, phase: UpdatePhase, percent: number): boolean {
    const last = this.#progress;
    if (last?.id === id && last.phase === phase && last.percent === percent) return false;
    this.#progress = { type: "update-progress", id, phase, percent };
    this.#send?.(this.#progress);
    return true;
  }

  /** Says once more how far the update is. */
  repeat(): void {
    if (this.#progress) this.#send?.(this.#progress);
  }

  result(id: string, error?: UpdateError): void {
    const result: Result = {
      type: "update-result",
      id,
      ...(error === undefined ? { code: 200 } : { code: 400, error }),
    };
    if (this.#send) this.#send(result);
    else this.#waiting.push(result);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
  }
}
