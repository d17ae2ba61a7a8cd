import {
  APP_SUBTYPE,
  DATA_SUBTYPE,
  encodeOtaEntry,
  findPartition,
  OTA_ENTRY_SIZE,
  OTA_STATE,
  type OtaEntry,
  PARTITION_TYPE,
  type Partition,
  parseOtaEntry,
} from "@openlock/esp-image";
import type { Flash } from "./flash.ts";
import { SECTOR_SIZE } from "./flash.ts";

/** The OTA data partition of one chip. */
export class OtaData {
  readonly #flash: Flash;
  readonly #partition: Partition;
  readonly slots: readonly Partition[];

  private constructor(flash: Flash, partition: Partition, slots: readonly Partition[]) {
    this.#flash = flash;
    this.#partition = partition;
    this.slots = slots;
  }

  /** @returns undefined where the table has no OTA slots. */
  static open(flash: Flash, partitions: readonly Partition[]): OtaData | undefined {
    const partition = findPartition(partitions, PARTITION_TYPE.data, DATA_SUBTYPE.ota);
    const slots: Partition[] = [];
    for (let subtype: number = APP_SUBTYPE.ota0; subtype < APP_SUBTYPE.ota0 + 16; subtype++) {
      const slot = findPartition(partitions, PARTITION_TYPE.app, subtype);
      if (!slot) break;
      slots.push(slot);
    }
    if (!partition || partition.size < 2 * SECTOR_SIZE || slots.length === 0) return undefined;
    return new OtaData(flash, partition, slots);
  }

  /** The slot to boot, or undefined when neither entry is valid. */
  selected(): { slot: Partition; entry: OtaEntry } | undefined {
    const entries = [0, 1].flatMap((index) => this.#entry(index) ?? []);
    const entry = entries.sort((a, b) => b.sequence - a.sequence)[0];
    const slot = entry && this.slots[(entry.sequence - 1) % this.slots.length];
    return slot ? { slot, entry } : undefined;
  }

  /**
   * Makes a slot the one that boots. Its entry takes the place of the one that does not count now, so that a power cut
   * in the middle leaves what booted before.
   */
  select(slot: Partition, state: number): void {
    const current = this.selected()?.entry;
    const place = this.slots.indexOf(slot);
    let sequence = place + 1;
    while (sequence <= (current?.sequence ?? 0)) sequence += this.slots.length;
    const index = current === undefined ? 0 : 1 - this.#indexOf(current);
    this.#write(index, { sequence, state });
  }

  /** Sets the state of the entry that counts. */
  setState(state: number): void {
    const current = this.selected()?.entry;
    if (current) this.#write(this.#indexOf(current), { ...current, state });
  }

  /**
   * What the bootloader does with an update that has not proved itself: the first boot marks it pending, a second
   * boot while it is still pending gives it up, and the slot before it runs again (CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE).
   */
  takeBootStep(): void {
    for (const index of [0, 1]) {
      const entry = this.#entry(index);
      if (entry?.state === OTA_STATE.pendingVerify)
        this.#write(index, { ...entry, state: OTA_STATE.aborted });
    }
    if (this.selected()?.entry.state === OTA_STATE.new) this.setState(OTA_STATE.pendingVerify);
  }

  #indexOf({ sequence }: OtaEntry): number {
    return this.#entry(1)?.sequence === sequence ? 1 : 0;
  }

  #entry(index: number): OtaEntry | undefined {
    return parseOtaEntry(this.#flash.read(this.#partition.offset + index * SECTOR_SIZE, OTA_ENTRY_SIZE));
  }

  #write(index: number, entry: OtaEntry): void {
    const at = this.#partition.offset + index * SECTOR_SIZE;
    this.#flash.erase(at, SECTOR_SIZE);
    this.#flash.write(at, encodeOtaEntry(entry));
  }
}
