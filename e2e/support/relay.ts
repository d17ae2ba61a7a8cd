import { once } from "node:events";
import { watch } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, type Running, runNode } from "./process.ts";

/** A relay in a process of its own, as an operator runs it, with its own certificate authority. */
export class Relay {
  readonly url: string;
  readonly data: string;
  readonly #env: Readonly<Record<string, string>>;
  #process: Running;

  private constructor(url: string, data: string, env: Readonly<Record<string, string>>) {
    this.url = url;
    this.data = data;
    this.#env = env;
    this.#process = this.#run();
  }

  static async start(
    data: string,
    options: { readonly virtualDoors?: string; readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<Relay> {
    const [port, tlsPort] = [await freePort(), await freePort()];
    const relay = new Relay(`http://localhost:${port}`, data, {
      OPENLOCK_DATA: data,
      PORT: String(port),
      TLS_PORT: String(tlsPort),
      OPENLOCK_URL: "",
      DATABASE_URL: "",
      REDIS_URL: "",
      SMTP_URL: "",
      // What tests listen at is on this machine.
      ALLOW_PRIVATE_NETWORK: "1",
      ...(options.virtualDoors ? { VIRTUAL_DOORS_URL: options.virtualDoors } : {}),
      ...options.env,
    });
    await relay.#ready();
    return relay;
  }

  #run(): Running {
    return runNode("apps/relay/dist/main.js", ["start"], this.#env);
  }

  async #ready(): Promise<void> {
    await this.#process.line(/listening/i);
  }

  /** The one-time link that a first start prints. */
  async setUpLink(): Promise<string> {
    const [, link] = await this.#process.line(/(http\S+\/setup#token=[A-Za-z0-9_-]+)/);
    if (!link) throw new Error("no set-up link");
    return link;
  }

  /** The newest code mailed to somebody; waits for the mail. */
  async mailedCode(to: string): Promise<string> {
    const folder = join(this.data, "mail");
    // The relay makes it with the first mail.
    await mkdir(folder, { recursive: true });
    const watcher = watch(folder);
    try {
      for (;;) {
        // Listen first, then look: a mail that comes between is not missed.
        const news = once(watcher, "change");
        const code = await this.#findCode(folder, to);
        if (code) return code;
        await news;
      }
    } finally {
      watcher.close();
    }
  }

  async #findCode(folder: string, to: string): Promise<string | undefined> {
    for (const name of (await readdir(folder)).sort().reverse()) {
      const mail = await readFile(join(folder, name), "utf8");
      if (!mail.includes(to)) continue;
      const code = mail.match(/\b(\d{6})\b/)?.[1];
      if (code) return code;
    }
    return undefined;
  }

  output(): string {
    return this.#process.output();
  }

  /** kill -9, then the same relay again on the same data. */
  async killAndRestart(): Promise<void> {
    await this.#process.kill();
    this.#process = this.#run();
    await this.#ready();
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}
