import { randomUUID } from "node:crypto";
import { createRoute } from "@hono/zod-openapi";
import { AlertPage, AlertSubscription, AlertSubscriptionChange } from "@openlock/api";
import { z } from "zod";
import { testMessage, toAlertView } from "../../alerts/message.ts";
import { subscriptionOf } from "../../alerts/recipients.ts";
import { testLimits } from "../../alerts/test-limits.ts";
import { countAttempt } from "../../identity/limits.ts";
import type { Subscription } from "../../records/alerting.ts";
import { askedBy, audited } from "../audited.ts";
import type { Caller, Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const common = { tags: ["Alerts"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/alerts",
  summary: "What people were told of, newest first; for people whose doors are limited, what is about those",
  request: {
    query: z.object({
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: { 200: jsonResponse(AlertPage, "A page"), default: PROBLEM },
});

const read = createRoute({
  ...common,
  method: "get",
  path: "/api/alerts/subscription",
  summary: "What the caller gets by mail",
  responses: { 200: jsonResponse(AlertSubscription, "The subscription"), default: PROBLEM },
});

const change = createRoute({
  ...common,
  method: "patch",
  path: "/api/alerts/subscription",
  summary: "Changes what the caller gets by mail",
  request: { body: jsonBody(AlertSubscriptionChange) },
  responses: { 200: jsonResponse(AlertSubscription, "The subscription"), default: PROBLEM },
});

const sendTest = createRoute({
  ...common,
  method: "post",
  path: "/api/alerts/subscription/test",
  summary: "Mails a test to the caller",
  responses: { 202: { description: "It is on its way" }, default: PROBLEM },
});

export function alertRoutes(services: Services) {
  const { records, now } = services;
  const subscription = async ({ personId, role }: Caller) =>
    subscriptionOf(role, await records.alerts.subscription(personId));

  return relayRouter()
    .openapi(list, async (c) => {
      const { before, limit } = c.req.valid("query");
      const scope = c.var.caller.doors;
      const found = await records.alerts.list({
        scope,
        limit: limit + 1,
        ...(before === undefined ? {} : { before }),
      });
      const alerts = found.slice(0, limit).map(toAlertView);
      const last = alerts.at(-1);
      return c.json({ alerts, ...(found.length > limit && last ? { next: last.id } : {}) }, 200);
    })
    .openapi(read, async (c) => c.json(toView(await subscription(c.var.caller)), 200))
    .openapi(change, async (c) => {
      const { kinds, doors } = c.req.valid("json");
      const before = await subscription(c.var.caller);
      const after: Subscription = { kinds: kinds ?? before.kinds, doors: doors ?? before.doors };
      const detail = { kinds: after.kinds.join(" ") };
      await audited(services, { ...askedBy(c), action: "alert.subscribe", detail }, () =>
        records.alerts.putSubscription(c.var.caller.personId, after),
      );
      return c.json(toView(after), 200);
    })
    .openapi(sendTest, async (c) => {
      const { personId } = c.var.caller;
      await countAttempt(services, testLimits(personId));
      await audited(services, { ...askedBy(c), action: "alert.test" }, () =>
        records.deliveries.add({
          id: `msg_${randomUUID()}`,
          to: { person: personId },
          message: JSON.stringify(testMessage(now())),
          at: now(),
        }),
      );
      return c.body(null, 202);
    });
}

function toView({ kinds, doors }: Subscription): AlertSubscription {
  return { kinds: [...kinds], doors: doors.all ? { all: true } : { all: false, ids: [...doors.ids] } };
}
