import { describe, expect, it } from "vitest";
import type { SigningKey, WebsiteCheck } from "./partners.ts";
import type { OpenStore } from "./records.contract.ts";
import type { Records } from "./records.ts";

const AT = 1_800_000_000_000;
const DAY = 24 * 3600_000;
const ACTIVE: WebsiteCheck = {
  state: "active",
  checks: 1,
  failedChecks: 0,
  checkedAt: AT,
  verifiedAt: AT,
  proof: "dns",
  nextCheckAt: AT + DAY,
};

/** What every implementation of the records of websites, API keys and signing keys must do. */
export function describePartnerRecords(store: OpenStore) {
  const { both, fresh } = store;

  describe("websites", () => {
    const website = async () => {
      const made = await store.records.websites.create({
        origin: `https://${fresh("site")}.example`,
        token: fresh("token"),
        at: AT,
      });
      if (!made) throw new Error("taken");
      return made;
    };

    it("takes an origin once, begins as pending, and goes", async () => {
      const origin = `https://${fresh("site")}.example`;
      const made = await Promise.all(
        both().map((node) => node.websites.create({ origin, token: "t", at: AT })),
      );
      const [one, ...others] = made.filter((each) => each !== undefined);
      expect(others).toEqual([]);
      expect(one).toEqual({
        id: expect.any(String),
        origin,
        token: "t",
        addedAt: AT,
        check: { state: "pending", checks: 0, failedChecks: 0 },
      });
      const { records, second } = store;
      expect(await second.websites.byId(one?.id ?? "")).toEqual(one);
      expect(await second.websites.list()).toContainEqual(one);
      expect(await records.websites.remove(one?.id ?? "")).toBe(true);
      expect(await records.websites.remove(one?.id ?? "")).toBe(false);
      expect(await records.websites.byId(one?.id ?? "")).toBeUndefined();
    });

    it("keeps what a check found, and of two checks at once one", async () => {
      const { id, check } = await website();
      const { records, second } = store;
      const stored = await Promise.all(both().map((node) => node.websites.recordCheck(id, check, ACTIVE)));
      expect(stored.filter(Boolean)).toHaveLength(1);
      expect((await second.websites.byId(id))?.check).toEqual(ACTIVE);
      const failing: WebsiteCheck = {
        ...ACTIVE,
        state: "warned",
        checks: 2,
        failedChecks: 1,
        failingSince: AT + DAY,
        failure: { file: "timeout", dns: "no-record", meta: "no-tag" },
      };
      expect(await second.websites.recordCheck(id, ACTIVE, failing)).toBe(true);
      expect((await records.websites.byId(id))?.check).toEqual(failing);
      expect(await records.websites.recordCheck("nobody", ACTIVE, failing)).toBe(false);
    });

    it("gives a due check to one node alone, and again when that one did not finish", async () => {
      const { id, check } = await website();
      const { records } = store;
      await records.websites.recordCheck(id, check, ACTIVE);
      const take = async (now: number) => {
        const due = { now, until: now + 60_000, limit: 100 };
        const taken = await Promise.all(both().map((node) => node.websites.takeDue(due)));
        return taken.flat().filter((each) => each.id === id).length;
      };
      expect(await take(AT + DAY - 1)).toBe(0);
      expect(await take(AT + DAY)).toBe(1);
      expect(await take(AT + DAY + 1)).toBe(0);
      expect(await take(AT + DAY + 60_000)).toBe(1);
    });

    it("takes no more than it was asked to, and never one that is pending", async () => {
      const { records } = store;
      const pending = await website();
      for (let made = 0; made < 3; made++) {
        const { id, check } = await website();
        await records.websites.recordCheck(id, check, ACTIVE);
      }
      const due = { now: AT + 9 * DAY, until: AT + 10 * DAY, limit: 2 };
      const [first, second] = [await records.websites.takeDue(due), await records.websites.takeDue(due)];
      expect(first).toHaveLength(2);
      const ids = [...first, ...second].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).not.toContain(pending.id);
    });

    it("ends the sign-ins at it when it goes, and knows a refresh token nowhere else", async () => {
      const { records, second } = store;
      const [here, elsewhere] = [await website(), await website()];
      const person = await records.people.create({
        email: `${fresh("w")}@example.org`,
        name: "W",
        at: AT,
        role: "staff",
        doors: { all: true },
      });
      const family = { id: fresh("family"), tokenHash: fresh("hash"), personId: person?.id ?? "" };
      await records.signIn.startFamily({
        ...family,
        websiteId: here.id,
        userAgent: "",
        ip: "192.0.2.1",
        createdAt: AT,
        expiresAt: AT + DAY,
      });
      const rotate = (tokenHash: string, websiteId?: string) =>
        second.signIn.rotate({ tokenHash, websiteId, nextHash: fresh("hash"), now: AT, expiresAt: AT + DAY });
      expect((await rotate(family.tokenHash)).outcome).toBe("unknown");
      expect((await rotate(family.tokenHash, elsewhere.id)).outcome).toBe("unknown");
      expect((await rotate(family.tokenHash, here.id)).outcome).toBe("rotated");
      await records.websites.remove(elsewhere.id);
      expect(await records.signIn.familyStands(family.id, AT)).toBe(true);
      await records.websites.remove(here.id);
      expect(await second.signIn.familyStands(family.id, AT)).toBe(false);
    });
  });

  describe("API keys", () => {
    it("are found by their hash, say when they were used, and go", async () => {
      const { records, second } = store;
      const hash = fresh("hash");
      const made = await records.apiKeys.create({
        name: "Booking",
        doors: { all: false, ids: ["front"] },
        uses: ["key", "commands"],
        createdAt: AT,
        expiresAt: AT + DAY,
        hash,
      });
      expect(await second.apiKeys.byHash(hash)).toEqual(made);
      expect(await second.apiKeys.byId(made.id)).toEqual(made);
      expect(JSON.stringify(await second.apiKeys.list())).not.toContain(hash);
      await Promise.all([records.apiKeys.used(made.id, AT + 2), second.apiKeys.used(made.id, AT + 1)]);
      expect((await records.apiKeys.byHash(hash))?.lastUsedAt).toBe(AT + 2);
      const forever = await records.apiKeys.create({
        name: "Forever",
        doors: { all: true },
        uses: ["status"],
        createdAt: AT,
        hash: fresh("hash"),
      });
      expect(await second.apiKeys.byId(forever.id)).toEqual(forever);
      expect(await records.apiKeys.remove(made.id)).toBe(true);
      expect(await records.apiKeys.remove(made.id)).toBe(false);
      expect(await second.apiKeys.byHash(hash)).toBeUndefined();
      expect(await second.apiKeys.byHash(fresh("nobody"))).toBeUndefined();
    });
  });

  describe("signing keys", () => {
    const key = (createdAt: number): SigningKey => ({
      kid: fresh("kid"),
      jwk: { kty: "EC", crv: "P-256", x: "x", y: "y", d: "private" },
      createdAt,
    });

    it("change one at a time, and the private part goes with it", async () => {
      const { records, second } = store;
      const rotate = (node: Records, next: SigningKey, replaces: string | undefined, dropRetiredBefore = 0) =>
        node.signingKeys.rotate({ next, replaces, dropRetiredBefore });
      const firsts = both().map((node) => ({ node, next: key(AT) }));
      const begun = await Promise.all(firsts.map(({ node, next }) => rotate(node, next, undefined)));
      expect(begun.filter(Boolean)).toHaveLength(1);
      const [first] = await records.signingKeys.list();
      expect(first).toEqual(firsts[begun.indexOf(true)]?.next);

      const nexts = both().map((node) => ({ node, next: key(AT + 1) }));
      const changed = await Promise.all(nexts.map(({ node, next }) => rotate(node, next, first?.kid)));
      expect(changed.filter(Boolean)).toHaveLength(1);
      const [current, before, ...others] = await second.signingKeys.list();
      expect(others).toEqual([]);
      expect(current).toEqual(nexts[changed.indexOf(true)]?.next);
      expect(before).toEqual({
        kid: first?.kid,
        jwk: { kty: "EC", crv: "P-256", x: "x", y: "y" },
        createdAt: AT,
        retiredAt: AT + 1,
      });

      expect(await rotate(second, key(AT + 2), first?.kid)).toBe(false);
      const last = key(AT + 9);
      expect(await rotate(second, last, current?.kid, AT + 1)).toBe(true);
      expect((await records.signingKeys.list()).map(({ kid }) => kid)).toEqual([last.kid, current?.kid]);
    });
  });
}
