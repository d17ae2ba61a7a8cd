import type { DeviceSettings } from "@openlock/protocol";
import type { PartName } from "../device/device.ts";
import type { Rig } from "./rig.ts";

export interface Conditions<P extends PartName> {
  /** Parts that the device must have for this to be tried. */
  readonly needs?: readonly P[];
  /** `blank`: it has its key and no settings; `online`, where nothing is said: it is set up and at its relay. */
  readonly from?: "blank" | "online";
  /** On top of `SETTINGS`. */
  readonly settings?: DeviceSettings;
}

/** One sentence of the protocol, and how it is tried on a device. */
export interface Check {
  /** Of docs/protocol.md. */
  readonly section: string;
  readonly sentence: string;
  readonly needs: readonly PartName[];
  readonly from: "blank" | "online";
  readonly settings: DeviceSettings;
  /** Rejects where the device does something else. */
  readonly run: (rig: Rig<PartName>) => Promise<void>;
}

/**
 * @param section of docs/protocol.md, as it stands there
 * @returns collects what belongs to it
 */
export function section(section: string) {
  const checks: Check[] = [];
  const check = <P extends PartName = never>(
    sentence: string,
    { needs = [], from = "online", settings = {} }: Conditions<P>,
    run: (rig: Rig<P>) => Promise<void>,
  ): void => {
    checks.push({ section, sentence, needs, from, settings, run: run as Check["run"] });
  };
  return { checks: checks as readonly Check[], check };
}

/** Checks by their section, in the order of the protocol. */
export function sections(checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> {
  const bySection = new Map<string, Check[]>();
  for (const each of checks) bySection.set(each.section, [...(bySection.get(each.section) ?? []), each]);
  return bySection;
}
