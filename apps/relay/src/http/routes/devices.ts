import type { OpenAPIHono } from "@hono/zod-openapi";
import {
  parseRegistrationRequest,
  RegistrationRequest,
  RegistrationResponse,
  SOCKET_PROTOCOL,
} from "@openlock/protocol";
import { RefusalLog } from "../../admission/refusals.ts";
import { registerDevice, SOCKET_PATH } from "../../devices/register.ts";
import type { SessionTokens } from "../../devices/session-token.ts";
import { Turns } from "../../devices/turns.ts";
import type { RelayEnv, Services } from "../context.ts";
import { ProblemError } from "../problem.ts";
import { tellQuotas } from "../rate-limit-headers.ts";
import { relayRouter } from "../router.ts";
import { jsonSchema, PROBLEM } from "../schemas.ts";

/**
 * Registrations under way at once. When a node has died thousands come together, and commands, which somebody waits for
 * at a door, must find the database free.
 */
const AT_ONCE = 4;

/** Registration (protocol, section 2). The socket (section 3) is an upgrade, which `devices/upgrade.ts` answers. */
export function deviceRoutes(services: Services, tokens: SessionTokens): OpenAPIHono<RelayEnv> {
  const app = relayRouter();
  const refusals = new RefusalLog(services.journal, services.log);
  const turns = new Turns(AT_ONCE);

  app.openAPIRegistry.registerPath({
    method: "post",
    path: "/api/devices/register",
    tags: ["Devices"],
    summary: "A device registers; the session token in the answer is sealed to its key",
    request: {
      body: { required: true, content: { "application/json": { schema: jsonSchema(RegistrationRequest) } } },
    },
    responses: {
      200: {
        description: "Registered",
        content: { "application/json": { schema: jsonSchema(RegistrationResponse) } },
      },
      default: PROBLEM,
    },
  });
  app.post("/api/devices/register", async (c) => {
    const request = parseRegistrationRequest(await c.req.text());
    return c.json(
      await turns.take(() =>
        registerDevice(services, tokens, refusals, {
          request,
          ip: c.get("ip"),
          tellQuotas: tellQuotas(c),
        }),
      ),
    );
  });

  app.openAPIRegistry.registerPath({
    method: "get",
    path: SOCKET_PATH,
    tags: ["Devices"],
    summary: `The device socket: a WebSocket with the subprotocol ${SOCKET_PROTOCOL}`,
    parameters: [{ name: "door", in: "query", required: true, schema: { type: "string" } }],
    security: [{ deviceSession: [] }],
    responses: { 101: { description: "Frames of the protocol's section 3 follow" }, default: PROBLEM },
  });
  app.get(SOCKET_PATH, () => {
    throw new ProblemError(
      "malformed",
      `Ask for an upgrade to a WebSocket with the subprotocol ${SOCKET_PROTOCOL}.`,
    );
  });
  return app;
}
