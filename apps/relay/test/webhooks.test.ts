import {
  type AlertKind,
  type AlertMessage,
  type AlertPage,
  type DeliveryView,
  AlertKind as Kinds,
  type WebhookView,
  type WebhookWithSecret,
} from "@openlock/api";
import { Webhook as Verifier } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newWebhookSecret } from "../src/alerts/sign.ts";
import { type Answer, createRig, expectProblem, type Rig, type SignedInPerson } from "./management-rig.ts";
import { type Posted, Receiver } from "./support/receiver.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("webhooks", () => {
  let rig: Rig;
  let owner: SignedInPerson;
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.start();
    rig = await createRig({ ALLOW_PRIVATE_NETWORK: "1" });
    // The reference library goes by the system's clock.
    rig.clock.now = Date.now();
    owner = await rig.person("owner");
    await rig.records.doors.create({ id: "front", name: "Front", at: rig.clock.now });
  });
  afterEach(async () => {
    await receiver.stop();
    await rig.close();
  });

  const ask = async <Body>(method: string, path: string, json?: unknown): Promise<Answer<Body>> => {
    const { token } = await rig.signIn(owner.person);
    return rig.request<Body>(method, path, { token, ...(json === undefined ? {} : { json }) });
  };
  const create = async (more: Record<string, unknown> = {}): Promise<WebhookWithSecret> => {
    const json = { name: "Pager", url: receiver.url, kinds: Kinds.options, doors: { all: true }, ...more };
    const answer = await ask<WebhookWithSecret>("POST", "/api/webhooks", json);
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const look = async () => {
    await Promise.all(rig.alerts.map((each) => each.look()));
    for (const each of rig.alerts) await each.settled();
  };
  const tamper = (door = "front") =>
    rig.services.journal.write({
      at: rig.clock.now,
      actor: { kind: "device", id: "k", label: door },
      action: "device.event",
      outcome: "done",
      door,
      detail: { event: "tamper" },
    });
  const deliveries = async (id: string) =>
    (await ask<{ deliveries: DeliveryView[] }>("GET", `/api/webhooks/${id}/deliveries`)).body.deliveries;
  const read = (posted: Posted | undefined): AlertMessage => JSON.parse(posted?.body ?? "null");
  const verifies = (posted: Posted | undefined, secret: string) => {
    try {
      new Verifier(secret).verify(posted?.body ?? "", { ...posted?.headers } as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  };
  /** Looks every ten minutes, for so long. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 10 * MINUTE) {
      rig.advance(10 * MINUTE);
      await look();
    }
  };

  it("get an alert once, however many nodes there are, signed so that the reference library takes it", async () => {
    const { secret, webhook } = await create();
    await tamper();
    await look();
    await look();
    expect(receiver.posted).toHaveLength(1);
    const [posted] = receiver.posted;
    expect(posted?.path).toBe("/in?token=sesame");
    expect(posted?.headers["content-type"]).toBe("application/json");
    expect(verifies(posted, secret)).toBe(true);
    expect(verifies(posted, newWebhookSecret())).toBe(false);
    expect(read(posted)).toEqual({
      type: "alert.tamper",
      timestamp: new Date(rig.clock.now).toISOString(),
      data: expect.objectContaining({ kind: "tamper", door: { id: "front", name: "Front" }, count: 1 }),
    });
    expect(await deliveries(webhook.id)).toEqual([
      expect.objectContaining({
        id: posted?.headers["webhook-id"],
        type: "alert.tamper",
        state: "done",
        attempts: [{ at: rig.clock.now, ms: 0, status: 204 }],
      }),
    ]);
  });

  it("show their secret once, and nowhere else; of their address others read the host alone", async () => {
    const { secret, webhook } = await create();
    const rotated = await ask<WebhookWithSecret>("POST", `/api/webhooks/${webhook.id}/secret`);
    await ask("POST", `/api/webhooks/${webhook.id}/test`);
    await look();
    const texts = [
      (await ask("GET", "/api/webhooks")).text,
      (await ask("PATCH", `/api/webhooks/${webhook.id}`, { name: "Other" })).text,
      (await ask("GET", `/api/webhooks/${webhook.id}/deliveries`)).text,
      JSON.stringify(await rig.audit()),
      rig.logged.join(""),
    ];
    for (const text of texts) {
      expect(text).not.toContain("whsec_");
      expect(text).not.toContain(secret.slice(6));
      expect(text).not.toContain(rotated.body.secret.slice(6));
    }
    expect(texts.slice(2).join("")).not.toContain("sesame");
  });

  it("are signed with both secrets for a day after a change, then with the new one alone", async () => {
    const { secret, webhook } = await create();
    const rotated = await ask<WebhookWithSecret>("POST", `/api/webhooks/${webhook.id}/secret`);
    expect(rotated.status).toBe(201);
    expect(rotated.body.webhook.previousSecretUntil).toBe(rig.clock.now + 24 * HOUR);
    await tamper();
    await look();
    expect(verifies(receiver.posted[0], secret)).toBe(true);
    expect(verifies(receiver.posted[0], rotated.body.secret)).toBe(true);
    rig.advance(24 * HOUR);
    await tamper();
    await look();
    expect(receiver.posted).toHaveLength(2);
    expect(receiver.posted[1]?.headers["webhook-signature"]).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  });

  it("are tried again with the same id and body, later and later, until they take it", async () => {
    const { secret, webhook } = await create();
    receiver.answer = 503;
    await tamper();
    await look();
    const [waiting] = await deliveries(webhook.id);
    expect(waiting).toMatchObject({ state: "waiting", nextAt: rig.clock.now + 5000 });
    await look();
    expect(receiver.posted).toHaveLength(1);
    rig.advance(5000);
    await look();
    receiver.answer = 200;
    rig.advance(20_000);
    await look();
    expect(receiver.posted).toHaveLength(3);
    expect(new Set(receiver.posted.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.posted.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(receiver.posted.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(3);
    for (const posted of receiver.posted) expect(verifies(posted, secret)).toBe(true);
    const [done] = await deliveries(webhook.id);
    expect(done?.state).toBe("done");
    expect(done?.nextAt).toBeUndefined();
    expect(done?.attempts.map(({ status }) => status)).toEqual([503, 503, 200]);
  });

  it("are given up after about a day, which is told, and can be tried again by hand", async () => {
    const { webhook } = await create();
    receiver.answer = 500;
    await tamper();
    await look();
    await pass(20 * HOUR);
    expect((await deliveries(webhook.id))[0]?.state).toBe("waiting");
    await pass(10 * HOUR);
    const [delivery] = await deliveries(webhook.id);
    expect(delivery).toMatchObject({ state: "given-up", type: "alert.tamper" });
    const { alerts } = (await ask<AlertPage>("GET", "/api/alerts")).body;
    expect(alerts[0]).toMatchObject({ kind: "webhook-failing", summary: expect.stringContaining("“Pager”") });
    // Not to the webhook itself: that would go on for ever.
    expect(await deliveries(webhook.id)).toHaveLength(1);
    receiver.answer = 200;
    const retry = `/api/webhooks/${webhook.id}/deliveries/${delivery?.id}/retry`;
    expect((await ask("POST", retry)).status).toBe(202);
    expectProblem(await ask("POST", retry), "not-found", 404);
    await look();
    expect((await deliveries(webhook.id))[0]?.state).toBe("done");
  });

  it("that answer 410 are turned off, which is told; turned on again they get what comes then", async () => {
    const { webhook } = await create();
    receiver.answer = 410;
    await tamper();
    await look();
    await look();
    const { webhooks } = (await ask<{ webhooks: WebhookView[] }>("GET", "/api/webhooks")).body;
    expect(webhooks[0]?.enabled).toBe(false);
    expect((await ask<AlertPage>("GET", "/api/alerts")).body.alerts[0]?.summary).toContain("is gone");
    rig.advance(HOUR);
    await tamper();
    await look();
    expect(receiver.posted).toHaveLength(1);
    receiver.answer = 200;
    await ask("PATCH", `/api/webhooks/${webhook.id}`, { enabled: true });
    rig.advance(HOUR);
    await tamper();
    await look();
    expect(receiver.posted).toHaveLength(2);
  });

  it("get the kinds and doors that were chosen", async () => {
    await rig.records.doors.create({ id: "back", name: "Back", at: rig.clock.now });
    await create({ kinds: ["tamper"], doors: { all: false, ids: ["back"] } });
    await tamper("front");
    await tamper("back");
    await rig.services.journal.write({
      at: rig.clock.now,
      actor: { kind: "anonymous" },
      action: "session.refresh",
      outcome: "refused",
      code: "refresh-token-reused",
    });
    await look();
    expect(receiver.posted.map(({ body }) => JSON.parse(body).data.door?.id)).toEqual(["back"]);
  });

  it("that do not answer hold no other up", async () => {
    const hanging = await Receiver.start();
    hanging.answer = "none";
    await create({ name: "Hangs", url: hanging.url });
    await create();
    await tamper();
    await rig.alerts[0].look();
    await Promise.all([receiver.received(1), hanging.received(1)]);
    rig.advance(HOUR);
    await tamper();
    await rig.alerts[0].look();
    await receiver.received(2);
    expect(hanging.posted).toHaveLength(1);
    await hanging.stop();
    await rig.alerts[0].settled();
  });

  it("get a test, within limits, and are removed with what waits for them", async () => {
    const { webhook } = await create();
    const test = await ask<DeliveryView>("POST", `/api/webhooks/${webhook.id}/test`);
    expect(test).toMatchObject({ status: 202, body: { type: "test", state: "waiting", attempts: [] } });
    await look();
    expect(read(receiver.posted[0]).type).toBe("test");
    let status = 202;
    for (let tries = 0; tries < 30 && status === 202; tries++)
      status = (await ask("POST", `/api/webhooks/${webhook.id}/test`)).status;
    expect(status).toBe(429);
    expect((await ask("DELETE", `/api/webhooks/${webhook.id}`)).status).toBe(204);
    await look();
    expect(receiver.posted).toHaveLength(1);
    for (const [method, path] of [
      ["GET", "/deliveries"],
      ["POST", "/test"],
      ["POST", "/secret"],
      ["DELETE", ""],
    ] as const)
      expectProblem(await ask(method, `/api/webhooks/${webhook.id}${path}`), "not-found", 404);
    const actions = (await rig.audit()).map(({ action, outcome }) => `${action} ${outcome}`);
    for (const action of ["create", "test", "remove"]) expect(actions).toContain(`webhook.${action} done`);
  });

  it("are not for people whose doors are some doors", async () => {
    const { webhook } = await create();
    const limited = await rig.person("admin", { doors: { all: false, ids: ["front"] } });
    const path = `/api/webhooks/${webhook.id}`;
    const json = { name: "Mine", url: receiver.url, kinds: ["tamper"], doors: { all: true } };
    for (const [method, at, body] of [
      ["GET", "/api/webhooks", undefined],
      ["POST", "/api/webhooks", json],
      ["PATCH", path, { url: "https://elsewhere.example/" }],
      ["DELETE", path, undefined],
      ["POST", `${path}/secret`, undefined],
      ["POST", `${path}/test`, undefined],
      ["GET", `${path}/deliveries`, undefined],
      ["POST", `${path}/deliveries/x/retry`, undefined],
    ] as const) {
      const ask = { token: limited.token, ...(body === undefined ? {} : { json: body }) };
      expectProblem(await rig.request(method, at, ask), "forbidden", 403);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ["another scheme", { url: "ftp://pager.example/" }],
    ["no address", { url: "pager" }],
    ["a password in it", { url: "https://user:secret@pager.example/" }],
    ["a kind that there is not", { kinds: ["all" as AlertKind] }],
    ["a member too many", { secret: "whsec_mine" }],
    ["no name", { name: " " }],
  ])("with %s are malformed", async (_, more) => {
    const json = { name: "Pager", url: receiver.url, kinds: ["tamper"], doors: { all: true }, ...more };
    expectProblem(await ask("POST", "/api/webhooks", json), "malformed", 400);
  });
});
