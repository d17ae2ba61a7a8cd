import { type DeviceInfo, type DoorKey, thumbprint } from "@openlock/protocol";
import { t } from "../../i18n/text.ts";

/** What the board says of its key over the cable, and what the relay says it is. */
export interface FingerprintComparison {
  readonly board: string;
  readonly relay: string;
  readonly match: boolean;
}

/**
 * Compares the key that came over the cable with the one that the relay hands out. Both fingerprints are reckoned
 * here from the keys themselves: what either side calls its key counts for nothing.
 *
 * @throws {Error} where the board has no key yet
 */
export async function compareFingerprints(info: DeviceInfo, relay: DoorKey): Promise<FingerprintComparison> {
  if (!info.publicKey) throw new Error(t`The board has no key yet.`);
  const [board, other] = await Promise.all([thumbprint(info.publicKey), thumbprint(relay.key)]);
  return { board, relay: other, match: board === other };
}
