import type { NewApiKeyAnswer, WebsiteView } from "@openlock/api";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Answer, Ask } from "./support/http.ts";
import { type PartnerSite, startPartnerSite } from "./support/partner-site.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";
import { startPostgres, startRedis, type TestServer } from "./support/servers.ts";

/** A node goes by what it remembers for ten seconds: what it knows sooner, it was told. On an idle machine that is milliseconds. */
const WITHIN = { timeout: 5000, interval: 10 };

let redis: TestServer;
let postgres: TestServer;
let first: TestRelay;
let second: TestRelay;
let partner: PartnerSite;
let owner: string;
beforeAll(async () => {
  [redis, postgres, partner] = await Promise.all([startRedis(), startPostgres(), startPartnerSite()]);
  const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, ALLOW_PRIVATE_NETWORK: "1" };
  first = await TestRelay.start({ environment });
  second = await TestRelay.start({ environment });
  owner = first.owner;
});
afterAll(async () => {
  await first?.close();
  await second?.close();
  await redis?.stop();
  await postgres?.stop();
  partner?.close();
});

const expectSoon = (asking: () => Promise<Answer>, status: number) =>
  vi.waitFor(async () => expect((await asking()).status).toBe(status), WITHIN);
const atSecond = (path: string, options: Ask) => () => second.ask(path, { token: owner, ...options });

describe("on another node, through Redis", () => {
  it("an API key opens a door at once, under its own name, and is gone at once", async () => {
    const device = await first.online(await someDeviceKeys());
    const { door } = device;
    const json = { name: "Booking", doors: { all: false, ids: [door] }, uses: ["key", "commands"] };
    const made = await first.ask("/api/api-keys", { method: "POST", json });
    const { id, key } = made.json<NewApiKeyAnswer>();
    const use = atSecond(`/api/doors/${door}/key`, { token: key });
    expect((await use()).status).toBe(200);
    expect((await second.send(door, (await seal(device)).jwe, { token: key })).status).toBe(200);
    expect(device.commands).toHaveLength(1);
    expect((await first.history(door))[0]).toMatchObject({
      actor: { kind: "api-key", id, label: "Booking" },
      action: "command.send",
      outcome: "done",
    });
    device.stop();
    await first.ask(`/api/api-keys/${id}`, { method: "DELETE" });
    await expectSoon(use, 401);
  });

  it("a person who is removed is out", async () => {
    const token = await first.person("staff");
    const me = atSecond("/api/me", { token });
    const { id } = (await me()).json<{ id: string }>();
    await first.ask(`/api/people/${id}`, { method: "DELETE" });
    await expectSoon(me, 401);
  });

  it("a website is known when it is verified, and not any more when it is removed", async () => {
    const added = await first.ask("/api/websites", { method: "POST", json: { url: partner.origin } });
    const { id, verification } = added.json<WebsiteView>();
    const body = verification.file.content;
    partner.files.set("/.well-known/openlock-verification.txt", { type: "text/plain", body });
    const json = { email: "owner@example.org", website: partner.origin };
    const headers = { origin: partner.origin };
    const ask = atSecond("/api/sign-in/code", { method: "POST", json, headers, token: undefined });
    expect((await ask()).status).toBe(403);
    await first.ask(`/api/websites/${id}/check`, { method: "POST" });
    await expectSoon(ask, 202);
    await first.ask(`/api/websites/${id}`, { method: "DELETE" });
    await expectSoon(ask, 403);
  });

  it("a new signing key verifies, and the one before does not where it was revoked", async () => {
    const me = atSecond("/api/me", {});
    expect((await me()).status).toBe(200);
    const before = await first.ask("/.well-known/jwks.json");
    await first.ask("/api/signing-keys", { method: "POST", json: { previous: "revoke" } });
    await expectSoon(me, 401);
    const after = await second.ask("/.well-known/jwks.json");
    expect(after.text).not.toBe(before.text);
    expect((await first.ask("/.well-known/jwks.json")).text).toBe(after.text);
  });
});
