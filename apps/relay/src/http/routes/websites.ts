import { createRoute } from "@hono/zod-openapi";
import { NewWebsite, WebsiteView } from "@openlock/api";
import type { Context } from "hono";
import { z } from "zod";
import type { Identity } from "../../identity/identity.ts";
import { countAttempt, websiteCheckLimits } from "../../identity/limits.ts";
import { requireAllDoors } from "../../identity/manage-people.ts";
import type { Website } from "../../records/partners.ts";
import { proofsOf } from "../../websites/prove.ts";
import { askedBy, audited } from "../audited.ts";
import type { RelayEnv, Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const params = z.object({ id: z.string().min(1).max(64) });
const common = { tags: ["Websites"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/websites",
  summary: "Websites at whose pages people may sign in, once they are verified",
  responses: {
    200: jsonResponse(z.object({ websites: z.array(WebsiteView) }), "Oldest first"),
    default: PROBLEM,
  },
});

const add = createRoute({
  ...common,
  method: "post",
  path: "/api/websites",
  summary: "Adds a website by its address, and says how it is verified",
  request: { body: jsonBody(NewWebsite) },
  responses: { 201: jsonResponse(WebsiteView, "Added; not verified yet"), default: PROBLEM },
});

const remove = createRoute({
  ...common,
  method: "delete",
  path: "/api/websites/{id}",
  summary: "Removes a website; sign-ins at it end at once",
  request: { params },
  responses: { 204: { description: "Removed" }, default: PROBLEM },
});

const check = createRoute({
  ...common,
  method: "post",
  path: "/api/websites/{id}/check",
  summary: "Looks now whether a website shows that it is its owner's",
  request: { params },
  responses: { 200: jsonResponse(WebsiteView, "What was found"), default: PROBLEM },
});

export function websiteRoutes(services: Services, identity: Identity) {
  const { config, records } = services;
  const { websites } = identity;

  const find = async (id: string) => (await records.websites.byId(id)) ?? unknown();
  const view = (website: Website) => toView(website, (since) => websites.suspendedFrom(since));
  const requireTakeable = (c: Context<RelayEnv>, origin: string) => {
    if (origin.startsWith("http:") && !config.ALLOW_PRIVATE_NETWORK) {
      throw new ProblemError(
        "malformed",
        "url: must be https; over plain http anybody on the way could put a page of theirs there",
      );
    }
    const own = [c.req.url, ...(config.OPENLOCK_URL === undefined ? [] : [config.OPENLOCK_URL])];
    if (own.some((url) => new URL(url).origin === origin)) {
      throw new ProblemError("conflict", "This is the relay's own address, which needs no verification.");
    }
  };

  return relayRouter()
    .openapi(list, async (c) => c.json({ websites: (await records.websites.list()).map(view) }, 200))
    .openapi(add, async (c) => {
      const { url: origin } = c.req.valid("json");
      // Everybody may sign in there, whatever their doors are.
      requireAllDoors(identity, c, "website.add");
      requireTakeable(c, origin);
      const doing = { ...askedBy(c), action: "website.add", detail: { origin } };
      const added = await audited(services, doing, async () => {
        const made = await websites.add(origin);
        if (!made) throw new ProblemError("conflict", "This website is there already.");
        return made;
      });
      return c.json(view(added), 201);
    })
    .openapi(remove, async (c) => {
      requireAllDoors(identity, c, "website.remove");
      const website = await find(c.req.valid("param").id);
      const doing = { ...askedBy(c), action: "website.remove", detail: { origin: website.origin } };
      await audited(services, doing, async () => {
        const removed = await websites.remove(website);
        // Or a token of before would be good at once if the same website came back at once.
        await identity.changed({ website: website.id });
        if (!removed) unknown();
      });
      return c.body(null, 204);
    })
    .openapi(check, async (c) => {
      requireAllDoors(identity, c, "website.check");
      const website = await find(c.req.valid("param").id);
      await countAttempt(services, websiteCheckLimits(website.id));
      const doing = { ...askedBy(c), action: "website.check", detail: { origin: website.origin } };
      const checked = await audited(services, doing, () => websites.check(website, askedBy(c)));
      return c.json(view(checked ?? unknown()), 200);
    });
}

function toView(website: Website, suspendedFrom: (failingSince: number) => number): WebsiteView {
  const { id, origin, addedAt, check } = website;
  const { state, verifiedAt, checkedAt, proof, failingSince, failure } = check;
  return {
    id,
    origin,
    state,
    verification: proofsOf(website),
    addedAt,
    ...(verifiedAt === undefined ? {} : { verifiedAt }),
    ...(checkedAt === undefined ? {} : { checkedAt }),
    ...(proof === undefined ? {} : { proof }),
    ...(failingSince === undefined || failure === undefined
      ? {}
      : {
          failing: {
            since: failingSince,
            ...failure,
            ...(state === "warned" ? { suspendedFrom: suspendedFrom(failingSince) } : {}),
          },
        }),
  };
}

function unknown(): never {
  throw new ProblemError("not-found", "There is no such website. Somebody may have removed it.");
}
