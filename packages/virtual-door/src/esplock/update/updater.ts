import { BOUNDS, type RelayFrame, type ReleaseClaims, type UpdatePhase } from "@openlock/protocol";
import type { Led } from "../core/led.ts";
import type { SettingsStore } from "../core/settings.ts";
import type { Lock } from "../door/lock.ts";
import { admitRelease } from "./admit.ts";
import { checkImage } from "./check.ts";
import { type DownloadParts, downloadImage } from "./download.ts";
import { UpdateRefusal } from "./refusal.ts";
import type { UpdateReports } from "./reports.ts";
import { forgetPending, storePending, type Trial } from "./trial.ts";

type UpdateFrame = Extract<RelayFrame, { type: "update" }>;

/** How often a drawn bolt is looked at again. */
const SHUT_CHECK_MS = 1_000;
/** Time for the last frame to leave the chip, in milliseconds. */
const FAREWELL_MS = 500;
/** The LED tells of it this often, in percent of a phase. */
const SHOWN_EVERY = 10;

export interface UpdaterParts extends DownloadParts {
  readonly led: Led;
  readonly lock: Lock;
  readonly settings: SettingsStore;
  readonly reports: UpdateReports;
  readonly trial: Trial;
  /** Ends the session, so that no command runs over the restart; and begins a new one where that is put off. */
  readonly network: () => { stop(): Promise<void>; start(): void } | undefined;
}

/** Updates over the air (section 5), one at a time, up to the restart into the new image. */
export class Updater {
  readonly #parts: UpdaterParts;
  #running: string | undefined;

  constructor(parts: UpdaterParts) {
    this.#parts = parts;
  }

  offer(frame: UpdateFrame): void {
    const { boot, reports, trial } = this.#parts;
    if (this.#running === frame.id) reports.repeat();
    else if (this.#running !== undefined || trial.underWay) reports.result(frame.id, "busy");
    else {
      this.#running = frame.id;
      boot.spawn(this.#run(frame));
    }
  }

  async #run(frame: UpdateFrame): Promise<void> {
    const { boot, log, led, reports } = this.#parts;
    try {
      const release = await boot.alive(admitRelease(frame.manifest, this.#releaseKeys, () => this.#image));
      log.info("update", `to version ${release.version}`);
      await this.#fetch(frame, release);
      await this.#restart(frame.id, release);
    } catch (error) {
      if (!(error instanceof UpdateRefusal)) throw error;
      this.#running = undefined;
      log.warn("update", `${error.code}: ${error.message}`);
      led.play("error");
      reports.result(frame.id, error.code);
    }
  }

  get #releaseKeys() {
    return this.#parts.settings.current.releaseKeys ?? [];
  }

  get #image() {
    const { chipName, image, slots } = this.#parts.boot.chip;
    return {
      chip: chipName,
      version: image.version,
      sha256: slots.runningSha256(),
      slotBytes: slots.spareBytes,
    };
  }

  async #fetch({ id, url }: UpdateFrame, release: ReleaseClaims): Promise<void> {
    this.#tell(id, "downloading", 0);
    const received = await downloadImage(this.#parts, url, release, (bytes) =>
      this.#tell(id, "downloading", Math.floor((bytes / release.size) * 100)),
    );
    this.#tell(id, "checking", 0);
    checkImage(this.#parts.boot.chip.slots, release, received);
    this.#tell(id, "checking", 100);
  }

  /** @throws {UpdateRefusal} `in-use`, `write-failed` */
  async #restart(id: string, { sha256 }: ReleaseClaims): Promise<void> {
    const { boot, log, network } = this.#parts;
    const deadline = boot.uptimeMs() + BOUNDS.restartWaitSeconds * 1000;
    do {
      network()?.start();
      await this.#shut(id, deadline);
      this.#tell(id, "restarting", 0);
      await boot.sleep(FAREWELL_MS);
      await network()?.stop();
      // A command may have come in between. From here to the restart nothing else runs.
    } while (this.#drawn);
    try {
      storePending(boot, { id, sha256 });
      boot.chip.slots.boot();
    } catch (cause) {
      if (boot.off.aborted) throw cause;
      forgetPending(boot);
      network()?.start();
      throw new UpdateRefusal("write-failed", cause instanceof Error ? cause.message : "flash");
    }
    log.info("update", "restarting into the new image");
    boot.chip.restart();
  }

  /** Waits for a locked door. @throws {UpdateRefusal} `in-use` */
  async #shut(id: string, deadline: number): Promise<void> {
    const { boot } = this.#parts;
    const begun = boot.uptimeMs();
    while (this.#drawn) {
      const left = deadline - boot.uptimeMs();
      if (left <= 0) throw new UpdateRefusal("in-use", "the door was not locked in time");
      const whole = Math.max(1, deadline - begun);
      this.#tell(id, "waiting", Math.floor(((boot.uptimeMs() - begun) / whole) * 100));
      await boot.sleep(Math.min(SHUT_CHECK_MS, left));
    }
  }

  get #drawn(): boolean {
    return this.#parts.lock.state.lock === "unlocked";
  }

  #tell(id: string, phase: UpdatePhase, percent: number): void {
    const { reports, led } = this.#parts;
    if (reports.progress(id, phase, percent) && percent % SHOWN_EVERY === 0) led.play("updating");
  }
}
