import { createHash } from "node:crypto";
import { ImageError, OTA_STATE, type Partition, parseImage, type ReadBytes } from "@openlock/esp-image";
import { type BootTarget, CHIP } from "./boot/second-stage.ts";
import { type Flash, SECTOR_SIZE } from "./flash.ts";
import { OtaData } from "./ota-data.ts";
import type { FirmwareSlots } from "./services.ts";

/** The image slots as the program that runs in one of them sees them (ESP-IDF's `esp_ota_ops`). */
export class Slots implements FirmwareSlots {
  readonly #flash: Flash;
  readonly #target: BootTarget;
  readonly #data: OtaData | undefined;
  readonly #spare: Partition | undefined;
  #sha256: string | undefined;

  constructor(flash: Flash, target: BootTarget) {
    this.#flash = flash;
    this.#target = target;
    this.#data = OtaData.open(flash, target.partitions);
    this.#spare = this.#data?.slots.find(({ offset }) => offset !== target.slot.offset);
  }

  get onTrial(): boolean {
    const selected = this.#data?.selected();
    return (
      selected?.slot.offset === this.#target.slot.offset && selected.entry.state === OTA_STATE.pendingVerify
    );
  }

  get spareBytes(): number {
    return this.#spare?.size ?? 0;
  }

  runningSha256(): string {
    const { slot, image } = this.#target;
    this.#sha256 ??= createHash("sha256").update(this.#flash.read(slot.offset, image.length)).digest("hex");
    return this.#sha256;
  }

  write(offset: number, bytes: Uint8Array): void {
    const { offset: start, size } = this.#inside(offset, bytes.length);
    if (offset === 0) this.#standOnRunning();
    for (let at = firstSectorFrom(offset); at < offset + bytes.length; at += SECTOR_SIZE) {
      this.#flash.erase(start + at, Math.min(SECTOR_SIZE, size - at));
    }
    this.#flash.write(start + offset, bytes);
  }

  read(offset: number, length: number): Uint8Array {
    return this.#flash.read(this.#inside(offset, length).offset + offset, length);
  }

  fault(length: number): string | undefined {
    const read: ReadBytes = (offset, count) => this.read(offset, count);
    try {
      const image = parseImage(read, length, { chip: CHIP });
      if (image.length !== length) return `the image ends after ${image.length} bytes of ${length}`;
      if (!image.sha256) return "no SHA-256 is appended";
      if (!image.descriptor) return "there is no application descriptor";
      return undefined;
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      return error.message;
    }
  }

  boot(): void {
    if (this.#spare) this.#data?.select(this.#spare, OTA_STATE.new);
  }

  keep(): void {
    if (this.onTrial) this.#data?.setState(OTA_STATE.valid);
  }

  /**
   * Where the bootloader passed the chosen slot over, because its image is broken, the choice still stands. It must not
   * once another image is written there: that one would boot without a trial.
   */
  #standOnRunning(): void {
    const { slot } = this.#target;
    const running = this.#data?.slots.find(({ offset }) => offset === slot.offset);
    const selected = this.#data?.selected();
    if (running && selected && selected.slot !== running) this.#data?.select(running, OTA_STATE.valid);
  }

  #inside(offset: number, length: number): Partition {
    const spare = this.#spare;
    if (!spare || offset < 0 || offset + length > spare.size) {
      throw new RangeError(`${length} bytes at ${offset} are not in the other slot`);
    }
    return spare;
  }
}

function firstSectorFrom(offset: number): number {
  return Math.ceil(offset / SECTOR_SIZE) * SECTOR_SIZE;
}
