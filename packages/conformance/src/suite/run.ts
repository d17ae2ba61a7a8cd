import type { PartName } from "../device/device.ts";
import type { Check } from "./check.ts";
import { type Common, Rig } from "./rig.ts";

/** What a check needs and the bench's devices do not have. */
export function missingParts({ bench }: Common, { needs }: Check): readonly PartName[] {
  return needs.filter((part) => !bench.parts.includes(part));
}

/**
 * Tries one check on a device of its own.
 *
 * @throws what the device does wrong
 */
export async function runCheck(common: Common, check: Check): Promise<void> {
  const rig = await Rig.start(common);
  try {
    await rig.untilKey();
    if (check.from === "online") await rig.setUp(check.settings);
    await check.run(rig);
  } catch (error) {
    await rig.close().catch(() => {});
    throw error;
  }
  await rig.close();
}
