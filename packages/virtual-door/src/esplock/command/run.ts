import type { Command, DeviceError, DeviceStatus } from "@openlock/protocol";
import { Stopped } from "../core/boot.ts";
import type { DoorClock } from "../core/clock.ts";
import type { Led } from "../core/led.ts";
import type { Log } from "../core/log.ts";
import type { SettingsStore } from "../core/settings.ts";
import type { OfflineGuard } from "../door/fail-safe.ts";
import type { Lock } from "../door/lock.ts";
import type { StatusReport } from "../door/status.ts";
import type { Revocations } from "./revocations.ts";

export type Outcome =
  | { readonly ok: true; readonly status?: DeviceStatus; readonly restart?: boolean }
  | { readonly ok: false; readonly error: DeviceError };

export interface CommandParts {
  readonly log: Log;
  readonly led: Led;
  readonly clock: DoorClock;
  readonly lock: Lock;
  readonly settings: SettingsStore;
  readonly offlineGuard: OfflineGuard;
  readonly status: StatusReport;
  readonly revocations: Revocations;
}

const done: Outcome = { ok: true };

/** Runs a command whose sender was authorised and whose arguments fit. What goes wrong inside is `failed`. */
export async function runCommand(parts: CommandParts, command: Command): Promise<Outcome> {
  try {
    return await run(parts, command);
  } catch (fault) {
    if (fault instanceof Stopped) throw fault;
    parts.log.error("command", `${command.command} failed`);
    return { ok: false, error: "failed" };
  }
}

async function run(parts: CommandParts, { command, args }: Command): Promise<Outcome> {
  const { lock, settings } = parts;
  switch (command) {
    case "unlock":
      return lock.unlock(args.seconds ?? settings.relockSeconds) ? done : refused("in-lockdown");
    case "lock":
      lock.lock();
      return done;
    case "hold":
      if (args.until <= parts.clock.nowSeconds()) return refused("invalid-arguments");
      return lock.hold(args.until) ? done : refused("in-lockdown");
    case "lockdown":
      lock.lockdown(args.on);
      return done;
    case "status":
      return { ok: true, status: parts.status.sealed() };
    case "identify":
      parts.led.play("identify");
      return done;
    case "configure": {
      const restart = await settings.store({ settings: args });
      parts.led.play("settings-updated");
      parts.offlineGuard.settingChanged();
      return { ok: true, restart };
    }
    case "revoke": {
      const now = parts.clock.nowSeconds();
      if (args.until <= now) return refused("invalid-arguments");
      // One that cannot be kept must not look done, and none that still counts makes room for it.
      return parts.revocations.add(args, now) ? done : refused("failed");
    }
    case "restart":
      return { ok: true, restart: true };
  }
}

function refused(error: DeviceError): Outcome {
  return { ok: false, error };
}
