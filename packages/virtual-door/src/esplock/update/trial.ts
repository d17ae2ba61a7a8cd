import { BOUNDS, parseStrictJson } from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";
import type { Log } from "../core/log.ts";
import { NVS_KEYS } from "../core/nvs-keys.ts";
import type { SettingsStore } from "../core/settings.ts";
import type { UpdateReports } from "./reports.ts";

/** An update that was made to boot, until the relay has heard how it went. */
interface Pending {
  readonly id: string;
  readonly sha256: string;
}

export interface TrialParts {
  readonly boot: Boot;
  readonly log: Log;
  readonly settings: SettingsStore;
  readonly reports: UpdateReports;
}

/** Whether the image that runs is kept (section 5, 5). A restart without `passed` brings the one before back. */
export class Trial {
  readonly #parts: TrialParts;
  #cancel: () => void = () => {};

  constructor(parts: TrialParts) {
    this.#parts = parts;
    const { boot, log, settings } = parts;
    if (!this.underWay) return;
    const { wifi, server, doorId } = settings.current;
    if (!wifi || !server || !doorId) {
      log.error("update", "no settings to reach a relay with: the image before runs again");
      boot.after(0, () => boot.chip.restart());
      return;
    }
    log.info("update", `on trial: kept once the relay is reached, within ${BOUNDS.confirmSeconds} s`);
    this.#cancel = boot.after(BOUNDS.confirmSeconds * 1000, () => {
      log.error("update", "the relay was not reached in time: the image before runs again");
      boot.chip.restart();
    });
  }

  get underWay(): boolean {
    return this.#parts.boot.chip.slots.onTrial;
  }

  /** The relay has welcomed this device. */
  passed(): void {
    const { boot, log, reports } = this.#parts;
    const { slots, nvs } = boot.chip;
    if (this.underWay) {
      slots.keep();
      this.#cancel();
      log.info("update", "the new image is kept");
    }
    const pending = readPending(nvs.get(NVS_KEYS.update));
    if (pending)
      reports.result(pending.id, pending.sha256 === slots.runningSha256() ? undefined : "rolled-back");
    forgetPending(boot);
  }
}

/** Keeps the update for the image that boots next, or the one that comes back. */
export function storePending(boot: Boot, pending: Pending): void {
  const bytes = new TextEncoder().encode(JSON.stringify(pending));
  boot.chip.nvs.commit(new Map([[NVS_KEYS.update, bytes]]));
}

/** The relay has heard how it went, or the update did not get as far. */
export function forgetPending({ chip }: Boot): void {
  if (chip.nvs.get(NVS_KEYS.update)) chip.nvs.commit(new Map([[NVS_KEYS.update, null]]));
}

function readPending(bytes: Uint8Array | undefined): Pending | undefined {
  if (!bytes) return undefined;
  try {
    const { id, sha256 } = parseStrictJson(bytes, BOUNDS.frameBytes) as Record<string, unknown>;
    return typeof id === "string" && typeof sha256 === "string" ? { id, sha256 } : undefined;
  } catch {
    return undefined;
  }
}
