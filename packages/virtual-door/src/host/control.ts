import type { FaultSettings } from "../chip/faults.ts";
import type { VirtualDoor } from "../virtual-door.ts";

/** A control request that says something it must not; the message goes back to the caller. */
export class ControlError extends Error {}

const ACTIONS: Readonly<Record<string, (door: VirtualDoor) => void>> = {
  reset: ({ chip }) => chip.pressReset(),
  "power-off": ({ chip }) => chip.powerOff(),
  "power-on": ({ chip }) => chip.powerOn(),
  "boot-press": ({ chip }) => chip.holdBoot(true),
  "boot-release": ({ chip }) => chip.holdBoot(false),
  "door-open": ({ chip }) => chip.hardware.setContact(true),
  "door-close": ({ chip }) => chip.hardware.setContact(false),
  "tamper-open": ({ chip }) => chip.hardware.setTamper(true),
  "tamper-close": ({ chip }) => chip.hardware.setTamper(false),
  unplug: ({ chip }) => chip.usb.unplug(),
  plug: ({ chip }) => chip.usb.plug(),
};

/** @throws {ControlError} */
export function control(door: VirtualDoor, request: unknown): void {
  if (!isRecord(request) || typeof request.action !== "string") throw new ControlError("action is missing");
  const { action } = request;
  if (action === "fault") {
    door.chip.faults.set(parseFaults(request.fault));
    return;
  }
  const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (!run) throw new ControlError(`there is no action "${action}"`);
  run(door);
}

type Check = (value: unknown) => boolean;
const isFlag: Check = (value) => typeof value === "boolean";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;

const FAULTS: { readonly [Name in keyof Required<FaultSettings>]: Check } = {
  powerCutAtWrite: isCount,
  powerCutDone: isNumber,
  unplugAfterBytes: isCount,
  ownUsb: isFlag,
  noAutoReset: isFlag,
  otherChip: isFlag,
  brownOut: isFlag,
  crashes: isFlag,
  boltPulses: isFlag,
  badFlash: (value) =>
    Array.isArray(value) &&
    value.length <= 1024 &&
    value.every((each) => isRecord(each) && Number.isSafeInteger(each.address) && isByte(each.bits)),
  maxBaudRate: isCount,
  wifiGone: isFlag,
  blackhole: isFlag,
  clockOffsetMs: isNumber,
  clockRate: isNumber,
  silentDrop: isFlag,
};

function parseFaults(value: unknown): FaultSettings {
  if (!isRecord(value)) throw new ControlError("fault is not an object");
  for (const [name, setting] of Object.entries(value)) {
    const check = Object.hasOwn(FAULTS, name) ? FAULTS[name as keyof FaultSettings] : undefined;
    if (!check)
      throw new ControlError(`there is no fault "${name}"; there are ${Object.keys(FAULTS).join(", ")}`);
    // null heals.
    if (setting !== null && !check(setting)) throw new ControlError(`fault "${name}" has a wrong value`);
  }
  return value as FaultSettings;
}

function isByte(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xff;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
