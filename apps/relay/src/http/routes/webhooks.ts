import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { createRoute } from "@hono/zod-openapi";
import { DeliveryView, NewWebhook, WebhookChange, WebhookView, WebhookWithSecret } from "@openlock/api";
import { z } from "zod";
import { testMessage } from "../../alerts/message.ts";
import { isAllowed } from "../../alerts/post-webhook.ts";
import { newWebhookSecret } from "../../alerts/sign.ts";
import { testLimits } from "../../alerts/test-limits.ts";
import { toDeliveryView, toWebhookView } from "../../alerts/views.ts";
import type { Identity } from "../../identity/identity.ts";
import { countAttempt } from "../../identity/limits.ts";
import { requireAllDoors } from "../../identity/manage-people.ts";
import { isPublicAddress } from "../../net/address.ts";
import type { Webhook } from "../../records/alerting.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

/** How long the secret before the present one signs as well. */
const OVERLAP_MS = 24 * 3600_000;
const WEBHOOKS_MAX = 50;
const DELIVERIES_SHOWN = 100;

const params = z.object({ id: z.uuid() });
const common = { tags: ["Webhooks"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/webhooks",
  summary: "Where alerts are posted to",
  responses: {
    200: jsonResponse(z.object({ webhooks: z.array(WebhookView) }), "Oldest first"),
    default: PROBLEM,
  },
});

const create = createRoute({
  ...common,
  method: "post",
  path: "/api/webhooks",
  summary: "Adds a webhook; its signing secret (Standard Webhooks) is shown this once",
  request: { body: jsonBody(NewWebhook) },
  responses: { 201: jsonResponse(WebhookWithSecret, "Added"), default: PROBLEM },
});

const change = createRoute({
  ...common,
  method: "patch",
  path: "/api/webhooks/{id}",
  summary: "Changes a webhook",
  request: { params, body: jsonBody(WebhookChange) },
  responses: { 200: jsonResponse(WebhookView, "Changed"), default: PROBLEM },
});

const remove = createRoute({
  ...common,
  method: "delete",
  path: "/api/webhooks/{id}",
  summary: "Removes a webhook, and what is still to be delivered to it",
  request: { params },
  responses: { 204: { description: "Removed" }, default: PROBLEM },
});

const rotate = createRoute({
  ...common,
  method: "post",
  path: "/api/webhooks/{id}/secret",
  summary: "A new signing secret, shown this once; for a day messages are signed with the one before as well",
  request: { params },
  responses: { 201: jsonResponse(WebhookWithSecret, "Changed"), default: PROBLEM },
});

const sendTest = createRoute({
  ...common,
  method: "post",
  path: "/api/webhooks/{id}/test",
  summary: "Posts a test; its delivery shows what came of it",
  request: { params },
  responses: { 202: jsonResponse(DeliveryView, "It is on its way"), default: PROBLEM },
});

const deliveries = createRoute({
  ...common,
  method: "get",
  path: "/api/webhooks/{id}/deliveries",
  summary: "The last deliveries, each with its tries",
  request: { params },
  responses: {
    200: jsonResponse(z.object({ deliveries: z.array(DeliveryView) }), "Newest first"),
    default: PROBLEM,
  },
});

const retry = createRoute({
  ...common,
  method: "post",
  path: "/api/webhooks/{id}/deliveries/{delivery}/retry",
  summary: "Delivers a message once more: one that was taken, or one that was given up",
  request: { params: params.extend({ delivery: z.string().min(1).max(64) }) },
  responses: { 202: { description: "It is tried now" }, default: PROBLEM },
});

export function webhookRoutes(services: Services, identity: Identity) {
  const { records, config, now } = services;

  const find = async (id: string) => {
    const webhook = await records.webhooks.byId(id);
    if (!webhook) throw webhookUnknown();
    return webhook;
  };
  const requireAddress = (url: string) => {
    const { hostname, username, password } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, "");
    if (username !== "" || password !== "") throw malformed("with a user name or password in it");
    if (!isAllowed(url, config)) throw malformed("that is not https");
    if (!config.ALLOW_PRIVATE_NETWORK && isIP(host) && !isPublicAddress(host)) {
      throw malformed("in a private network");
    }
  };
  // An address can be a secret by itself: whoever reads the history reads its host alone.
  const named = ({ id, name, url }: Pick<Webhook, "id" | "name" | "url">) => ({
    webhook: id,
    name,
    host: new URL(url).host,
  });

  return relayRouter()
    .openapi(list, async (c) => {
      requireAllDoors(identity, c, "webhook.list");
      return c.json({ webhooks: (await records.webhooks.list()).map(toWebhookView) }, 200);
    })
    .openapi(create, async (c) => {
      requireAllDoors(identity, c, "webhook.create");
      const asked = c.req.valid("json");
      requireAddress(asked.url);
      if ((await records.webhooks.list()).length >= WEBHOOKS_MAX) {
        throw new ProblemError("conflict", `There are ${WEBHOOKS_MAX} webhooks already. Remove one first.`);
      }
      const webhook: Webhook = {
        ...asked,
        id: randomUUID(),
        enabled: true,
        secret: newWebhookSecret(),
        createdAt: now(),
      };
      await audited(services, { ...askedBy(c), action: "webhook.create", detail: named(webhook) }, () =>
        records.webhooks.create(webhook),
      );
      return c.json({ webhook: toWebhookView(webhook), secret: webhook.secret }, 201);
    })
    .openapi(change, async (c) => {
      requireAllDoors(identity, c, "webhook.change");
      const before = await find(c.req.valid("param").id);
      const { name, url, kinds, doors, enabled } = c.req.valid("json");
      if (url !== undefined) requireAddress(url);
      const detail = {
        ...named({ ...before, url: url ?? before.url }),
        ...(enabled === undefined ? {} : { enabled }),
      };
      const changed = await audited(services, { ...askedBy(c), action: "webhook.change", detail }, async () =>
        there(
          await records.webhooks.update(before.id, {
            ...(name === undefined ? {} : { name }),
            ...(url === undefined ? {} : { url }),
            ...(kinds === undefined ? {} : { kinds }),
            ...(doors === undefined ? {} : { doors }),
            ...(enabled === undefined ? {} : { enabled }),
          }),
        ),
      );
      return c.json(toWebhookView(changed), 200);
    })
    .openapi(remove, async (c) => {
      requireAllDoors(identity, c, "webhook.remove");
      const webhook = await find(c.req.valid("param").id);
      const doing = { ...askedBy(c), action: "webhook.remove", detail: named(webhook) };
      await audited(services, doing, async () => {
        if (!(await records.webhooks.remove(webhook.id))) throw webhookUnknown();
      });
      return c.body(null, 204);
    })
    .openapi(rotate, async (c) => {
      requireAllDoors(identity, c, "webhook.rotate");
      const webhook = await find(c.req.valid("param").id);
      const secret = newWebhookSecret();
      const doing = { ...askedBy(c), action: "webhook.rotate", detail: named(webhook) };
      const rotated = await audited(services, doing, async () =>
        there(await records.webhooks.rotate(webhook.id, { secret, previousUntil: now() + OVERLAP_MS })),
      );
      return c.json({ webhook: toWebhookView(rotated), secret }, 201);
    })
    .openapi(sendTest, async (c) => {
      requireAllDoors(identity, c, "webhook.test");
      const webhook = await find(c.req.valid("param").id);
      await countAttempt(services, testLimits(c.var.caller.personId));
      const delivery = {
        id: `msg_${randomUUID()}`,
        to: { webhook: webhook.id },
        message: JSON.stringify(testMessage(now())),
        at: now(),
      };
      await audited(services, { ...askedBy(c), action: "webhook.test", detail: named(webhook) }, () =>
        records.deliveries.add(delivery),
      );
      const waiting = { ...delivery, state: "waiting", nextAt: delivery.at, attempts: [] } as const;
      return c.json(toDeliveryView(waiting), 202);
    })
    .openapi(deliveries, async (c) => {
      requireAllDoors(identity, c, "webhook.deliveries");
      const { id } = await find(c.req.valid("param").id);
      const found = await records.deliveries.ofWebhook(id, DELIVERIES_SHOWN);
      return c.json({ deliveries: found.map(toDeliveryView) }, 200);
    })
    .openapi(retry, async (c) => {
      requireAllDoors(identity, c, "webhook.retry");
      const { id, delivery } = c.req.valid("param");
      const webhook = await find(id);
      await countAttempt(services, testLimits(c.var.caller.personId));
      const doing = { ...askedBy(c), action: "webhook.retry", detail: { ...named(webhook), delivery } };
      await audited(services, doing, async () => {
        if (await records.deliveries.again(id, delivery, now())) return;
        throw new ProblemError(
          "not-found",
          "There is no such delivery, or it is waiting to be tried anyway.",
        );
      });
      return c.body(null, 202);
    });
}

function there(webhook: Webhook | undefined): Webhook {
  if (!webhook) throw webhookUnknown();
  return webhook;
}

function webhookUnknown(): ProblemError {
  return new ProblemError("not-found", "There is no such webhook. Somebody may have removed it.");
}

function malformed(what: string): ProblemError {
  return new ProblemError(
    "malformed",
    `url: alerts are not posted to an address ${what}. ALLOW_PRIVATE_NETWORK=1 lets a relay in your own network do that.`,
  );
}
