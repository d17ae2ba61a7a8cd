import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface SqliteQuestion {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type SqliteAnswer =
  | { readonly rows: unknown[]; readonly changes: number; readonly lastId: number }
  | { readonly error: string };

interface Asking {
  answered(answer: SqliteAnswer): void;
  failed(error: Error): void;
}

/**
 * SQLite in a thread of its own: a synchronous commit takes milliseconds, during which the event loop would carry no
 * command (docs/decisions/003).
 */
export class SqliteThread {
  readonly #worker: Worker;
  /** Oldest first: the thread answers in the order it was asked. */
  readonly #asking: Asking[] = [];
  readonly #ended: Promise<void>;
  #end: Error | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (answer: SqliteAnswer) => this.#asking.shift()?.answered(answer));
    worker.on("error", (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#ended = new Promise((resolve) => {
      worker.once("exit", () => {
        this.#fail(new Error("the database is closed"));
        resolve();
      });
    });
  }

  /** Opens the database in `dataDir`, or creates it. Rejects where another process has it, unless it only reads. */
  static async open(dataDir: string, readOnly = false): Promise<SqliteThread> {
    const workerData = { dataDir, readOnly };
    const worker = new Worker(new URL("./sqlite-worker.js", import.meta.url), { workerData });
    await once(worker, "message");
    return new SqliteThread(worker);
  }

  async ask(question: SqliteQuestion): Promise<Exclude<SqliteAnswer, { readonly error: string }>> {
    const answer = await new Promise<SqliteAnswer>((answered, failed) => {
      if (this.#end) return failed(this.#end);
      this.#worker.postMessage(question);
      this.#asking.push({ answered, failed });
    });
    if ("error" in answer) throw new Error(answer.error);
    return answer;
  }

  /** Answers what was asked before, then ends the thread. */
  async close(): Promise<void> {
    this.#worker.postMessage("close");
    await this.#ended;
  }

  #fail(error: Error): void {
    this.#end ??= error;
    for (const { failed } of this.#asking.splice(0)) failed(error);
  }
}
