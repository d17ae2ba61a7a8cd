import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeAlertRecords } from "./alerts.contract.ts";
import { describeAuditRecords } from "./audit.contract.ts";
import { describeDoorStatRecords } from "./door-stats.contract.ts";
import { describeGrantRecords } from "./grants.contract.ts";
import { describeInvitationRecords } from "./invitations.contract.ts";
import { describeMovedDoors } from "./move-door.contract.ts";
import { describePartnerRecords } from "./partners.contract.ts";
import { describePasskeyRecords } from "./passkeys.contract.ts";
import { describePeopleRecords } from "./people.contract.ts";
import type { Records } from "./records.ts";
import { describeRolloutRecords } from "./rollouts.contract.ts";

const AT = 1_800_000_000_000;
const DAY = 24 * 3600_000;
const KEY = { kty: "RSA", n: `s${"A".repeat(340)}Q`, e: "AQAB" } as const;
const DEVICE = {
  publicKey: KEY,
  uid: "24a160000001",
  boot: "AAAAAAAAAAAAAAAAAAAAAA",
  firmware: { version: "1.0.0", chip: "ESP32" },
} as const;

/** A store that is open on two nodes. */
export interface OpenStore {
  readonly records: Records;
  readonly second: Records;
  /** Both nodes, several times. */
  both(): readonly Records[];
  /** A name that no other test has. */
  fresh(what: string): string;
}

/**
 * What every implementation of `Records` must do. `open` is called twice on the same store: two nodes, where a store
 * can have two.
 */
export function describeRecords(
  name: string,
  open: () => Promise<{ records: Records; second: Records; end(): Promise<void> }>,
) {
  describe(`records on ${name}`, () => {
    let records: Records;
    let second: Records;
    let end: () => Promise<void>;
    let unique = 0;
    const fresh = (what: string) => `${what}-${++unique}`;
    const both = () => [records, second, records, second, records, second];

    beforeAll(async () => {
      ({ records, second, end } = await open());
    });
    afterAll(() => end());

    it("answers", async () => {
      await expect(records.ping()).resolves.toBeUndefined();
    });

    const store: OpenStore = {
      get records() {
        return records;
      },
      get second() {
        return second;
      },
      both,
      fresh,
    };
    // First, for it wants a store that has no owner yet.
    describePeopleRecords(store);

    describe("sign-in", () => {
      const code = (email: string, codeHash = "right") => ({ email, codeHash, now: AT, maxTries: 3 });

      it("uses a code up once", async () => {
        const email = `${fresh("c")}@example.org`;
        await records.signIn.putCode({ email, codeHash: "right", expiresAt: AT + 1 });
        const taken = await Promise.all(both().map((node) => node.signIn.takeCode(code(email))));
        expect(taken.sort()).toEqual(["accepted", "none", "none", "none", "none", "none"]);
      });

      it("gives three tries, however they come", async () => {
        const email = `${fresh("c")}@example.org`;
        await records.signIn.putCode({ email, codeHash: "right", expiresAt: AT + 1 });
        const taken = await Promise.all(both().map((node) => node.signIn.takeCode(code(email, "guess"))));
        expect(taken.sort()).toEqual(["exhausted", "none", "none", "none", "wrong", "wrong"]);
        expect(await records.signIn.takeCode(code(email))).toBe("none");
      });

      it("lets a code expire, and a new one replace it", async () => {
        const email = `${fresh("c")}@example.org`;
        await records.signIn.putCode({ email, codeHash: "right", expiresAt: AT });
        expect(await records.signIn.takeCode(code(email))).toBe("expired");
        await records.signIn.putCode({ email, codeHash: "old", expiresAt: AT + 1 });
        await records.signIn.putCode({ email, codeHash: "new", expiresAt: AT + 1 });
        expect(await records.signIn.takeCode(code(email, "old"))).toBe("wrong");
        expect(await records.signIn.takeCode(code(email, "new"))).toBe("accepted");
      });

      it("keeps no code for days that nobody typed", async () => {
        const [old, later] = [`${fresh("c")}@example.org`, `${fresh("c")}@example.org`];
        await records.signIn.putCode({ email: old, codeHash: "right", expiresAt: AT - 2 * DAY });
        await records.signIn.putCode({ email: later, codeHash: "right", expiresAt: AT + 1 });
        expect(await records.signIn.takeCode(code(old))).toBe("none");
        expect(await records.signIn.takeCode(code(later))).toBe("accepted");
      });

      const family = async () => {
        const person = await records.people.create({
          email: `${fresh("f")}@example.org`,
          name: "F",
          at: AT,
          role: "staff",
          doors: { all: true },
        });
        const id = fresh("family");
        const personId = person?.id ?? "";
        const tokenHash = fresh("token");
        await records.signIn.startFamily({
          id,
          personId,
          tokenHash,
          userAgent: "test",
          ip: "192.0.2.1",
          createdAt: AT,
          expiresAt: AT + 1000,
        });
        return { id, personId, tokenHash };
      };
      const rotation = (tokenHash: string, nextHash: string, now = AT) => ({
        tokenHash,
        nextHash,
        now,
        expiresAt: now + 1000,
      });

      it("rotates a refresh token once; the same token again ends the family", async () => {
        const { id, personId, tokenHash } = await family();
        const next = fresh("token");
        expect(await records.signIn.rotate(rotation(tokenHash, next))).toEqual({
          outcome: "rotated",
          personId,
          familyId: id,
        });
        expect(await second.signIn.familyStands(id, AT)).toBe(true);
        expect(await second.signIn.rotate(rotation(tokenHash, fresh("token")))).toMatchObject({
          outcome: "reused",
        });
        expect(await records.signIn.familyStands(id, AT)).toBe(false);
        expect(await records.signIn.rotate(rotation(next, fresh("token")))).toEqual({ outcome: "unknown" });
      });

      it("finds a token that was rotated away out for as long as one is good for, and then forgets it", async () => {
        const { tokenHash } = await family();
        const month = 30 * 24 * 3600_000;
        const turn = (from: string, to: string, now: number) =>
          records.signIn.rotate({ tokenHash: from, nextHash: to, now, expiresAt: now + month });
        const [middle, last, current] = [fresh("token"), fresh("token"), fresh("token")];
        await turn(tokenHash, middle, AT);
        await turn(middle, last, AT + month - 1);
        await turn(last, current, AT + month);
        // The first is older than any that could still be used; the one after it is not.
        expect(await turn(tokenHash, fresh("token"), AT + month)).toEqual({ outcome: "unknown" });
        expect((await turn(middle, fresh("token"), AT + month)).outcome).toBe("reused");
        expect(await turn(current, fresh("token"), AT + month)).toEqual({ outcome: "unknown" });
      });

      it("takes the same rotation twice, at once and later, for one", async () => {
        const { id, personId, tokenHash } = await family();
        const next = fresh("token");
        const turned = await Promise.all(both().map((node) => node.signIn.rotate(rotation(tokenHash, next))));
        for (const outcome of [...turned, await second.signIn.rotate(rotation(tokenHash, next))]) {
          expect(outcome).toEqual({ outcome: "rotated", personId, familyId: id });
        }
        const other = await family();
        // A token of somebody else's is no excuse.
        expect(await records.signIn.rotate(rotation(tokenHash, other.tokenHash))).toMatchObject({
          outcome: "reused",
        });
      });

      it("never rotates one token twice at once", async () => {
        const { tokenHash } = await family();
        const turned = await Promise.all(
          both().map((node) => node.signIn.rotate(rotation(tokenHash, fresh("token")))),
        );
        expect(turned.filter(({ outcome }) => outcome === "rotated")).toHaveLength(1);
      });

      it("stays ended, however it is rotated meanwhile", async () => {
        const { id, tokenHash } = await family();
        await Promise.all([
          records.signIn.rotate(rotation(tokenHash, fresh("token"))),
          second.signIn.endFamily(id),
          second.signIn.rotate(rotation(fresh("no-such-token"), fresh("token"))),
        ]);
        expect(await records.signIn.familyStands(id, AT)).toBe(false);
      });

      it("ends with its time, its person, or on demand", async () => {
        const timed = await family();
        expect(await records.signIn.familyStands(timed.id, AT + 1000)).toBe(false);
        expect(await records.signIn.rotate(rotation(timed.tokenHash, fresh("token"), AT + 1000))).toEqual({
          outcome: "unknown",
        });
        const ended = await family();
        await records.signIn.endFamily(ended.id);
        expect(await records.signIn.familyStands(ended.id, AT)).toBe(false);
        const removed = await family();
        await records.people.remove(removed.personId);
        expect(await records.signIn.familyStands(removed.id, AT)).toBe(false);
      });

      it("tells somebody where they are signed in: when, from where and with what, the last used first", async () => {
        const { id, personId, tokenHash } = await family();
        const other = fresh("family");
        await records.signIn.startFamily({
          id: other,
          personId,
          tokenHash: fresh("token"),
          userAgent: "other",
          ip: "192.0.2.2",
          createdAt: AT + 1,
          expiresAt: AT + 1000,
        });
        const newer = {
          id: other,
          userAgent: "other",
          ip: "192.0.2.2",
          createdAt: AT + 1,
          lastUsedAt: AT + 1,
        };
        const first = { id, userAgent: "test", ip: "192.0.2.1", createdAt: AT, lastUsedAt: AT };
        expect(await second.signIn.familiesOf(personId, AT)).toEqual([newer, first]);
        const by = { userAgent: "moved", ip: "198.51.100.1" };
        await records.signIn.rotate({ ...rotation(tokenHash, fresh("token"), AT + 2), by });
        expect(await second.signIn.familiesOf(personId, AT)).toEqual([
          { ...first, ...by, lastUsedAt: AT + 2 },
          newer,
        ]);
        expect((await second.signIn.familiesOf(personId, AT + 1000)).map((each) => each.id)).toEqual([id]);
        expect(await second.signIn.familiesOf("nobody", AT)).toEqual([]);
      });
    });

    describe("doors", () => {
      const door = async () => {
        const id = fresh("door");
        await records.doors.create({ id, name: `Door ${id}`, at: AT });
        return id;
      };
      const registration = (id: string, kid: string, claimHash?: string, now = AT) => ({
        ...DEVICE,
        id,
        kid,
        now,
        ...(claimHash === undefined ? {} : { claimHash }),
      });

      it("makes, renames, lists and removes", async () => {
        const id = await door();
        expect(await records.doors.create({ id, name: "Again", at: AT })).toBeUndefined();
        expect(await records.doors.rename(id, "Side door")).toEqual({ id, name: "Side door", createdAt: AT });
        expect(await second.doors.list()).toContainEqual({ id, name: "Side door", createdAt: AT });
        expect(await records.doors.remove(id)).toBe(true);
        expect(await records.doors.remove(id)).toBe(false);
        expect(await records.doors.byId(id)).toBeUndefined();
        expect(await records.doors.rename(id, "x")).toBeUndefined();
      });

      it("binds to one of the keys that come with one claim at once", async () => {
        const id = await door();
        await records.doors.putClaim(id, { hash: "claim", expiresAt: AT + 1 });
        const outcomes = await Promise.all(
          both().map((node, index) => node.doors.register(registration(id, `kid-${index}`, "claim"))),
        );
        expect(outcomes.filter(({ outcome }) => outcome === "bound")).toHaveLength(1);
        expect((await records.doors.byId(id))?.claimExpiresAt).toBeUndefined();
      });

      it("refuses another key without its claim, with a wrong or an expired one", async () => {
        const id = await door();
        const reason = async (kid: string, claim?: string, now?: number) => {
          const outcome = await records.doors.register(registration(id, kid, claim, now));
          return outcome.outcome === "refused" ? outcome.reason : outcome.outcome;
        };
        expect(await reason("a")).toBe("other-key");
        expect(await reason("a", "claim")).toBe("claim-wrong");
        await records.doors.putClaim(id, { hash: "claim", expiresAt: AT });
        expect(await reason("a", "claim")).toBe("claim-expired");
        await records.doors.putClaim(id, { hash: "claim", expiresAt: AT + 1 });
        expect(await reason("a", "other")).toBe("claim-wrong");
        expect(await reason("a", "claim")).toBe("bound");
        expect(await reason("b", "claim")).toBe("claim-wrong");
        expect(await reason("a", undefined, AT + 5)).toBe("renewed");
        expect((await records.doors.byId(id))?.device).toMatchObject({
          kid: "a",
          boundAt: AT,
          registeredAt: AT + 5,
        });
        expect(await records.doors.register(registration("no-such-door", "a"))).toEqual({
          outcome: "refused",
          reason: "no-door",
        });
      });

      it("keeps the name and the claim that come while its device registers", async () => {
        const id = await door();
        await records.doors.putClaim(id, { hash: "first", expiresAt: AT + 1 });
        await records.doors.register(registration(id, "a", "first"));
        const renewals = () => both().map((node) => node.doors.register(registration(id, "a")));
        await Promise.all([
          ...renewals(),
          second.doors.rename(id, "Renamed"),
          records.doors.putClaim(id, { hash: "second", expiresAt: AT + 1 }),
          ...renewals(),
        ]);
        expect((await records.doors.byId(id))?.name).toBe("Renamed");
        expect(await second.doors.register(registration(id, "b", "second"))).toMatchObject({
          outcome: "bound",
          replacedKid: "a",
        });
      });

      it("replaces a key by a new claim, and says which", async () => {
        const id = await door();
        await records.doors.putClaim(id, { hash: "one", expiresAt: AT + 1 });
        await records.doors.register(registration(id, "old", "one"));
        await records.doors.putClaim(id, { hash: "two", expiresAt: AT + 1 });
        expect(await records.doors.register(registration(id, "new", "two"))).toMatchObject({
          outcome: "bound",
          replacedKid: "old",
        });
        expect(await records.doors.register(registration(id, "old"))).toMatchObject({ reason: "other-key" });
      });

      it("refuses a banned key, bound or with a claim, until the ban is lifted", async () => {
        const id = await door();
        const kid = fresh("kid");
        await records.doors.putClaim(id, { hash: "claim", expiresAt: AT + 1 });
        await records.doors.banKey({ kid, reason: "stolen", at: AT });
        expect(await second.doors.bannedKeys()).toContainEqual({ kid, reason: "stolen", at: AT });
        expect(await records.doors.register(registration(id, kid, "claim"))).toMatchObject({
          reason: "key-banned",
        });
        expect(await records.doors.unbanKey(kid)).toBe(true);
        expect(await records.doors.unbanKey(kid)).toBe(false);
        expect(await records.doors.register(registration(id, kid, "claim"))).toMatchObject({
          outcome: "bound",
        });
      });
    });

    describeMovedDoors(store);
    describePasskeyRecords(store);
    describeInvitationRecords(store);
    describePartnerRecords(store);
    describeAuditRecords(store);
    describeGrantRecords(store);
    describeRolloutRecords(store);
    describeDoorStatRecords(store);
    describeAlertRecords(store);

    it("gives everybody the same answer who sets a setting that is absent", async () => {
      const name = fresh("setting");
      expect(await records.settings.get(name)).toBeUndefined();
      const answers = await Promise.all(
        both().map((node, index) => node.settings.putIfAbsent(name, `value-${index}`)),
      );
      expect(new Set(answers).size).toBe(1);
      await records.settings.put(name, "changed");
      expect(await second.settings.get(name)).toBe("changed");
      await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          (at % 2 ? records : second).settings.update(name, (stored) => `${stored}+`),
        ),
      );
      expect(await records.settings.get(name)).toBe(`changed${"+".repeat(10)}`);
      await records.settings.remove(name);
      expect(await second.settings.get(name)).toBeUndefined();
    });
  });
}
