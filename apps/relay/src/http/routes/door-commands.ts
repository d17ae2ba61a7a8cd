import type { OpenAPIHono } from "@hono/zod-openapi";
import { BOUNDS, CommandAnswer, DOOR_ID_PATTERN, DoorId, DoorKey, StatusAnswer } from "@openlock/protocol";
import type { Context } from "hono";
import type { CommandPath } from "../../admission/send.ts";
import { rateLimited } from "../../admission/steps.ts";
import type { DeviceRouting } from "../../devices/routing.ts";
import { isMediaType, readBody } from "../body.ts";
import type { RelayEnv, Services } from "../context.ts";
import { BEARER_OR_API_KEY, GUEST } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { tellQuotas } from "../rate-limit-headers.ts";
import { relayRouter } from "../router.ts";
import { jsonSchema, PROBLEM } from "../schemas.ts";

const doorId = {
  name: "doorId",
  in: "path",
  required: true,
  schema: { type: "string", pattern: DOOR_ID_PATTERN.source },
} as const;
const STATUS_PER_MINUTE = 120;

/** Section 4 of the protocol: a door's key, commands to it, its status. */
export function doorCommandRoutes(
  services: Services,
  path: CommandPath,
  routing: DeviceRouting,
): OpenAPIHono<RelayEnv> {
  const app = relayRouter();
  const { records, hot, now } = services;

  app.openAPIRegistry.registerPath({
    method: "post",
    path: "/api/doors/{doorId}/commands",
    tags: ["Doors"],
    summary: "Sends a sealed command to a door and waits for its answer",
    parameters: [doorId],
    security: [...BEARER_OR_API_KEY, ...GUEST],
    request: {
      body: {
        required: true,
        description: "A JWE in compact serialization (protocol, section 1)",
        content: { "application/jose": { schema: { type: "string", maxLength: BOUNDS.commandBytes } } },
      },
    },
    responses: {
      200: {
        description: "The device answered; only the sealed result says what",
        content: { "application/json": { schema: jsonSchema(CommandAnswer) } },
      },
      default: PROBLEM,
    },
  });
  // Not by `createRoute`: its validators cost more than everything that this route needs of them.
  app.post("/api/doors/:doorId/commands", async (c) => {
    const { incoming } = c.env;
    const door = doorOf(c);
    if (!isMediaType(incoming.headers["content-type"], "application/jose")) {
      throw new ProblemError("unsupported-media-type", "Send the sealed command as application/jose.");
    }
    const body = await readBody(incoming, BOUNDS.commandBytes);
    return c.json(
      await path.send({
        principal: c.get("principal"),
        ip: c.get("ip"),
        door,
        body,
        tellQuotas: tellQuotas(c),
      }),
    );
  });

  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/api/doors/{doorId}/key",
    tags: ["Doors"],
    summary: "The key that commands to a door are sealed to, and its device's boot nonce",
    parameters: [doorId],
    security: [...BEARER_OR_API_KEY, ...GUEST],
    responses: {
      200: { description: "The key", content: { "application/json": { schema: jsonSchema(DoorKey) } } },
      default: PROBLEM,
    },
  });
  app.get("/api/doors/:doorId/key", async (c) => {
    // From the records, not from memory: a client that met `rebooted` must get the new nonce now.
    const door = await records.doors.byId(doorOf(c));
    if (!door) throw doorUnknown();
    if (!door.device) {
      throw new ProblemError(
        "not-registered",
        "No device has registered for this door yet. Set one up first.",
      );
    }
    const { publicKey: key, boot, registeredAt } = door.device;
    return c.json({ key, boot, registeredAt } satisfies DoorKey);
  });

  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/api/doors/{doorId}/status",
    tags: ["Doors"],
    summary: "Asks a door's device for its status document",
    parameters: [doorId],
    security: BEARER_OR_API_KEY,
    responses: {
      200: {
        description: "What the device answered, and how old that is",
        content: { "application/json": { schema: jsonSchema(StatusAnswer) } },
      },
      default: PROBLEM,
    },
  });
  app.get("/api/doors/:doorId/status", async (c) => {
    const door = doorOf(c);
    const key = `status:${c.get("principal").credential}`;
    const counted = await hot.count([{ name: "token", key, burst: STATUS_PER_MINUTE, perMs: 60_000 }], now());
    tellQuotas(c)(counted.quotas);
    if (counted.outcome === "rate-limited") {
      throw rateLimited("The status was asked for too often.", counted.retryAfterMs);
    }
    const reply = await routing.status(door);
    switch (reply.outcome) {
      case "answered": {
        const { status, at } = reply;
        return c.json({ status, ageMs: Math.max(0, now() - at) } satisfies StatusAnswer);
      }
      case "timeout":
        throw new ProblemError(
          "device-timeout",
          "The door is connected but did not answer in time. Try again.",
        );
      case "offline":
        if (!(await records.doors.byId(door))) throw doorUnknown();
        throw new ProblemError("door-offline", "The door is not connected. Check its power and its Wi-Fi.");
    }
  });
  return app;
}

/** Role and scope were checked by `authorize`; what is no Door ID at all is no door. */
function doorOf(c: Context<RelayEnv>): DoorId {
  const door = DoorId.safeParse(c.req.param("doorId"));
  if (!door.success) throw doorUnknown();
  return door.data;
}

function doorUnknown(): ProblemError {
  return new ProblemError("door-unknown", "There is no such door, or you may not use it.");
}
