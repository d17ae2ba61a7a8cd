import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Delivery, NewDelivery, Webhook } from "./alerting.ts";
import type { AuditEntry, Records } from "./records.ts";

const AT = 1_900_000_000_000;
const HOUR = 3600_000;

interface OpenStore {
  readonly records: Records;
  readonly second: Records;
  both(): readonly Records[];
  fresh(what: string): string;
}

/** What every implementation of `AlertRecords`, `WebhookRecords` and `DeliveryRecords` must do. */
export function describeAlertRecords(store: OpenStore) {
  const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
    at: AT,
    actor: { kind: "relay" },
    action: "test",
    outcome: "refused",
    ...more,
  });
  const addWebhook = async (more: Partial<Webhook> = {}): Promise<Webhook> => {
    const webhook: Webhook = {
      id: randomUUID(),
      name: "Pager",
      url: "https://pager.example/in",
      kinds: ["tamper", "new-key"],
      doors: { all: false, ids: ["front"] },
      enabled: true,
      secret: "whsec_one",
      createdAt: AT,
      ...more,
    };
    await store.records.webhooks.create(webhook);
    return webhook;
  };
  const addPerson = async () => {
    const person = await store.records.people.create({
      email: `${store.fresh("told")}@example.org`,
      name: "Told",
      role: "owner",
      doors: { all: true },
      at: AT,
    });
    if (!person) throw new Error("taken");
    return person;
  };
  const put = async (to: NewDelivery["to"], at = AT) => {
    const delivery = { id: store.fresh("msg"), to, message: '{"x":1}', at };
    await store.records.deliveries.add(delivery);
    return delivery.id;
  };
  const claim = (node: Records, now: number, except: readonly string[] = []): Promise<readonly Delivery[]> =>
    node.deliveries.claim({ now, leaseMs: 1000, recipients: 5, mailMax: 2, except: new Set(except) });

  describe("alerts", () => {
    it("give each row of the audit to one turn, in order, those alone that could matter", async () => {
      const { records } = store;
      await records.alerts.turn((turn) => turn.takeRows(10_000));
      expect(await records.alerts.pending(AT)).toBe(false);
      const action = store.fresh("row");
      await records.audit.append([
        ...Array.from({ length: 20 }, (_, row) => entry({ action, detail: { row } })),
        entry({ action, outcome: "done" }),
        entry({ action: "device.event", outcome: "done" }),
      ]);
      expect(await store.second.alerts.pending(AT)).toBe(true);
      const taken = await Promise.all(
        store.both().map((node) => node.alerts.turn((turn) => turn.takeRows(5))),
      );
      const rows = taken.flat();
      expect(rows.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
        [...new Set(rows.map(({ seq }) => seq))].toSorted((a, b) => a - b),
      );
      expect(rows).toHaveLength(21);
      for (const some of taken) expect(some).toEqual(some.toSorted((a, b) => a.seq - b.seq));
      expect(rows.some(({ outcome, action: its }) => outcome === "done" && its === action)).toBe(false);
      expect(await records.alerts.pending(AT)).toBe(false);
    });

    it("give a row again where the turn failed", async () => {
      const { records } = store;
      const action = store.fresh("again");
      await records.audit.append([entry({ action })]);
      const failing = records.alerts.turn(async (turn) => {
        await turn.takeRows(10);
        await turn.addAlert({ at: AT, kind: "tamper", count: 1, detail: { failed: true } });
        throw new Error("power cut");
      });
      await expect(failing).rejects.toThrow();
      const rows = await records.alerts.turn((turn) => turn.takeRows(10));
      expect(rows.map((row) => row.action)).toEqual([action]);
      const alerts = await records.alerts.list({ scope: { all: true }, limit: 50 });
      expect(alerts.some(({ detail }) => detail.failed === true)).toBe(false);
    });

    it("keep groups, and find those whose quiet time is over", async () => {
      const [own, other] = [store.fresh("group"), store.fresh("group")];
      const group = { key: own, seenSince: AT, seen: 1, quietUntil: AT + 10, held: 3, latest: "{}" };
      const ended = (now: number) =>
        store.second.alerts.turn(async (turn) => (await turn.endedGroups(now)).map(({ key }) => key));
      await store.records.alerts.turn((turn) => turn.putGroups([group, { ...group, key: other, held: 0 }]));
      expect(await ended(AT + 9)).not.toContain(own);
      expect(await ended(AT + 10)).toContain(own);
      expect(await ended(AT + 10)).not.toContain(other);
      expect(await store.second.alerts.pending(AT + 10)).toBe(true);
      const changed = { ...group, held: 0, latest: '{"a":1}' };
      await store.records.alerts.turn((turn) => turn.putGroups([changed]));
      expect(await store.second.alerts.turn((turn) => turn.groups([own, "none"]))).toEqual([changed]);
      expect(await store.records.alerts.turn((turn) => turn.groups([]))).toEqual([]);
    });

    it("keep thousands of groups in one turn", async () => {
      const prefix = store.fresh("many");
      const keys = Array.from({ length: 3000 }, (_, index) => `${prefix} ${index}`);
      const latest = "{}";
      await store.records.alerts.turn((turn) =>
        turn.putGroups(keys.map((key) => ({ key, seenSince: AT, seen: 0, quietUntil: 0, held: 0, latest }))),
      );
      expect(await store.records.alerts.turn((turn) => turn.groups(keys))).toHaveLength(3000);
    });

    it("remember missing doors, as long as the doors are there", async () => {
      const door = store.fresh("missing");
      await store.records.doors.create({ id: door, name: "Missing", at: AT });
      const missing = { door, since: AT, state: "missing" } as const;
      const all = () => store.second.alerts.turn((turn) => turn.missingDoors());
      await store.records.alerts.turn(async (turn) => {
        await turn.putMissingDoors([missing, { ...missing, door: "never-was" }]);
        expect(await turn.doorName(door)).toBe("Missing");
        expect(await turn.doorName("never-was")).toBeUndefined();
      });
      expect((await all()).filter((one) => one.since === AT)).toEqual([missing]);
      await store.records.alerts.turn((turn) => turn.putMissingDoors([{ ...missing, state: "told" }]));
      expect(await all()).toContainEqual({ ...missing, state: "told" });
      await store.records.doors.remove(door);
      expect((await all()).some((one) => one.door === door)).toBe(false);
      await store.records.alerts.turn((turn) => turn.removeMissingDoors([door]));
    });

    it("are listed newest first, by page and by scope", async () => {
      const [mine, theirs] = [store.fresh("mine"), store.fresh("theirs")];
      const add = (door?: string) =>
        store.records.alerts.turn((turn) =>
          turn.addAlert({
            at: AT,
            kind: "tamper",
            count: 2,
            detail: { text: "a", yes: true },
            ...(door === undefined ? {} : { door: { id: door, name: "Its name" } }),
          }),
        );
      const first = await add(mine);
      await add(theirs);
      await add();
      const last = await add(mine);
      const scope = { all: false, ids: [mine] } as const;
      expect(await store.second.alerts.list({ scope, limit: 10 })).toEqual([last, first]);
      expect(await store.records.alerts.list({ scope, limit: 10, before: last.seq })).toEqual([first]);
      expect(await store.records.alerts.list({ scope: { all: true }, limit: 3 })).toHaveLength(3);
      expect(await store.records.alerts.list({ scope: { all: false, ids: [] }, limit: 3 })).toEqual([]);
    });

    it("keep what people chose, and forget it with them", async () => {
      const person = await addPerson();
      const { subscription, putSubscription } = store.records.alerts;
      expect(await subscription(person.id)).toBeUndefined();
      const chosen = { kinds: ["tamper"], doors: { all: false, ids: ["front"] } } as const;
      await putSubscription(person.id, { kinds: [], doors: { all: true } });
      await putSubscription(person.id, chosen);
      expect(await store.second.alerts.subscription(person.id)).toEqual(chosen);
      const people = await store.second.alerts.turn((turn) => turn.people());
      expect(people).toContainEqual({ person, subscription: chosen });
      await store.records.people.create({
        email: `${store.fresh("o")}@example.org`,
        name: "O",
        role: "owner",
        doors: { all: true },
        at: AT,
      });
      await put({ person: person.id });
      await store.records.people.remove(person.id);
      expect(await subscription(person.id)).toBeUndefined();
      expect(
        (await claim(store.records, AT + 1)).some(({ to }) => "person" in to && to.person === person.id),
      ).toBe(false);
    });
  });

  describe("webhooks", () => {
    it("are kept as they are, changed, and removed with what waits for them", async () => {
      const webhook = await addWebhook();
      expect(await store.second.webhooks.byId(webhook.id)).toEqual(webhook);
      const changed = await store.records.webhooks.update(webhook.id, { name: "Other", enabled: false });
      expect(changed).toEqual({ ...webhook, name: "Other", enabled: false });
      expect(await store.second.webhooks.list()).toContainEqual(changed);
      expect(await store.records.webhooks.update("none", { name: "x" })).toBeUndefined();
      await put({ webhook: webhook.id });
      expect(await store.records.webhooks.remove(webhook.id)).toBe(true);
      expect(await store.records.webhooks.remove(webhook.id)).toBe(false);
      expect(await store.second.deliveries.ofWebhook(webhook.id, 10)).toEqual([]);
    });

    it("keep the secret before the present one", async () => {
      const { id } = await addWebhook({ secret: "whsec_one" });
      await store.records.webhooks.rotate(id, { secret: "whsec_two", previousUntil: AT + HOUR });
      expect(await store.second.webhooks.byId(id)).toMatchObject({
        secret: "whsec_two",
        previous: { secret: "whsec_one", until: AT + HOUR },
      });
      expect(await store.records.webhooks.rotate("none", { secret: "x", previousUntil: 0 })).toBeUndefined();
    });
  });

  describe("deliveries", () => {
    it("are taken by one node, and by another once the first has died over them", async () => {
      const { id: webhook } = await addWebhook();
      const now = AT + 10 * HOUR;
      const id = await put({ webhook }, now);
      const mine = (all: readonly Delivery[]) => all.filter((delivery) => delivery.id === id);
      const taken = await Promise.all(store.both().map((node) => claim(node, now)));
      expect(taken.flatMap(mine)).toHaveLength(1);
      expect(mine(await claim(store.second, now + 999))).toEqual([]);
      expect(mine(await claim(store.second, now + 1000))).toHaveLength(1);
    });

    it("are one at a time to a webhook, several to a person, and none to whoever is busy", async () => {
      const { id: webhook } = await addWebhook();
      const { id: person } = await addPerson();
      const now = AT + 20 * HOUR;
      const posted = [await put({ webhook }, now - 2), await put({ webhook }, now - 1)];
      const mailed = [
        await put({ person }, now - 3),
        await put({ person }, now - 2),
        await put({ person }, now),
      ];
      const ids = [...posted, ...mailed];
      const mine = (all: readonly Delivery[]) =>
        all
          .map(({ id }) => id)
          .filter((id) => ids.includes(id))
          .toSorted();
      const busy = await claim(store.records, now, [`webhook ${webhook}`, `person ${person}`]);
      expect(mine(busy)).toEqual([]);
      expect(mine(await claim(store.records, now))).toEqual([posted[0], mailed[0], mailed[1]].toSorted());
      expect(mine(await claim(store.second, now))).toEqual([posted[1], mailed[2]].toSorted());
    });

    it("keep their tries, wait as long as told, and can be made to go again", async () => {
      const { id: webhook } = await addWebhook();
      const now = AT + 30 * HOUR;
      const id = await put({ webhook }, now);
      await claim(store.records, now);
      const attempt = { at: now, ms: 12, status: 500 };
      await store.records.deliveries.record(id, attempt, { state: "waiting", nextAt: now + 5000 });
      expect(await store.second.deliveries.ofWebhook(webhook, 10)).toEqual([
        {
          id,
          to: { webhook },
          message: '{"x":1}',
          at: now,
          state: "waiting",
          nextAt: now + 5000,
          attempts: [attempt],
        },
      ]);
      expect(await store.records.deliveries.again(webhook, id, now)).toBe(false);
      const failed = { at: now, ms: 1, error: "no answer" };
      for (let tries = 0; tries < 30; tries++)
        await store.records.deliveries.record(id, failed, { state: "given-up", nextAt: now });
      const [kept] = await store.second.deliveries.ofWebhook(webhook, 10);
      expect(kept).toMatchObject({ state: "given-up" });
      expect(kept?.attempts).toHaveLength(20);
      expect(await store.records.deliveries.again("another", id, now)).toBe(false);
      expect(await store.records.deliveries.again(webhook, id, now + 1)).toBe(true);
      expect((await claim(store.records, now + 1)).map((delivery) => delivery.id)).toContain(id);
      await store.records.deliveries.record("gone", attempt, { state: "done", nextAt: now });
    });

    it("are forgotten when they are over and old", async () => {
      const { id: webhook } = await addWebhook();
      const [over, waiting] = [await put({ webhook }, AT), await put({ webhook }, AT)];
      await store.records.deliveries.record(over, { at: AT, ms: 1 }, { state: "done", nextAt: AT });
      await store.records.alerts.turn((turn) =>
        turn.forget({ alerts: AT + 1, deliveries: AT + 1, groups: AT + 1 }),
      );
      expect((await store.second.deliveries.ofWebhook(webhook, 10)).map(({ id }) => id)).toEqual([waiting]);
      expect(await store.second.alerts.list({ scope: { all: true }, limit: 10 })).toEqual([]);
    });
  });
}
