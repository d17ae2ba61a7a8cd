import {
  BOUNDS,
  type DeviceSession,
  openSession,
  Problem,
  ProtocolError,
  parseRegistrationResponse,
  parseShape,
  parseStrictJson,
  type RegistrationRequest,
} from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";
import type { DeviceKey } from "../core/device-key.ts";
import type { Server } from "../core/settings.ts";

const TIMEOUT_MS = 15_000;

export type Registration =
  | {
      readonly outcome: "registered";
      readonly session: DeviceSession;
      readonly serverTime: number;
      /** Path of the device socket on the same server. */
      readonly socket: string;
    }
  /** The relay does not want this device; `detail` is its reason. */
  | { readonly outcome: "refused"; readonly detail: string }
  /** Something else is wrong, which may pass. */
  | { readonly outcome: "failed"; readonly detail: string };

/**
 * One registration (section 2).
 *
 * @throws {NetworkError} where the relay was not reached
 */
export async function register(
  boot: Boot,
  server: Server,
  key: DeviceKey,
  about: Omit<RegistrationRequest, "publicKey">,
): Promise<Registration> {
  const response = await boot.alive(
    boot.chip.net.request(`${server.url.replace(/\/+$/, "")}/api/devices/register`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...about, publicKey: key.publicKey }),
      maxBytes: 2 * BOUNDS.registrationBytes,
      timeoutMs: TIMEOUT_MS,
      ...(server.ca === undefined ? {} : { ca: server.ca }),
    }),
  );
  if (response.status === 403) return { outcome: "refused", detail: reason(response.body) };
  if (response.status !== 200) {
    return { outcome: "failed", detail: `The server answered ${response.status}: ${reason(response.body)}` };
  }
  try {
    const { session, serverTime, socket } = parseRegistrationResponse(response.body);
    return {
      outcome: "registered",
      session: await boot.alive(openSession(session, key.privateKey)),
      serverTime,
      socket,
    };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return {
      outcome: "failed",
      detail: `The server's answer is not what the protocol says (${error.code}).`,
    };
  }
}

function reason(body: string): string {
  try {
    const { detail, title } = parseShape(Problem, parseStrictJson(body, BOUNDS.registrationBytes));
    return detail ?? title;
  } catch {
    return "without a reason";
  }
}
