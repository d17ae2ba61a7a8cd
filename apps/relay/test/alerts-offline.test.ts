import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AlertRig, createAlertRig, KID } from "./alert-rig.ts";
import { START } from "./management-rig.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("alerts of doors that are offline", () => {
  let at: AlertRig;
  beforeEach(async () => {
    at = await createAlertRig();
  });
  afterEach(() => at.close());
  const device = {
    publicKey: { kty: "RSA", n: `s${"A".repeat(340)}Q`, e: "AQAB" },
    uid: "24a160000001",
    boot: "AAAAAAAAAAAAAAAAAAAAAA",
    firmware: { version: "1.0.0", chip: "ESP32" },
  } as const;
  const PRESENCE_MS = 35_000;
  beforeEach(async () => {
    await at.rig.records.doors.putClaim("front", { hash: "h", expiresAt: START + HOUR });
    await at.rig.records.doors.register({ id: "front", kid: KID, ...device, claimHash: "h", now: START });
  });
  const connect = (nodeId: string) =>
    at.rig.hot.presence.claim("front", { sessionId: nodeId, nodeId, since: at.rig.clock.now }, PRESENCE_MS);
  /** Time as it passes for relays: somebody looks now and then. A connected door is renewed by its node. */
  const pass = async (ms: number, heldBy?: string) => {
    for (let passed = 0; passed < ms; passed += 30_000) {
      at.rig.advance(30_000);
      if (heldBy) await at.rig.hot.presence.renew("front", heldBy, PRESENCE_MS);
      await at.look();
    }
  };
  const kinds = async () => (await at.list()).map(({ kind }) => kind).toReversed();

  it("come from another node when the one that held the socket has died, once, and then that it is back", async () => {
    await connect("node-that-dies");
    await at.look();
    await pass(10 * MINUTE, "node-that-dies");
    expect(await kinds()).toEqual([]);
    // Nobody renews the presence now, and nobody lets go of it.
    await pass(PRESENCE_MS + 4 * MINUTE);
    expect(await kinds()).toEqual([]);
    await pass(2 * MINUTE);
    expect(await kinds()).toEqual(["door-offline"]);
    await pass(90 * MINUTE);
    expect(await kinds()).toEqual(["door-offline"]);
    await connect("another");
    await pass(MINUTE, "another");
    expect(await kinds()).toEqual(["door-offline", "door-back"]);
    const [back, offline] = await at.list();
    expect(offline?.summary).toMatch(/^“Front” has been offline since 2026-01-05 12:1\d UTC\.$/);
    expect(back?.summary).toMatch(/^“Front” is online again, after \d+ min\.$/);
    expect(at.mailTo("olga@example.org")).toHaveLength(2);
  });

  it("are of what open pages are told: once, when presence lapses that nobody let go of", async () => {
    const told: string[] = [];
    at.rig.events.subscribe((event) => "door" in event && told.push(`${event.type} ${event.door}`));
    await connect("node-that-dies");
    await at.look();
    await pass(MINUTE, "node-that-dies");
    expect(told).toEqual([]);
    await pass(MINUTE);
    expect(told).toEqual(["door-offline front"]);
    await pass(10 * MINUTE);
    expect(told).toEqual(["door-offline front"]);
    // Back, and lost once more.
    await connect("another");
    await pass(MINUTE, "another");
    await pass(MINUTE);
    expect(told).toEqual(["door-offline front", "door-offline front"]);
  });

  it("do not tell pages of a door that is back before they could", async () => {
    const told: string[] = [];
    at.rig.events.subscribe(({ type }) => told.push(type));
    const { online } = at.rig.hot.presence;
    let looks = 0;
    at.rig.hot.presence.online = async (doors) => {
      const found = await online(doors);
      looks += 1;
      if (looks === 1) await connect("just-now");
      return found;
    };
    await at.rig.alerts[0].look();
    expect(looks).toBe(2);
    expect(told).toEqual([]);
  });

  it("do not come for a door that reconnects in time, nor for one that has no device, nor for one removed", async () => {
    await at.rig.records.doors.create({ id: "no-device", name: "None", at: START });
    await connect("a");
    await at.look();
    await pass(4 * MINUTE);
    await connect("b");
    await pass(5 * MINUTE, "b");
    await pass(4 * MINUTE);
    await at.rig.records.doors.remove("front");
    await pass(10 * MINUTE);
    expect(await kinds()).toEqual([]);
  });

  it("of a door that comes and goes are one an hour, with how often", async () => {
    await at.look();
    for (let round = 0; round < 5; round++) {
      await pass(7 * MINUTE);
      await connect("a");
      await pass(MINUTE, "a");
      await at.rig.hot.presence.release("front", "a");
    }
    expect(await kinds()).toEqual(["door-offline", "door-back"]);
    await connect("a");
    await pass(HOUR, "a");
    expect(await kinds()).toEqual(["door-offline", "door-back", "door-offline"]);
    expect((await at.list())[0]?.count).toBe(4);
  });

  it("do not count the time in which no relay ran", async () => {
    await at.look();
    await pass(2 * MINUTE);
    at.rig.advance(5 * HOUR);
    await at.look();
    await pass(4 * MINUTE);
    expect(await kinds()).toEqual([]);
    await pass(2 * MINUTE);
    expect(await kinds()).toEqual(["door-offline"]);
  });
});
