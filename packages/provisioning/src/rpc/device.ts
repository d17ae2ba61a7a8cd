import {
  ConfigureResult,
  DeviceInfo,
  type DeviceSettings,
  ProtocolError,
  parseShape,
  ResetResult,
} from "@openlock/protocol";
import type * as z from "zod/mini";
import { ProvisioningError } from "../errors.ts";
import type { SerialSession } from "../serial/session.ts";
import { type CallOptions, call } from "./call.ts";

/** A board that is starting loses what it is sent, so a question that changes nothing is asked again. */
const ASK_AGAIN_AFTER = 1_000;
const CHANGE_TIMEOUT = 15_000;

export interface Configuration {
  readonly settings: DeviceSettings;
  /** The relay's one-time code that binds this board's key to the door. */
  readonly claim?: string;
  /** The present door password, where the board has one. */
  readonly password?: string;
}

/**
 * What the board says of itself.
 *
 * @throws {ProvisioningError} `no-answer` after `timeoutMs` (4 s unless told), `bad-answer`, `port-lost`
 */
export async function deviceInfo(
  session: SerialSession,
  options: Partial<CallOptions> = {},
): Promise<DeviceInfo> {
  const until = Date.now() + (options.timeoutMs ?? 4_000);
  for (;;) {
    const left = Math.max(until - Date.now(), 1);
    try {
      const result = await call(session, "device.info", undefined, {
        ...options,
        timeoutMs: Math.min(ASK_AGAIN_AFTER, left),
      });
      return shaped(DeviceInfo, result);
    } catch (error) {
      const silent = error instanceof ProvisioningError && error.code === "no-answer";
      if (!silent || Date.now() >= until) throw error;
    }
  }
}

/**
 * Gives the board its settings, all or nothing.
 *
 * @returns whether it restarts to take them in
 * @throws {ProvisioningError} `bad-password`, `locked-out`, `settings-refused`, `device-failed`, `no-answer`, `port-lost`
 */
export async function configureDevice(
  session: SerialSession,
  configuration: Configuration,
  signal?: AbortSignal,
): Promise<{ restarting: boolean }> {
  const result = await call(session, "device.configure", { ...configuration }, change(signal));
  return shaped(ConfigureResult, result);
}

/**
 * Wipes the board's settings and key; it restarts as a new one.
 *
 * @throws {ProvisioningError} `bad-password`, `locked-out`, `no-answer`, `port-lost`
 */
export async function resetDevice(
  session: SerialSession,
  password?: string,
  signal?: AbortSignal,
): Promise<void> {
  const result = await call(
    session,
    "device.reset",
    password === undefined ? {} : { password },
    change(signal),
  );
  shaped(ResetResult, result);
}

function change(signal: AbortSignal | undefined): CallOptions {
  return { timeoutMs: CHANGE_TIMEOUT, ...(signal ? { signal } : {}) };
}

function shaped<S extends z.ZodMiniType>(schema: S, result: unknown): z.output<S> {
  try {
    return parseShape(schema, result);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new ProvisioningError(
      "bad-answer",
      `The board's answer is not what the protocol says: ${cause.message}.`,
      {
        cause,
      },
    );
  }
}
