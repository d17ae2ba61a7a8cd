import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { BOUNDS, SOCKET_PROTOCOL } from "@openlock/protocol";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import type { BlockedNetworks } from "../blocking/blocked-networks.ts";
import { offenceOf } from "../blocking/offences.ts";
import type { Metrics } from "../http/metrics.ts";
import { clientAddress } from "../http/middleware/client-address.ts";
import { ProblemError } from "../http/problem.ts";
import { endWithProblem } from "../http/raw-problem.ts";
import type { DoorKeys } from "./door-keys.ts";
import { SOCKET_PATH } from "./register.ts";
import type { SessionTokens, TokenBearer } from "./session-token.ts";
import type { DeviceSessions } from "./sessions.ts";

/** How long a peer may take over its half of a close. */
const CLOSE_TIMEOUT_MS = 2000;

interface UpgradeParts {
  readonly tokens: SessionTokens;
  readonly keys: DoorKeys;
  readonly sessions: DeviceSessions;
  readonly blocks: BlockedNetworks;
  readonly metrics: Pick<Metrics, "refusal">;
  readonly trustedHops: number;
  readonly log: Logger;
  readonly now: () => number;
  readonly stopping: () => boolean;
}

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Answers upgrades: the device socket, for whoever has a session token; everything else is a problem. */
export function deviceUpgrades(parts: UpgradeParts): UpgradeListener {
  const { sessions, blocks, metrics, log } = parts;
  // Declared apart, for @types/ws does not know `closeTimeout` yet.
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: BOUNDS.frameBytes,
    closeTimeout: CLOSE_TIMEOUT_MS,
    // Sessions decode strictly themselves, and answer with the protocol's own close code.
    skipUTF8Validation: true,
    handleProtocols: (offered: Set<string>): string | false =>
      offered.has(SOCKET_PROTOCOL) ? SOCKET_PROTOCOL : false,
  };
  const server = new WebSocketServer(options);
  // What `ws` itself finds wrong with a handshake it answers with 400.
  server.on("wsClientError", (_error, socket) => endWithProblem(socket, badHandshake()));

  const open = async (webSocket: WebSocket, bearer: TokenBearer) => {
    await sessions.open(webSocket, bearer);
    // A ban, or a removal, that came while it was being opened found no session to end.
    await requireKey(parts.keys, bearer).catch(() => sessions.remove(bearer.door));
  };

  return (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const ip = clientAddress(request, parts.trustedHops);
    check(parts, request, ip).then(
      (bearer) => {
        if (socket.destroyed) return;
        server.handleUpgrade(request, socket, head, (webSocket) => void open(webSocket, bearer));
      },
      (error: unknown) => {
        const problem =
          error instanceof ProblemError
            ? error
            : new ProblemError("store-unavailable", "The relay cannot check the token now. Try again soon.");
        metrics.refusal(problem.problem);
        const offence = offenceOf(problem, { path: SOCKET_PATH });
        if (offence) blocks.strike(ip, offence);
        if (problem === error) log.info({ ip, problem: problem.problem }, "device socket refused");
        else log.error({ ip, err: error }, "device socket refused");
        endWithProblem(socket, problem);
      },
    );
  };
}

/** Everything that is checked before there is a socket (protocol, section 3). */
async function check(parts: UpgradeParts, request: IncomingMessage, ip: string): Promise<TokenBearer> {
  const { tokens, keys, blocks, now, stopping } = parts;
  blocks.require(ip);
  const [path, query = ""] = (request.url ?? "").split("?", 2);
  if (path !== SOCKET_PATH) throw new ProblemError("not-found", "There is no socket at this address.");
  if (stopping()) throw new ProblemError("shutting-down", "This relay is stopping. Try again in a moment.");
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  if (!offered.includes(SOCKET_PROTOCOL)) throw badHandshake();

  const token = /^Bearer ([\x21-\x7e]{16,2048})$/.exec(request.headers.authorization ?? "")?.[1];
  const bearer = token && (await tokens.verify(token, now()));
  if (!bearer) {
    throw new ProblemError(
      "unauthenticated",
      "The session token is missing, expired or not ours. Register again.",
    );
  }
  if (new URLSearchParams(query).get("door") !== bearer.door) {
    throw new ProblemError("forbidden", "The session token is for another door.");
  }
  await requireKey(keys, bearer);
  return bearer;
}

/** @throws {ProblemError} `forbidden`, `key-banned` */
export async function requireKey(keys: DoorKeys, bearer: TokenBearer): Promise<void> {
  // Remembered or not, a refusal is decided by the records alone.
  const remembered = keys.remembered(bearer.door);
  if (remembered?.found === "key" && remembered.kid === bearer.kid && !remembered.banned) return;
  const entry = await keys.read(bearer.door);
  if (entry.found !== "key" || entry.kid !== bearer.kid) {
    throw new ProblemError("forbidden", "The door was removed or has another key by now. Register again.");
  }
  if (entry.banned) throw new ProblemError("key-banned", "This device's key is banned on this relay.");
}

function badHandshake(): ProblemError {
  return new ProblemError(
    "malformed",
    `This is a WebSocket (RFC 6455) with the subprotocol ${SOCKET_PROTOCOL}.`,
  );
}
