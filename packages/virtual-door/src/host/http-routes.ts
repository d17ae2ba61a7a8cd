import type { IncomingMessage } from "node:http";
import { ControlError, control } from "./control.ts";
import { type DoorSet, hostedSnapshot } from "./door-set.ts";
import { originIsOurs } from "./loopback.ts";
import { panelFile } from "./panel-files.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const MAX_BODY = 64 * 1024;

/** The panel loads nothing from anywhere else. */
const PANEL_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Answers one request whose Host header has been checked. */
export async function route(request: IncomingMessage, doors: DoorSet): Promise<Answer> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const anybody = pathname === "/doors";
  const answer =
    anybody || originIsOurs(request)
      ? await answerTo(pathname, request, doors)
      : json(403, { error: "only pages of this machine may do that" });
  return { ...answer, headers: { ...answer.headers, ...allowOrigin(request, anybody) } };
}

function answerTo(pathname: string, request: IncomingMessage, doors: DoorSet): Answer | Promise<Answer> {
  if (request.method === "OPTIONS") return preflight();
  if (request.method === "GET") return get(pathname, doors);
  const id = /^\/doors\/([^/]+)\/control$/.exec(pathname)?.[1];
  if (request.method === "POST" && id !== undefined) return postControl(id, request, doors);
  return json(404, { error: "not found" });
}

function get(pathname: string, doors: DoorSet): Answer {
  if (pathname === "/doors") {
    const ports = doors.all.map(({ id, name, door: { chip } }) => {
      return { id, name, ...chip.usb.ids, plugged: chip.usb.plugged };
    });
    return json(200, { doors: ports });
  }
  if (pathname === "/air") return json(200, { accessPoints: doors.air.accessPoints });
  const hosted = doors.get(/^\/doors\/([^/]+)$/.exec(pathname)?.[1] ?? "");
  if (hosted) return json(200, hostedSnapshot(hosted));
  const file = panelFile(pathname);
  if (!file) return json(404, { error: "not found" });
  return {
    status: 200,
    headers: {
      "content-type": file.type,
      "content-security-policy": PANEL_POLICY,
      "x-content-type-options": "nosniff",
      "cache-control": "no-cache",
    },
    body: file.body,
  };
}

async function postControl(id: string, request: IncomingMessage, doors: DoorSet): Promise<Answer> {
  const hosted = doors.get(id);
  if (!hosted) return json(404, { error: `there is no door "${id}"` });
  // A form of another page cannot send this type without asking first.
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
    return json(415, { error: "application/json is wanted" });
  }
  try {
    control(hosted.door, await readJson(request));
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return json(400, { error: error.message });
  }
  return json(200, hostedSnapshot(hosted));
}

/** @throws {ControlError} */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY) throw new ControlError("the request is too long");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    throw new ControlError("that is not JSON");
  }
}

function allowOrigin(request: IncomingMessage, anybody: boolean): Record<string, string> {
  const { origin } = request.headers;
  if (anybody) return { "access-control-allow-origin": "*" };
  if (origin === undefined || !originIsOurs(request)) return { vary: "origin" };
  return { vary: "origin", "access-control-allow-origin": origin };
}

function preflight(): Answer {
  return {
    status: 204,
    headers: {
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "content-type",
      "access-control-allow-private-network": "true",
    },
    body: "",
  };
}

function json(status: number, body: object): Answer {
  return {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify(body),
  };
}
