import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postWebhook } from "../src/alerts/post-webhook.ts";
import { newWebhookSecret } from "../src/alerts/sign.ts";
import type { Webhook } from "../src/records/alerting.ts";
import { createRig, expectProblem } from "./management-rig.ts";
import { Receiver } from "./support/receiver.ts";
import { TestRelay } from "./support/relay.ts";

describe("a relay that may not ask private networks", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.stop());

  const PARTS = { now: Date.now, config: { ALLOW_PRIVATE_NETWORK: false } };
  const webhook = (url: string): Webhook => ({
    id: "w",
    name: "Pager",
    url,
    kinds: [],
    doors: { all: true },
    enabled: true,
    secret: newWebhookSecret(),
    createdAt: 0,
  });
  const post = (url: string, lookup?: Parameters<typeof postWebhook>[2]["lookup"]) =>
    postWebhook(webhook(url), { id: "msg_1", body: "{}" }, { ...PARTS, ...(lookup ? { lookup } : {}) });
  const at = (address: string) => async () => [{ address, family: address.includes(":") ? 6 : 4 }];

  it.each([
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.0.0.1",
    "017700000001",
    "localhost",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "0.0.0.0",
    "169.254.169.254",
    "10.0.0.1",
    "[fd00::1]",
    "[64:ff9b::7f00:1]",
  ])("posts nothing to https://%s", async (host) => {
    const answer = await post(`https://${host}:${receiver.port}/`);
    expect(answer).toMatchObject({ outcome: "failed", error: expect.stringContaining("public internet") });
    expect(receiver.posted).toEqual([]);
  });

  it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1", "192.168.1.1"])(
    "posts nothing to a name that means %s",
    async (address) => {
      const answer = await post(`https://inside.example:${receiver.port}/`, at(address));
      expect(answer).toMatchObject({ outcome: "failed", error: expect.stringContaining("public internet") });
    },
  );

  it("is not had by a name that means another address the second time", async () => {
    let asked = 0;
    const rebinding = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "8.8.8.8", family: 4 }];
    };
    const answer = await post(`https://rebind.example:${receiver.port}/`, rebinding);
    expect(answer.outcome).toBe("failed");
    expect(asked).toBe(1);
    expect(receiver.posted).toEqual([]);
  });

  it("posts nothing over plain http, wherever it leads", async () => {
    const answer = await post("http://pager.example/", at("8.8.8.8"));
    expect(answer).toMatchObject({ outcome: "failed", error: expect.stringContaining("https") });
  });

  it("follows no redirect, even where it may ask its own network", async () => {
    const inside = await Receiver.start();
    receiver.answer = { location: inside.url };
    const parts = { ...PARTS, config: { ALLOW_PRIVATE_NETWORK: true } };
    const answer = await postWebhook(webhook(receiver.url), { id: "msg_1", body: "{}" }, parts);
    expect(answer).toMatchObject({ outcome: "failed", error: expect.stringContaining("redirects") });
    expect(inside.posted).toEqual([]);
    await inside.stop();
  });

  it("posts nothing to a server whose certificate it does not trust", async () => {
    const stranger = await TestRelay.start();
    const parts = { ...PARTS, config: { ALLOW_PRIVATE_NETWORK: true } };
    const url = `${stranger.relay.tlsUrl}/api/about`;
    const answer = await postWebhook(webhook(url), { id: "msg_1", body: "{}" }, parts);
    expect(answer).toMatchObject({ outcome: "failed", error: expect.stringContaining("No connection") });
    await stranger.close();
  });

  it("refuses such an address when it is entered, and says what would allow it", async () => {
    const rig = await createRig();
    const { token } = await rig.person("owner");
    for (const url of [
      "http://pager.example/",
      "https://127.0.0.1/",
      "https://[::ffff:a00:1]/",
      "https://0x7f000001/",
    ]) {
      const json = { name: "Pager", url, kinds: ["tamper"], doors: { all: true } };
      const answer = await rig.request("POST", "/api/webhooks", { token, json });
      expectProblem(answer, "malformed", 400);
      expect(answer.text).toContain("ALLOW_PRIVATE_NETWORK");
    }
    await rig.close();
  });
});
