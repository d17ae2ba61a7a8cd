import { createRoute } from "@hono/zod-openapi";
import { Claim, DoorChange, DoorMove, DoorView, NewDoor } from "@openlock/api";
import { z } from "zod";
import { newClaimCode } from "../../crypto/claim-code.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { DoorSeen } from "../../devices/news.ts";
import { inScope } from "../../events/feed.ts";
import type { Identity } from "../../identity/identity.ts";
import { requireAllDoors } from "../../identity/manage-people.ts";
import type { Door, DoorMoveOutcome } from "../../records/records.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const CLAIM_MS = 15 * 60_000;

const params = z.object({ id: NewDoor.shape.id });
const common = { tags: ["Doors"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/doors",
  summary: "The caller's doors",
  responses: { 200: jsonResponse(z.object({ doors: z.array(DoorView) }), "By name"), default: PROBLEM },
});

const read = createRoute({
  ...common,
  method: "get",
  path: "/api/doors/{id}",
  summary: "One door",
  request: { params },
  responses: { 200: jsonResponse(DoorView, "The door"), default: PROBLEM },
});

const create = createRoute({
  ...common,
  method: "post",
  path: "/api/doors",
  summary: "Makes a door, without a device yet",
  request: { body: jsonBody(NewDoor) },
  responses: { 201: jsonResponse(DoorView, "Made"), default: PROBLEM },
});

const rename = createRoute({
  ...common,
  method: "patch",
  path: "/api/doors/{id}",
  summary: "Renames a door",
  request: { params, body: jsonBody(DoorChange) },
  responses: { 200: jsonResponse(DoorView, "Renamed"), default: PROBLEM },
});

const remove = createRoute({
  ...common,
  method: "delete",
  path: "/api/doors/{id}",
  summary: "Removes a door; its device's session ends with 4003 and it cannot register any more",
  request: { params },
  responses: { 204: { description: "Removed" }, default: PROBLEM },
});

const claim = createRoute({
  ...common,
  method: "post",
  path: "/api/doors/{id}/claim",
  summary:
    "A one-time code that binds the next device key to the door, good for 15 minutes; an earlier one is void",
  request: { params },
  responses: { 201: jsonResponse(Claim, "Shown once"), default: PROBLEM },
});

const move = createRoute({
  ...common,
  method: "post",
  path: "/api/doors/{id}/move",
  summary:
    "Makes a door for this door's device, before the device is told its new Door ID: it may then register as either, by the key that it has",
  request: { params, body: jsonBody(DoorMove) },
  responses: { 201: jsonResponse(DoorView, "The door under its new Door ID"), default: PROBLEM },
});

export function doorRoutes(services: Services, identity: Identity) {
  const { records, hot, doorNews, events, now } = services;

  const view = async (door: Door) => {
    const online = await hot.presence.online([door.id]);
    return toDoorView(door, online.has(door.id), doorNews.seen(door.id));
  };
  const find = async (id: string) => {
    const door = await records.doors.byId(id);
    if (!door) throw doorUnknown();
    return door;
  };

  return relayRouter()
    .openapi(list, async (c) => {
      const { caller } = c.var;
      const doors = (await records.doors.list()).filter(({ id }) => inScope(caller.doors, id));
      const online = await hot.presence.online(doors.map(({ id }) => id));
      return c.json(
        { doors: doors.map((door) => toDoorView(door, online.has(door.id), doorNews.seen(door.id))) },
        200,
      );
    })
    .openapi(read, async (c) => {
      const { id } = c.req.valid("param");
      return c.json(await view(await find(id)), 200);
    })
    .openapi(create, async (c) => {
      const { id, name } = c.req.valid("json");
      requireAllDoors(identity, c, "door.create");
      const doing = { ...askedBy(c), action: "door.create", door: id, detail: { name } };
      const door = await audited(services, doing, async () => {
        const made = await records.doors.create({ id, name, at: now() });
        if (!made)
          throw new ProblemError("conflict", "There is a door with this Door ID already. Choose another.");
        await doorNews.changed({ door: id });
        return made;
      });
      return c.json(await view(door), 201);
    })
    .openapi(rename, async (c) => {
      const { id } = c.req.valid("param");
      const { name } = c.req.valid("json");
      const before = await find(id);
      const doing = { ...askedBy(c), action: "door.rename", door: id, detail: { name, before: before.name } };
      const door = await audited(services, doing, async () => {
        const renamed = await records.doors.rename(id, name);
        if (!renamed) throw doorUnknown();
        await doorNews.changed({ door: id });
        return renamed;
      });
      return c.json(await view(door), 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid("param");
      const { name } = await find(id);
      await audited(
        services,
        { ...askedBy(c), action: "door.remove", door: id, detail: { name } },
        async () => {
          if (!(await records.doors.remove(id))) throw doorUnknown();
          await doorNews.changed({ door: id, removed: true });
        },
      );
      return c.body(null, 204);
    })
    .openapi(claim, async (c) => {
      const { id } = c.req.valid("param");
      await find(id);
      const code = newClaimCode();
      const expiresAt = now() + CLAIM_MS;
      await audited(services, { ...askedBy(c), action: "door.claim", door: id }, async () => {
        if (!(await records.doors.putClaim(id, { hash: sha256(code), expiresAt }))) throw doorUnknown();
        await doorNews.changed({ door: id });
      });
      return c.json({ claim: code, expiresAt }, 201);
    })
    .openapi(move, async (c) => {
      const { id: from } = c.req.valid("param");
      const { to } = c.req.valid("json");
      await find(from);
      requireAllDoors(identity, c, "door.move");
      await audited(
        services,
        { ...askedBy(c), action: "door.move", door: to, detail: { from } },
        async () => {
          const moved = await records.doors.move({ from, to, at: now() });
          if (moved.outcome !== "moved") throw notMoved(moved.outcome);
          await doorNews.changed({ door: to });
          await identity.apiKeys.changed();
          for (const person of moved.people) {
            await identity.changed({ person });
            events.endStreamsOf(person);
          }
        },
      );
      return c.json(await view(await find(to)), 201);
    });
}

function notMoved(why: Exclude<DoorMoveOutcome["outcome"], "moved">): ProblemError {
  switch (why) {
    case "no-door":
      return doorUnknown();
    case "no-device":
      return new ProblemError(
        "not-registered",
        "No device has registered for this door yet. Set one up first.",
      );
    case "taken":
      return new ProblemError("conflict", "There is a door with this Door ID already. Choose another.");
    case "grants-out":
      return new ProblemError(
        "conflict",
        "Keys that were given for a door that had this Door ID before would open this one. Choose another.",
      );
  }
}

function toDoorView(door: Door, online: boolean, { since, status }: DoorSeen): DoorView {
  const { id, name, createdAt, claimExpiresAt, device } = door;
  return {
    id,
    name,
    createdAt,
    online,
    ...(since === undefined ? {} : { since }),
    ...(claimExpiresAt === undefined ? {} : { claimExpiresAt }),
    ...(device === undefined
      ? {}
      : {
          device: {
            kid: device.kid,
            uid: device.uid,
            firmware: { ...device.firmware },
            boundAt: device.boundAt,
            registeredAt: device.registeredAt,
          },
        }),
    ...(status === undefined ? {} : { status: { ...status } }),
  };
}

function doorUnknown(): ProblemError {
  // The words of `requireScope`: a door that is not there and one out of scope look the same.
  return new ProblemError("door-unknown", "There is no such door, or you may not use it.");
}
