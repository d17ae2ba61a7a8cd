import { createRoute } from "@hono/zod-openapi";
import {
  NewRollout,
  RolloutDoorPage,
  RolloutPage,
  RolloutRetry,
  type RolloutState,
  RolloutView,
} from "@openlock/api";
import type { Context } from "hono";
import { z } from "zod";
import { inScope } from "../../events/feed.ts";
import type { Rollout } from "../../records/rollout-records.ts";
import { beginRollout } from "../../updates/begin.ts";
import { rolloutDoorView, rolloutView } from "../../updates/views.ts";
import { askedBy, audited } from "../audited.ts";
import type { RelayEnv, Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { PageQuery, pageOf, toPage } from "../paging.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const params = z.object({ id: z.coerce.number().int().min(1) });
const common = { tags: ["Updates"], security: BEARER };
const doorQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/rollouts",
  summary: "Rollouts whose doors are all in the caller's scope",
  request: { query: PageQuery },
  responses: { 200: jsonResponse(RolloutPage, "Newest first"), default: PROBLEM },
});

const create = createRoute({
  ...common,
  method: "post",
  path: "/api/rollouts",
  summary: "Begins to roll a release out: to a canary, then percent by percent",
  request: { body: jsonBody(NewRollout) },
  responses: { 201: jsonResponse(RolloutView, "Begun"), default: PROBLEM },
});

const read = createRoute({
  ...common,
  method: "get",
  path: "/api/rollouts/{id}",
  summary: "One rollout, and how many doors of each stage are how far",
  request: { params },
  responses: { 200: jsonResponse(RolloutView, "The rollout"), default: PROBLEM },
});

const doors = createRoute({
  ...common,
  method: "get",
  path: "/api/rollouts/{id}/doors",
  summary: "Its doors, in the order of their stages",
  request: { params, query: doorQuery },
  responses: { 200: jsonResponse(RolloutDoorPage, "A page"), default: PROBLEM },
});

const act = <const Verb extends string>(verb: Verb, summary: string) =>
  createRoute({
    ...common,
    method: "post",
    path: `/api/rollouts/{id}/${verb}`,
    summary,
    request: { params },
    responses: { 200: jsonResponse(RolloutView, "The rollout"), default: PROBLEM },
  });
const pause = act("pause", "Offers it to no further door, until it is resumed");
const resume = act(
  "resume",
  "Goes on, also where it halted by itself: what failed so far does not halt it again",
);
const stop = act("stop", "Ends it; doors that are under way finish");

const retry = createRoute({
  ...common,
  method: "post",
  path: "/api/rollouts/{id}/retry",
  summary: "Lets failed doors have another try",
  request: { params, body: jsonBody(RolloutRetry) },
  responses: { 200: jsonResponse(RolloutView, "The rollout"), default: PROBLEM },
});

export function rolloutRoutes(services: Services) {
  const { records, events, now } = services;
  const view = async (rollout: Rollout) => rolloutView(rollout, await records.rollouts.counts(rollout.id));
  /** One with a door outside the caller's scope is as one that is not there. */
  const find = async (c: Context<RelayEnv>, id: number): Promise<Rollout> => {
    const { doors: scope } = c.var.caller;
    const rollout = await records.rollouts.byId(id);
    const whole = scope.all || (await records.rollouts.doors(id)).every(({ door }) => inScope(scope, door));
    if (rollout && whole) return rollout;
    throw new ProblemError("not-found", "There is no such rollout, or it has doors that are not yours.");
  };
  const change = async (
    c: Context<RelayEnv>,
    rollout: Rollout,
    action: string,
    run: () => Promise<Rollout | undefined>,
  ) => {
    const { id, release } = rollout;
    const doing = { ...askedBy(c), action, detail: { rollout: id, version: release.version } };
    const changed = await audited(services, doing, async () => {
      const after = await run();
      if (after) return after;
      throw new ProblemError("conflict", "The rollout is in another state by now. Look again.");
    });
    events.publish({ type: "rollout-changed", rollout: id, at: now() });
    return view(changed);
  };
  const move = (id: number, from: readonly RolloutState[], to: RolloutState) =>
    records.rollouts.move(id, from, to, now());

  return relayRouter()
    .openapi(list, async (c) => {
      const query = c.req.valid("query");
      const found = await records.rollouts.list({ scope: c.var.caller.doors, ...pageOf(query) });
      const { page, ...next } = toPage(found, query.limit, ({ id }) => id);
      return c.json({ rollouts: await Promise.all(page.map(view)), ...next }, 200);
    })
    .openapi(create, async (c) => {
      const asked = c.req.valid("json");
      const detail = { release: asked.release };
      const rollout = await audited(services, { ...askedBy(c), action: "rollout.create", detail }, () =>
        beginRollout(services, asked, c.var.caller),
      );
      events.publish({ type: "rollout-changed", rollout: rollout.id, at: now() });
      return c.json(await view(rollout), 201);
    })
    .openapi(read, async (c) => c.json(await view(await find(c, c.req.valid("param").id)), 200))
    .openapi(doors, async (c) => {
      const { id } = await find(c, c.req.valid("param").id);
      const { after, limit } = c.req.valid("query");
      const rows = await records.rollouts.doors(id, { after, limit: limit + 1 });
      const { page, ...next } = toPage(rows, limit, ({ position }) => position);
      return c.json({ doors: page.map(rolloutDoorView), ...next }, 200);
    })
    .openapi(pause, async (c) => {
      const rollout = await find(c, c.req.valid("param").id);
      return c.json(
        await change(c, rollout, "rollout.pause", () => move(rollout.id, ["running"], "paused")),
        200,
      );
    })
    .openapi(resume, async (c) => {
      const rollout = await find(c, c.req.valid("param").id);
      const { id } = rollout;
      const run = async () => {
        if (rollout.state === "halted") await records.rollouts.excuse(id);
        return move(id, ["paused", "halted"], "running");
      };
      return c.json(await change(c, rollout, "rollout.resume", run), 200);
    })
    .openapi(stop, async (c) => {
      const rollout = await find(c, c.req.valid("param").id);
      const from = ["running", "paused", "halted"] as const;
      return c.json(await change(c, rollout, "rollout.stop", () => move(rollout.id, from, "stopped")), 200);
    })
    .openapi(retry, async (c) => {
      const rollout = await find(c, c.req.valid("param").id);
      const { id, state } = rollout;
      const chosen = c.req.valid("json").doors;
      const run = async () => {
        if (state === "stopped" || state === "done") return undefined;
        await records.rollouts.retry(id, chosen, now());
        return records.rollouts.byId(id);
      };
      return c.json(await change(c, rollout, "rollout.retry", run), 200);
    });
}
