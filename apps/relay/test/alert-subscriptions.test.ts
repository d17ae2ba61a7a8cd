import { AlertKind, type AlertSubscription } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AlertRig, createAlertRig } from "./alert-rig.ts";
import { expectProblem, type SignedInPerson, START } from "./management-rig.ts";

const HOUR = 3600_000;

describe("a subscription to alerts", () => {
  let at: AlertRig;
  beforeEach(async () => {
    at = await createAlertRig();
  });
  afterEach(() => at.close());
  const subscribe = (by: SignedInPerson, json: unknown) =>
    at.rig.request<AlertSubscription>("PATCH", "/api/alerts/subscription", { token: by.token, json });

  it("of an owner begins with what matters, of others with nothing", async () => {
    const auditor = await at.rig.person("auditor");
    const read = async (by: SignedInPerson) =>
      (await at.rig.request<AlertSubscription>("GET", "/api/alerts/subscription", { token: by.token })).body;
    expect(await read(at.owner)).toEqual({
      kinds: AlertKind.options.filter((kind) => kind !== "door-ajar"),
      doors: { all: true },
    });
    expect(await read(auditor)).toEqual({ kinds: [], doors: { all: true } });
    await at.tamper();
    await at.look();
    expect(at.smtp.received.map(({ to }) => to)).toEqual([["olga@example.org"]]);
  });

  it("is for the kinds and doors that one chose, and for no doors that are not one's own", async () => {
    await at.rig.records.doors.create({ id: "back", name: "Back", at: START });
    const auditor = await at.rig.person("auditor", { email: "aud@example.org" });
    const limited = await at.rig.person("admin", {
      email: "lim@example.org",
      doors: { all: false, ids: ["back"] },
    });
    await subscribe(at.owner, { kinds: [] });
    await subscribe(auditor, { kinds: ["tamper"], doors: { all: false, ids: ["front"] } });
    // Asks for more than is theirs.
    await subscribe(limited, { kinds: ["tamper", "session-reused"], doors: { all: true } });
    await at.tamper("front");
    await at.tamper("back");
    await at.write({ action: "session.refresh", code: "refresh-token-reused" });
    await at.look();
    expect(at.mailTo("olga@example.org")).toEqual([]);
    expect(at.mailTo("aud@example.org").join()).toMatch(/Front/);
    expect(at.mailTo("aud@example.org").join()).not.toMatch(/Back/);
    expect(at.mailTo("lim@example.org").join()).toMatch(/Back/);
    expect(at.mailTo("lim@example.org").join()).not.toMatch(/Front|session/i);
    expect((await at.list(limited)).map(({ door }) => door?.id)).toEqual(["back"]);
  });

  it("brings nothing any more to somebody who has become staff or was removed, though it was raised before", async () => {
    const second = await at.rig.person("owner", { email: "second@example.org" });
    const third = await at.rig.person("owner", { email: "third@example.org" });
    await at.tamper();
    // Raised, and not handed over yet.
    await at.rig.alerts[0].look();
    await at.rig.alerts[0].settled();
    const before = at.smtp.received.length;
    at.rig.advance(HOUR);
    await at.rig.records.alerts.turn((turn) =>
      turn.addDeliveries(
        [second, third].map(({ person }) => ({
          id: crypto.randomUUID(),
          to: { person: person.id },
          message: '{"type":"test","timestamp":"x","data":{"summary":"late"}}',
          at: at.rig.clock.now,
        })),
      ),
    );
    await at.rig.records.people.update(second.person.id, { role: "staff" });
    await at.rig.records.people.remove(third.person.id);
    await at.look();
    expect(at.smtp.received).toHaveLength(before);
  });

  it("is written down, refuses what does not fit, and sends a test", async () => {
    expect((await subscribe(at.owner, { kinds: ["tamper", "tamper"] })).body.kinds).toEqual(["tamper"]);
    for (const json of [{}, { kinds: ["all"] }, { doors: {} }, { email: "x@example.org" }])
      expectProblem(await subscribe(at.owner, json), "malformed", 400);
    const path = "/api/alerts/subscription/test";
    expect((await at.rig.request("POST", path, { token: at.owner.token })).status).toBe(202);
    await at.look();
    expect(at.mailTo("olga@example.org")[0]).toContain("This is a test");
    const actions = (await at.rig.audit()).map(({ action, outcome }) => `${action} ${outcome}`);
    expect(actions).toEqual(expect.arrayContaining(["alert.subscribe done", "alert.test done"]));
    let status = 202;
    for (let tries = 0; tries < 30 && status === 202; tries++)
      status = (await at.rig.request("POST", path, { token: at.owner.token })).status;
    expect(status).toBe(429);
  });
});
