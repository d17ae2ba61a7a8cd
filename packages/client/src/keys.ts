import { DoorKey, fingerprint, importDeviceKey, Kid, thumbprint } from "@openlock/protocol";
import { fail } from "./errors.ts";
import { type HttpOptions, orAborted, request } from "./http.ts";
import type { PinStore } from "./pins.ts";

export interface KeysOptions extends HttpOptions {
  readonly pins: PinStore;
  readonly firstUse: "pin" | "refuse";
}

/** What a command is sealed to. */
export interface Target {
  readonly key: CryptoKey;
  readonly kid: string;
  readonly boot: string;
}

/** One door's key and boot nonce, which come by way of the relay, and the pin that the key is held against. */
export class Keys {
  readonly #door: string;
  readonly #options: KeysOptions;
  #target: Promise<Target> | undefined;

  constructor(door: string, options: KeysOptions) {
    this.#door = door;
    this.#options = options;
  }

  /**
   * Callers that come together share one look, so that of two keys offered at once only one can be the first. One that
   * failed is not remembered.
   */
  async get(signal: AbortSignal | undefined): Promise<Target> {
    if (!this.#target) {
      const target = this.#read();
      this.#target = target;
      target.catch(() => {
        if (this.#target === target) this.#target = undefined;
      });
    }
    try {
      return await orAborted(this.#target, signal);
    } catch (cause) {
      if (!signal?.aborted) throw cause;
      throw fail("aborted", "The request was given up.", { cause });
    }
  }

  forget(): void {
    this.#target = undefined;
  }

  async pin(text: string): Promise<void> {
    const kid = Kid.safeParse(text.replaceAll(" ", ""));
    if (!kid.success) throw fail("invalid-command", "Not a key's thumbprint.");
    await this.#kept(() => this.#options.pins.set(this.#door, kid.data));
    this.forget();
  }

  async #read(): Promise<Target> {
    const path = `/api/doors/${this.#door}/key`;
    const { key, boot } = await request(this.#options, DoorKey, path, { method: "GET" });
    const kid = await thumbprint(key);
    await this.#check(kid);
    return { key: await importDeviceKey(key), kid, boot };
  }

  async #check(offered: string): Promise<void> {
    const { pins, firstUse } = this.#options;
    const pinned = await this.#kept(() => pins.get(this.#door));
    if (pinned === offered) return;
    if (pinned !== undefined) throw this.changed(pinned, offered);
    if (firstUse === "refuse") {
      const message = `No key is trusted yet for door ${this.#door}; the relay offers ${fingerprint(offered)}.`;
      throw fail("key-unknown", message, { offered });
    }
    await this.#kept(() => pins.set(this.#door, offered));
  }

  changed(pinned: string, offered: string) {
    const message = `Door ${this.#door} had the key ${fingerprint(pinned)}; now the relay offers ${fingerprint(offered)}.`;
    return fail("key-changed", message, { keys: { pinned, offered } });
  }

  async #kept<T>(use: () => T | Promise<T>): Promise<T> {
    try {
      return await use();
    } catch (cause) {
      throw fail("pins-failed", "The keys of doors can be neither read nor kept here.", { cause });
    }
  }
}
