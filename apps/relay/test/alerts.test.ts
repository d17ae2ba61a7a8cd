import { ALERT_KINDS, type AlertKind } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuditEntry } from "../src/records/records.ts";
import { type AlertRig, createAlertRig, KID } from "./alert-rig.ts";
import { START } from "./management-rig.ts";
import { decodeBody, startSmtp } from "./support/smtp.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("alerts", () => {
  let at: AlertRig;
  beforeEach(async () => {
    at = await createAlertRig();
  });
  afterEach(() => at.close());

  it("reach the owner by mail, once, however many nodes look, with what to do", async () => {
    await at.tamper();
    await at.look();
    await at.look();
    const [mail, ...more] = at.mailTo("olga@example.org");
    expect(more).toEqual([]);
    expect(mail).toContain("The device of “Front” was opened");
    expect(mail).toContain(`What to do: ${ALERT_KINDS.tamper.next.slice(0, 30)}`);
    expect(mail).toContain("https://lock.example/alerts");
    expect(at.smtp.received[0]?.text).toMatch(/^Subject: OpenLock: Tamper, Front\r$/m);
    expect(await at.list()).toEqual([
      expect.objectContaining({ kind: "tamper", door: { id: "front", name: "Front" }, count: 1, at: START }),
    ]);
  });

  it("reach each owner in their language, and programs in English", async () => {
    const hans = await at.rig.person("owner", { email: "hans@example.org" });
    await at.rig.records.people.speaks(hans.person.id, "de");
    await at.tamper();
    await at.look();
    const [english, german] = [at.mailTo("olga@example.org"), at.mailTo("hans@example.org")];
    expect(english).toEqual([
      expect.stringContaining("5 Jan 2026, 12:00 UTC\nThe device of “Front” was opened"),
    ]);
    expect(german).toEqual([
      expect.stringContaining("05.01.2026, 12:00 UTC\nDas Gerät von „Front“ wurde geöffnet"),
    ]);
    expect(german[0]).toMatch(/^Guten Tag The owner,\n/);
    expect(german[0]).toContain("\nWas zu tun ist: Sehen Sie nach.");
    expect((await at.list(hans))[0]?.summary).toContain("The device of “Front” was opened");
    // A test says that it is one, in their language too.
    const { token } = await at.rig.signIn(hans.person);
    await at.rig.request("POST", "/api/alerts/subscription/test", { token });
    await at.look();
    expect(at.mailTo("hans@example.org")[1]).toContain("Das ist ein Test");
    const last = at.smtp.received.at(-1)?.text;
    expect(last).toMatch(/^Subject: OpenLock: ein Test\r$/m);
  });

  it("that repeat are held back, counted, and told once more when an hour is over", async () => {
    const register = () =>
      at.write({
        action: "device.register",
        door: "front",
        code: "key-banned",
        detail: { uid: "0a1b2c3d4e5f" },
      });
    for (let tries = 0; tries < 500; tries++) await register();
    await at.look();
    at.rig.advance(30 * MINUTE);
    await register();
    await at.look();
    expect(at.mailTo("olga@example.org")).toHaveLength(1);
    at.rig.advance(31 * MINUTE);
    await at.look();
    const mails = at.mailTo("olga@example.org");
    expect(mails).toHaveLength(2);
    expect(mails[1]).toContain("a banned key");
    expect(mails[1]).toContain("This happened 500 times.");
    at.rig.advance(2 * HOUR);
    await at.look();
    expect(at.mailTo("olga@example.org")).toHaveLength(2);
  });

  it("that come together are in one mail", async () => {
    for (const id of ["a", "b", "c"]) {
      await at.rig.records.doors.create({ id, name: `Door ${id}`, at: START });
      await at.tamper(id);
    }
    await at.look();
    const [mail, ...more] = at.mailTo("olga@example.org");
    expect(more).toEqual([]);
    for (const id of ["a", "b", "c"]) expect(mail).toContain(`Door ${id}`);
    expect(at.smtp.received[0]?.text).toMatch(/^Subject: OpenLock: 3 alerts\r$/m);
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
    await at.write(entry);
    await at.look();
    const [alert, ...more] = await at.list();
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ kind, next: ALERT_KINDS[kind].next });
    expect(alert?.summary).toMatch(said);
  });

  it("tell of nothing else that is refused or done", async () => {
    await at.write({ action: "person.list", code: "forbidden" });
    await at.write({ action: "command.send", door: "front", code: "stale" });
    await at.write({ action: "device.register", code: "no-door", door: "nowhere" });
    await at.write({ action: "device.register", outcome: "done", door: "front", detail: { bound: false } });
    await at.write({
      action: "device.event",
      outcome: "done",
      door: "front",
      detail: { event: "door-opened" },
    });
    await at.look();
    expect(await at.list()).toEqual([]);
  });

  it("tell of failed sign-ins, whoever's address it is and wherever they come from", async () => {
    const guess = async (email: string, ip: string) => {
      await at.rig.request("POST", "/api/sign-in", { json: { email, code: "000000" }, ip });
    };
    // One address from many networks, then unknown addresses from one network.
    for (let tries = 0; tries < 5; tries++) await guess("olga@example.org", `192.0.2.${tries + 10}`);
    for (let tries = 0; tries < 20; tries++)
      await guess(`nobody${tries}@example.org`, `2001:db8:1:2::${tries + 1}`);
    await at.rig.audit();
    await at.look();
    const alerts = await at.list();
    expect(alerts.map(({ summary }) => summary).toSorted()).toEqual([
      expect.stringMatching(
        /^Sign-ins as olga@example\.org failed, from 192\.0\.2\.\d+\. This happened 5 times\.$/,
      ),
      "Sign-ins from 2001:db8:1:2::/64 failed. This happened 20 times.",
    ]);
  });

  it("of one wrong code there are none", async () => {
    await at.rig.request("POST", "/api/sign-in", { json: { email: "olga@example.org", code: "000000" } });
    await at.rig.audit();
    await at.look();
    expect(await at.list()).toEqual([]);
  });

  it("wait for a mail server that is away, and are mailed together when it is back", async () => {
    await at.smtp.stop();
    await at.tamper();
    await at.look();
    at.rig.advance(11 * MINUTE);
    await at.tamper();
    await at.look();
    expect(at.rig.logged.join("")).toContain("an alert was not mailed");
    const port = Number(new URL(at.smtp.url).port);
    const back = await startSmtp(false, port);
    at.rig.advance(HOUR);
    await at.look();
    expect(back.received).toHaveLength(1);
    expect(decodeBody(back.received[0]?.text ?? "").match(/was opened/g)).toHaveLength(2);
    await back.stop();
  });

  it("are listed by page", async () => {
    for (let index = 0; index < 5; index++) {
      await at.tamper();
      at.rig.advance(11 * MINUTE);
      await at.look();
    }
    const first = await at.page(at.owner, "?limit=3");
    expect(first.alerts).toHaveLength(3);
    const rest = await at.page(at.owner, `?limit=3&before=${first.next}`);
    expect(rest.alerts).toHaveLength(2);
    expect(rest.next).toBeUndefined();
    const ids = [...first.alerts, ...rest.alerts].map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });
});
