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
  mailedCode(to: string): Promise<string> {
    return this.mailed(to, /^ {4}(\d{6})$/m);
  }

  /** The link of the newest invitation mailed to somebody; waits for the mail. */
  mailedInvitation(to: string): Promise<string> {
    return this.mailed(to, /^(http\S+\/invitation#token=\S+)$/m);
  }

  /** What the first group of a pattern finds in the newest mail to somebody that has it; waits for such a mail. */
  async mailed(to: string, what: RegExp): Promise<string> {
    const folder = join(this.data, "mail");
    // The relay makes it with the first mail.
    await mkdir(folder, { recursive: true });
    const watcher = watch(folder);
    try {
      for (;;) {
        // Listen first, then look: a mail that comes between is not missed.
        const news = once(watcher, "change");
        const found = await this.#find(folder, to, what);
        if (found) return found;
        await news;
      }
    } finally {
      watcher.close();
    }
  }

  async #find(folder: string, to: string, what: RegExp): Promise<string | undefined> {
    for (const name of (await readdir(folder)).sort().reverse()) {
      // Quoted-printable: `=` is written `=3D`, and a long line is folded.
      const mail = (await readFile(join(folder, name), "utf8"))
        .replaceAll("=\r\n", "")
        .replaceAll("=3D", "=")
        .replaceAll("\r\n", "\n");
      if (!mail.includes(to)) continue;
      const found = mail.match(what)?.[1];
      if (found) return found;
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
