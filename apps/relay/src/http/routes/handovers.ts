import { createRoute } from "@hono/zod-openapi";
import { HandoverView, NewDoor, NewHandover } from "@openlock/api";
import { ProtocolError, parseHandover, verifyJws } from "@openlock/protocol";
import { z } from "zod";
import { readPublicKey } from "../../grants/accept.ts";
import type { Handover } from "../../records/grant-records.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const params = z.object({ id: NewDoor.shape.id });
const common = { tags: ["Doors"], security: BEARER, path: "/api/doors/{id}/handovers" };

const list = createRoute({
  ...common,
  method: "get",
  summary: "What owners have signed about the door's other keys; whom to believe is for the reader",
  request: { params },
  responses: {
    200: jsonResponse(z.object({ handovers: z.array(HandoverView) }), "Newest first"),
    default: PROBLEM,
  },
});

const add = createRoute({
  ...common,
  method: "post",
  summary: "Keeps what an owner signed: that they have compared the key that the door has now",
  request: { params, body: jsonBody(NewHandover) },
  responses: { 201: jsonResponse(HandoverView, "Kept"), default: PROBLEM },
});

/** What lets browsers that know a door's key before take the one of its new board, without taking the relay's word for it. */
export function handoverRoutes(services: Services) {
  const { records, now } = services;
  return relayRouter()
    .openapi(list, async (c) => {
      const { id } = c.req.valid("param");
      return c.json({ handovers: (await records.handovers.list(id)).map(toView) }, 200);
    })
    .openapi(add, async (c) => {
      const { id: door } = c.req.valid("param");
      const { statement, ...body } = c.req.valid("json");
      const { key, kid } = await readPublicKey(body.key);
      const { from, to } = await accept(statement, key, door);
      if ((await records.doors.byId(door))?.device?.kid !== to) {
        throw new ProblemError("conflict", "The door has another key now. Compare it, and sign anew.");
      }
      const kept = { from, to, jws: statement, key, at: now(), by: c.var.caller.label };
      const doing = { ...askedBy(c), action: "door.hand-over", door, detail: { from, to, kid } };
      await audited(services, doing, () => records.handovers.put(door, kept));
      return c.json(toView(kept), 201);
    });
}

async function accept(statement: string, key: Handover["key"], door: string) {
  try {
    const handover = parseHandover(statement);
    await verifyJws(handover, key);
    if (handover.payload.aud === door) return handover.payload;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ProblemError("malformed", `This is no handover by that key: ${error.message}.`);
  }
  throw new ProblemError("malformed", "This handover is for another door.");
}

function toView({ jws, key, at, by }: Handover): HandoverView {
  return { statement: jws, key: { ...key }, at, by };
}
