import { randomUUID } from "node:crypto";
import {
  importDeviceKey,
  ProtocolError,
  type RegistrationRequest,
  type RegistrationResponse,
  sealSession,
  thumbprint,
} from "@openlock/protocol";
import type { RefusalLog } from "../admission/refusals.ts";
import { rateLimited } from "../admission/steps.ts";
import type { Journal } from "../audit/journal.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import type { TellQuotas } from "../http/rate-limit-headers.ts";
import { networkOf } from "../net/network.ts";
import type { AuditEntry, RegistrationOutcome } from "../records/records.ts";
import type { SessionTokens } from "./session-token.ts";

export const SOCKET_PATH = "/api/devices/socket";

type Refused = Extract<RegistrationOutcome, { outcome: "refused" }>;

/**
 * Registers a device (protocol, section 2). What proves that it holds its key is that it can read the answer, so
 * nothing here disturbs a session that is open: only a token that was read does.
 *
 * @throws {ProblemError} `rate-limited`, `forbidden`, `key-banned`, `malformed`, `store-unavailable`
 */
export async function registerDevice(
  services: Services,
  tokens: SessionTokens,
  refusals: RefusalLog,
  from: { readonly request: RegistrationRequest; readonly ip: string; readonly tellQuotas: TellQuotas },
): Promise<RegistrationResponse> {
  const { records, journal, doorNews, now } = services;
  const { request, ip } = from;
  await countRegistration(services, from);

  const kid = await thumbprint(request.publicKey);
  const key = await importKey(request);
  const { claim, doorId, publicKey, uid, boot, firmware } = request;
  const entry = (outcome: AuditEntry["outcome"], more: Partial<AuditEntry> = {}): AuditEntry => ({
    at: now(),
    actor: { kind: "device", id: kid, label: doorId },
    ip,
    action: "device.register",
    door: doorId,
    outcome,
    ...more,
    detail: { uid, firmware: firmware.version, chip: firmware.chip, ...more.detail },
  });

  // A claim changes whose door it is: that is written down before it happens.
  const ref = claim === undefined ? {} : { ref: randomUUID() };
  if (claim !== undefined) await writeDown(journal, entry("begun", ref));
  const outcome = await records.doors.register({
    id: doorId,
    kid,
    publicKey,
    uid,
    boot,
    firmware,
    now: now(),
    ...(claim === undefined ? {} : { claimHash: sha256(claim) }),
  });
  if (outcome.outcome === "refused") {
    refusals.write(ip, {
      ...entry("refused", { ...ref, code: outcome.reason }),
      actor: { kind: "anonymous" },
    });
    throw refusal(outcome);
  }
  // The boot nonce may be new: whoever asks for it from now on must get this one.
  await doorNews.changed({ door: doorId });
  const bound = outcome.outcome === "bound";
  await writeDown(
    journal,
    entry("done", {
      ...ref,
      detail: { bound, ...(bound && outcome.replacedKid ? { replacedKid: outcome.replacedKid } : {}) },
    }),
  );
  const { token, expiresAt } = await tokens.issue({ door: doorId, kid }, now());
  return {
    session: await sealSession(key, { token, expiresAt }),
    serverTime: now(),
    socket: SOCKET_PATH,
  };
}

async function writeDown(journal: Journal, entry: AuditEntry): Promise<void> {
  try {
    await journal.write(entry);
  } catch (cause) {
    throw new ProblemError(
      "store-unavailable",
      "The registration could not be written down. Try again soon.",
      {
        cause,
      },
    );
  }
}

async function countRegistration(
  { hot, config, now }: Services,
  { ip, tellQuotas }: { readonly ip: string; readonly tellQuotas: TellQuotas },
): Promise<void> {
  const limit = {
    name: "network",
    key: `register:${networkOf(ip)}`,
    burst: config.REGISTRATIONS_PER_MINUTE,
    perMs: 60_000,
  };
  let counted: Awaited<ReturnType<typeof hot.count>>;
  try {
    counted = await hot.count([limit], now());
  } catch (cause) {
    throw new ProblemError("store-unavailable", "The relay cannot register devices now. Try again soon.", {
      cause,
    });
  }
  tellQuotas(counted.quotas);
  if (counted.outcome === "rate-limited") {
    throw rateLimited("Too many registrations from this network.", counted.retryAfterMs);
  }
}

async function importKey({ publicKey }: RegistrationRequest) {
  try {
    return await importDeviceKey(publicKey);
  } catch (error) {
    if (error instanceof ProtocolError) throw new ProblemError("malformed", `publicKey: ${error.message}`);
    throw new ProblemError("malformed", "publicKey: not an RSA key", { cause: error });
  }
}

/** The history says which of the causes it was; whoever is refused learns no more of the door than they know. */
function refusal({ reason }: Refused): ProblemError {
  if (reason === "key-banned") {
    return new ProblemError(
      "key-banned",
      "This device's key is banned on this relay. An admin can lift the ban, or erase the device and set it up anew.",
    );
  }
  return new ProblemError(
    "forbidden",
    "The relay does not take this key for this Door ID. Check that the door exists and the Door ID is spelled as in the " +
      "dashboard; a new or erased device needs a new claim code, which works once and for 15 minutes. The door's history says more.",
  );
}
