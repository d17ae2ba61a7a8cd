import { createHash } from "node:crypto";
import type { ReleaseClaims } from "@openlock/protocol";
import type { FirmwareSlots } from "../../chip/services.ts";
import { UpdateRefusal } from "./refusal.ts";

const BLOCK_BYTES = 4096;

/**
 * What came and what the slot holds, before it may boot (section 5, 3).
 *
 * @param received SHA-256 of what was received
 * @throws {UpdateRefusal} `wrong-hash`, `write-failed`, `bad-image`
 */
export function checkImage(slots: FirmwareSlots, { size, sha256 }: ReleaseClaims, received: string): void {
  if (received !== sha256) throw new UpdateRefusal("wrong-hash", "what came is not what was signed");
  const hash = createHash("sha256");
  for (let at = 0; at < size; at += BLOCK_BYTES) {
    hash.update(slots.read(at, Math.min(BLOCK_BYTES, size - at)));
  }
  if (hash.digest("hex") !== sha256) {
    throw new UpdateRefusal("write-failed", "the flash does not hold what was written");
  }
  const fault = slots.fault(size);
  if (fault) throw new UpdateRefusal("bad-image", fault);
}
