import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { stream } from "hono/streaming";
import type { DoorKeys } from "../../devices/door-keys.ts";
import type { SessionTokens } from "../../devices/session-token.ts";
import { requireKey } from "../../devices/upgrade.ts";
import { IMAGE_PATH } from "../../updates/drive.ts";
import { readRange } from "../../updates/range.ts";
import { imageBytes } from "../../updates/send-image.ts";
import type { RelayEnv, Services } from "../context.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

/** Requests of one door: a download that breaks off goes on with another, with pauses that grow. */
const PER_MINUTE = 30;
/** Images under way at once on a node. */
const AT_ONCE = 100;

/** Images for devices (protocol, section 5): each gets the one that it was offered, and no other. */
export function imageRoutes(
  services: Services,
  tokens: SessionTokens,
  keys: DoorKeys,
): OpenAPIHono<RelayEnv> {
  const { records, hot, log, now } = services;
  const app = relayRouter();
  const underWay = new Set<string>();

  app.openAPIRegistry.registerPath({
    method: "get",
    path: `${IMAGE_PATH}{id}`,
    tags: ["Devices"],
    summary: "The image that the device was offered, or with Range a part of it",
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
    security: [{ deviceSession: [] }],
    responses: {
      200: {
        description: "All of it",
        content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
      },
      206: { description: "The part that was asked for" },
      default: PROBLEM,
    },
  });
  app.get(`${IMAGE_PATH}:id`, async (c) => {
    const door = await requireDevice(c, tokens, keys, now());
    const counted = await hot.count(
      [{ name: "door", key: `image:${door}`, burst: PER_MINUTE, perMs: 60_000 }],
      now(),
    );
    if (counted.outcome === "rate-limited") {
      throw tooMany("Too many requests for the image.", Math.ceil(counted.retryAfterMs / 1000));
    }
    const id = c.req.param("id");
    const offered = await records.rollouts.underWay(door);
    const release = offered?.release === id ? await records.releases.byId(id) : undefined;
    if (!release) throw new ProblemError("not-found", "This door was not offered this image.");

    const etag = `"${release.sha256}"`;
    c.header("etag", etag);
    c.header("accept-ranges", "bytes");
    c.header("cache-control", "private, no-transform");
    if (c.req.header("if-none-match") === etag) return c.body(null, 304);
    const ifRange = c.req.header("if-range");
    const asked = ifRange === undefined || ifRange === etag ? c.req.header("range") : undefined;
    const range = readRange(asked, release.size);
    if (range === "unsatisfiable") {
      c.header("content-range", `bytes */${release.size}`);
      return c.body(null, 416);
    }
    const whole = { from: 0, to: release.size - 1 };
    const part = range === "all" ? whole : range;
    if (range !== "all") {
      c.status(206);
      c.header("content-range", `bytes ${part.from}-${part.to}/${release.size}`);
    }
    c.header("content-type", "application/octet-stream");
    c.header("content-length", String(part.to - part.from + 1));
    if (c.req.method === "HEAD") return c.body(null);
    if (underWay.size >= AT_ONCE || underWay.has(door)) {
      throw tooMany("The image is being sent already, to this door or to many others.", 5);
    }
    underWay.add(door);
    const { outgoing } = c.env;
    outgoing.once("close", () => underWay.delete(door));
    return stream(
      c,
      async (out) => {
        for await (const piece of imageBytes(records, release, part)) {
          if (out.aborted) return;
          await out.write(piece);
        }
      },
      async (error) => {
        log.warn({ err: error, door }, "an image was broken off");
        outgoing.destroy();
      },
    );
  });
  return app;
}

/** @throws {ProblemError} `unauthenticated`, `forbidden`, `key-banned` */
async function requireDevice(
  c: Context<RelayEnv>,
  tokens: SessionTokens,
  keys: DoorKeys,
  now: number,
): Promise<string> {
  const token = /^Bearer ([\x21-\x7e]{16,2048})$/.exec(c.req.header("authorization") ?? "")?.[1];
  const bearer = token && (await tokens.verify(token, now));
  if (!bearer) {
    throw new ProblemError("unauthenticated", "The session token is missing, expired or not ours.");
  }
  await requireKey(keys, bearer);
  return bearer.door;
}

function tooMany(what: string, seconds: number): ProblemError {
  return new ProblemError("rate-limited", what, { headers: { "retry-after": String(Math.max(1, seconds)) } });
}
