import type { AlertPage, AlertSubscription, AlertView } from "@openlock/api";
import { ALERT_KINDS, AlertKind } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuditEntry } from "../src/records/records.ts";
import { createRig, expectProblem, type Rig, type SignedInPerson, START } from "./management-rig.ts";
import { decodeBody, startSmtp } from "./support/smtp.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const KID = "k".repeat(43);

type Smtp = Awaited<ReturnType<typeof startSmtp>>;

describe("alerts", () => {
  let smtp: Smtp;
  let rig: Rig;
  let owner: SignedInPerson;
  beforeEach(async () => {
    smtp = await startSmtp();
    rig = await createRig({ SMTP_URL: smtp.url, OPENLOCK_URL: "https://lock.example" });
    owner = await rig.person("owner", { email: "olga@example.org" });
    await rig.records.doors.create({ id: "front", name: "Front", at: START });
  });
  afterEach(async () => {
    await rig.close();
    await smtp.stop();
  });

  /** Both nodes look, at the same time, and hand over what they found. */
  const look = async () => {
    await Promise.all(rig.alerts.map((each) => each.look()));
    for (const each of rig.alerts) await each.settled();
  };
  const write = (entry: Partial<AuditEntry>) =>
    rig.services.journal.write({
      at: rig.clock.now,
      actor: { kind: "anonymous" },
      action: "test",
      outcome: "refused",
      ip: "198.51.100.7",
      ...entry,
    });
  const tamper = (door = "front") =>
    write({
      action: "device.event",
      outcome: "done",
      actor: { kind: "device", id: KID, label: door },
      door,
      detail: { event: "tamper", seq: 1, deviceTime: 1 },
    });
  // Signed in anew: an access token lasts for 15 minutes, these stories for hours.
  const page = async (by: SignedInPerson, query: string): Promise<AlertPage> => {
    const { token } = await rig.signIn(by.person);
    return (await rig.request<AlertPage>("GET", `/api/alerts${query}`, { token })).body;
  };
  const list = async (by = owner): Promise<readonly AlertView[]> => (await page(by, "")).alerts;
  const subscribe = (by: SignedInPerson, json: unknown) =>
    rig.request<AlertSubscription>("PATCH", "/api/alerts/subscription", { token: by.token, json });
  const mailTo = (address: string) =>
    smtp.received.filter(({ to }) => to.includes(address)).map(({ text }) => decodeBody(text));

  it("reach the owner by mail, once, however many nodes look, with what to do", async () => {
    await tamper();
    await look();
    await look();
    const [mail, ...more] = mailTo("olga@example.org");
    expect(more).toEqual([]);
    expect(mail).toContain("The device of “Front” was opened");
    expect(mail).toContain(`What to do: ${ALERT_KINDS.tamper.next.slice(0, 30)}`);
    expect(mail).toContain("https://lock.example/alerts");
    expect(smtp.received[0]?.text).toMatch(/^Subject: OpenLock: Tamper, Front\r$/m);
    expect(await list()).toEqual([
      expect.objectContaining({ kind: "tamper", door: { id: "front", name: "Front" }, count: 1, at: START }),
    ]);
  });

  it("that repeat are held back, counted, and told once more when an hour is over", async () => {
    const register = () =>
      write({
        action: "device.register",
        door: "front",
        code: "key-banned",
        detail: { uid: "0a1b2c3d4e5f" },
      });
    for (let tries = 0; tries < 500; tries++) await register();
    await look();
    rig.advance(30 * MINUTE);
    await register();
    await look();
    expect(mailTo("olga@example.org")).toHaveLength(1);
    rig.advance(31 * MINUTE);
    await look();
    const mails = mailTo("olga@example.org");
    expect(mails).toHaveLength(2);
    expect(mails[1]).toContain("a banned key");
    expect(mails[1]).toContain("This happened 500 times.");
    rig.advance(2 * HOUR);
    await look();
    expect(mailTo("olga@example.org")).toHaveLength(2);
  });

  it("that come together are in one mail", async () => {
    for (const id of ["a", "b", "c"]) {
      await rig.records.doors.create({ id, name: `Door ${id}`, at: START });
      await tamper(id);
    }
    await look();
    const [mail, ...more] = mailTo("olga@example.org");
    expect(more).toEqual([]);
    for (const id of ["a", "b", "c"]) expect(mail).toContain(`Door ${id}`);
    expect(smtp.received[0]?.text).toMatch(/^Subject: OpenLock: 3 alerts\r$/m);
  });

  it.each<[AlertKind, Partial<AuditEntry>, RegExp]>([
    [
      "session-reused",
      {
        action: "session.refresh",
        code: "refresh-token-reused",
        actor: { kind: "person", id: "p", label: "Sam" },
      },
      /A session of Sam was used from a second place, from 198\.51\.100\.7/,
    ],
    [
      "network-blocked",
      {
        action: "network.block",
        outcome: "done",
        actor: { kind: "relay" },
        detail: { network: "192.0.2.0", why: "sign-in", minutes: 15, times: 1 },
      },
      /The network 192\.0\.2\.0 was refused again and again, and is blocked for 15 min/,
    ],
    [
      "command-replayed",
      {
        action: "command.send",
        code: "replayed",
        door: "front",
        actor: { kind: "person", id: "p", label: "Sam\r\nBcc: x" },
      },
      /A command to “Front” that was sent before came again by Sam Bcc: x, from 198/,
    ],
    [
      "new-key",
      {
        action: "device.register",
        outcome: "done",
        door: "front",
        actor: { kind: "device", id: KID, label: "front" },
        detail: { bound: true, replacedKid: "old" },
      },
      /Another device took the place of “Front”.* Its key is kkkk kkkk/,
    ],
    [
      "key-refused",
      { action: "device.register", code: "other-key", door: "front", detail: { uid: "0a1b2c3d4e5f" } },
      /tried to register as “Front”/,
    ],
    [
      "password-locked",
      { action: "device.event", outcome: "done", door: "front", detail: { event: "locked-out" } },
      /“Front” got wrong passwords/,
    ],
    [
      "door-ajar",
      { action: "device.event", outcome: "done", door: "front", detail: { event: "door-ajar", seconds: 60 } },
      /“Front” has been left open/,
    ],
  ])("tell of %s", async (kind, entry, said) => {
    await write(entry);
    await look();
    const [alert, ...more] = await list();
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ kind, next: ALERT_KINDS[kind].next });
    expect(alert?.summary).toMatch(said);
  });

  it("tell of nothing else that is refused or done", async () => {
    await write({ action: "person.list", code: "forbidden" });
    await write({ action: "command.send", door: "front", code: "stale" });
    await write({ action: "device.register", code: "no-door", door: "nowhere" });
    await write({ action: "device.register", outcome: "done", door: "front", detail: { bound: false } });
    await write({ action: "device.event", outcome: "done", door: "front", detail: { event: "door-opened" } });
    await look();
    expect(await list()).toEqual([]);
  });

  it("tell of failed sign-ins, whoever's address it is and wherever they come from", async () => {
    const guess = async (email: string, ip: string) => {
      await rig.request("POST", "/api/sign-in", { json: { email, code: "000000" }, ip });
    };
    // One address from many networks, then unknown addresses from one network.
    for (let tries = 0; tries < 5; tries++) await guess("olga@example.org", `192.0.2.${tries + 10}`);
    for (let tries = 0; tries < 20; tries++)
      await guess(`nobody${tries}@example.org`, `2001:db8:1:2::${tries + 1}`);
    await rig.audit();
    await look();
    const alerts = await list();
    expect(alerts.map(({ summary }) => summary).toSorted()).toEqual([
      expect.stringMatching(
        /^Sign-ins as olga@example\.org failed, from 192\.0\.2\.\d+\. This happened 5 times\.$/,
      ),
      "Sign-ins from 2001:db8:1:2::/64 failed. This happened 20 times.",
    ]);
  });

  it("of one wrong code there are none", async () => {
    await rig.request("POST", "/api/sign-in", { json: { email: "olga@example.org", code: "000000" } });
    await rig.audit();
    await look();
    expect(await list()).toEqual([]);
  });

  describe("of doors that are offline", () => {
    const device = {
      publicKey: { kty: "RSA", n: `s${"A".repeat(340)}Q`, e: "AQAB" },
      uid: "24a160000001",
      boot: "AAAAAAAAAAAAAAAAAAAAAA",
      firmware: { version: "1.0.0", chip: "ESP32" },
    } as const;
    const PRESENCE_MS = 35_000;
    beforeEach(async () => {
      await rig.records.doors.putClaim("front", { hash: "h", expiresAt: START + HOUR });
      await rig.records.doors.register({ id: "front", kid: KID, ...device, claimHash: "h", now: START });
    });
    const connect = (nodeId: string) =>
      rig.hot.presence.claim("front", { sessionId: nodeId, nodeId, since: rig.clock.now }, PRESENCE_MS);
    /** Time as it passes for relays: somebody looks now and then. A connected door is renewed by its node. */
    const pass = async (ms: number, heldBy?: string) => {
      for (let passed = 0; passed < ms; passed += 30_000) {
        rig.advance(30_000);
        if (heldBy) await rig.hot.presence.renew("front", heldBy, PRESENCE_MS);
        await look();
      }
    };
    const kinds = async () => (await list()).map(({ kind }) => kind).toReversed();

    it("come from another node when the one that held the socket has died, once, and then that it is back", async () => {
      await connect("node-that-dies");
      await look();
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
      const [back, offline] = await list();
      expect(offline?.summary).toMatch(/^“Front” has been offline since 2026-01-05 12:1\d UTC\.$/);
      expect(back?.summary).toMatch(/^“Front” is online again, after \d+ min\.$/);
      expect(mailTo("olga@example.org")).toHaveLength(2);
    });

    it("do not come for a door that reconnects in time, nor for one that has no device, nor for one removed", async () => {
      await rig.records.doors.create({ id: "no-device", name: "None", at: START });
      await connect("a");
      await look();
      await pass(4 * MINUTE);
      await connect("b");
      await pass(5 * MINUTE, "b");
      await pass(4 * MINUTE);
      await rig.records.doors.remove("front");
      await pass(10 * MINUTE);
      expect(await kinds()).toEqual([]);
    });

    it("of a door that comes and goes are one an hour, with how often", async () => {
      await look();
      for (let round = 0; round < 5; round++) {
        await pass(7 * MINUTE);
        await connect("a");
        await pass(MINUTE, "a");
        await rig.hot.presence.release("front", "a");
      }
      expect(await kinds()).toEqual(["door-offline", "door-back"]);
      await connect("a");
      await pass(HOUR, "a");
      expect(await kinds()).toEqual(["door-offline", "door-back", "door-offline"]);
      expect((await list())[0]?.count).toBe(4);
    });

    it("do not count the time in which no relay ran", async () => {
      await look();
      await pass(2 * MINUTE);
      rig.advance(5 * HOUR);
      await look();
      await pass(4 * MINUTE);
      expect(await kinds()).toEqual([]);
      await pass(2 * MINUTE);
      expect(await kinds()).toEqual(["door-offline"]);
    });
  });

  describe("a subscription", () => {
    it("of an owner begins with what matters, of others with nothing", async () => {
      const auditor = await rig.person("auditor");
      const read = async (by: SignedInPerson) =>
        (await rig.request<AlertSubscription>("GET", "/api/alerts/subscription", { token: by.token })).body;
      expect(await read(owner)).toEqual({
        kinds: AlertKind.options.filter((kind) => kind !== "door-ajar"),
        doors: { all: true },
      });
      expect(await read(auditor)).toEqual({ kinds: [], doors: { all: true } });
      await tamper();
      await look();
      expect(smtp.received.map(({ to }) => to)).toEqual([["olga@example.org"]]);
    });

    it("is for the kinds and doors that one chose, and for no doors that are not one's own", async () => {
      await rig.records.doors.create({ id: "back", name: "Back", at: START });
      const auditor = await rig.person("auditor", { email: "aud@example.org" });
      const limited = await rig.person("admin", {
        email: "lim@example.org",
        doors: { all: false, ids: ["back"] },
      });
      await subscribe(owner, { kinds: [] });
      await subscribe(auditor, { kinds: ["tamper"], doors: { all: false, ids: ["front"] } });
      // Asks for more than is theirs.
      await subscribe(limited, { kinds: ["tamper", "session-reused"], doors: { all: true } });
      await tamper("front");
      await tamper("back");
      await write({ action: "session.refresh", code: "refresh-token-reused" });
      await look();
      expect(mailTo("olga@example.org")).toEqual([]);
      expect(mailTo("aud@example.org").join()).toMatch(/Front/);
      expect(mailTo("aud@example.org").join()).not.toMatch(/Back/);
      expect(mailTo("lim@example.org").join()).toMatch(/Back/);
      expect(mailTo("lim@example.org").join()).not.toMatch(/Front|session/i);
      expect((await list(limited)).map(({ door }) => door?.id)).toEqual(["back"]);
    });

    it("brings nothing any more to somebody who has become staff or was removed, though it was raised before", async () => {
      const second = await rig.person("owner", { email: "second@example.org" });
      const third = await rig.person("owner", { email: "third@example.org" });
      await tamper();
      // Raised, and not handed over yet.
      await rig.alerts[0].look();
      await rig.alerts[0].settled();
      const before = smtp.received.length;
      rig.advance(HOUR);
      await rig.records.alerts.turn((turn) =>
        turn.addDeliveries(
          [second, third].map(({ person }) => ({
            id: crypto.randomUUID(),
            to: { person: person.id },
            message: '{"type":"test","timestamp":"x","data":{"summary":"late"}}',
            at: rig.clock.now,
          })),
        ),
      );
      await rig.records.people.update(second.person.id, { role: "staff" });
      await rig.records.people.remove(third.person.id);
      await look();
      expect(smtp.received).toHaveLength(before);
    });

    it("is written down, refuses what does not fit, and sends a test", async () => {
      expect((await subscribe(owner, { kinds: ["tamper", "tamper"] })).body.kinds).toEqual(["tamper"]);
      for (const json of [{}, { kinds: ["all"] }, { doors: {} }, { email: "x@example.org" }])
        expectProblem(await subscribe(owner, json), "malformed", 400);
      const path = "/api/alerts/subscription/test";
      expect((await rig.request("POST", path, { token: owner.token })).status).toBe(202);
      await look();
      expect(mailTo("olga@example.org")[0]).toContain("This is a test");
      const actions = (await rig.audit()).map(({ action, outcome }) => `${action} ${outcome}`);
      expect(actions).toEqual(expect.arrayContaining(["alert.subscribe done", "alert.test done"]));
      let status = 202;
      for (let tries = 0; tries < 30 && status === 202; tries++)
        status = (await rig.request("POST", path, { token: owner.token })).status;
      expect(status).toBe(429);
    });
  });

  it("wait for a mail server that is away, and are mailed together when it is back", async () => {
    await smtp.stop();
    await tamper();
    await look();
    rig.advance(11 * MINUTE);
    await tamper();
    await look();
    expect(rig.logged.join("")).toContain("an alert was not mailed");
    const port = Number(new URL(smtp.url).port);
    smtp = await startSmtp(false, port);
    rig.advance(HOUR);
    await look();
    expect(mailTo("olga@example.org")).toHaveLength(1);
    expect(mailTo("olga@example.org")[0]?.match(/was opened/g)).toHaveLength(2);
  });

  it("are listed by page", async () => {
    for (let index = 0; index < 5; index++) {
      await tamper();
      rig.advance(11 * MINUTE);
      await look();
    }
    const first = await page(owner, "?limit=3");
    expect(first.alerts).toHaveLength(3);
    const rest = await page(owner, `?limit=3&before=${first.next}`);
    expect(rest.alerts).toHaveLength(2);
    expect(rest.next).toBeUndefined();
    const ids = [...first.alerts, ...rest.alerts].map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });
});
