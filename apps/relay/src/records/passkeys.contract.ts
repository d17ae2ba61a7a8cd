import { describe, expect, it } from "vitest";
import type { OpenStore } from "./records.contract.ts";

const AT = 1_800_000_000_000;

/** What every implementation of `PasskeyRecords` must do. */
export function describePasskeyRecords(store: OpenStore) {
  describe("passkeys", () => {
    const person = async () => {
      const made = await store.records.people.create({
        email: `${store.fresh("k")}@example.org`,
        name: "K",
        at: AT,
        role: "staff",
        doors: { all: true },
      });
      return made?.id ?? "";
    };
    const passkey = (personId: string, more: { credentialId?: string; counter?: number } = {}) => ({
      credentialId: store.fresh("credential"),
      personId,
      publicKey: "AAAA",
      counter: 0,
      transports: ["internal", "hybrid"],
      backupEligible: true,
      backedUp: false,
      name: "Phone",
      createdAt: AT,
      ...more,
    });
    const added = async (personId: string, more: { counter?: number } = {}) => {
      const made = await store.records.passkeys.add(passkey(personId, more), 20);
      if (typeof made === "string") throw new Error(made);
      return made;
    };

    it("keeps every member, and is found by its credential", async () => {
      const personId = await person();
      const made = await added(personId);
      expect(made).toEqual({ ...passkey(personId), id: made.id, credentialId: made.credentialId });
      expect(await store.second.passkeys.byCredentialId(made.credentialId)).toEqual(made);
      expect(await store.second.passkeys.listOf(personId)).toEqual([made]);
      expect(await store.records.passkeys.byCredentialId("nobody's")).toBeUndefined();
    });

    it("takes a credential once, and so many for one person, however they come", async () => {
      const [personId, other] = [await person(), await person()];
      const { credentialId } = await added(other);
      expect(await store.records.passkeys.add(passkey(personId, { credentialId }), 20)).toBe("taken");
      const outcomes = await Promise.all(store.both().map((node) => node.passkeys.add(passkey(personId), 3)));
      expect(outcomes.filter((outcome) => outcome === "too-many")).toHaveLength(3);
      expect(await store.records.passkeys.listOf(personId)).toHaveLength(3);
    });

    it("is renamed and removed by its owner alone, and goes with them", async () => {
      const [mine, other] = [await person(), await person()];
      const { id, credentialId } = await added(mine);
      expect(await store.records.passkeys.rename(other, id, "Theirs")).toBeUndefined();
      expect(await store.records.passkeys.remove(other, id)).toBeUndefined();
      expect(await store.second.passkeys.rename(mine, id, "Key ring")).toMatchObject({ name: "Key ring" });
      expect(await store.records.passkeys.remove(mine, id)).toMatchObject({ id, name: "Key ring" });
      expect(await store.records.passkeys.byCredentialId(credentialId)).toBeUndefined();
      const left = await added(mine);
      await store.records.people.remove(mine);
      expect(await store.second.passkeys.byCredentialId(left.credentialId)).toBeUndefined();
    });

    it("counts up or not at all, also when a copy is used at the same time", async () => {
      const personId = await person();
      const use = (id: string, counter: number) => ({ id, counter, backedUp: true, at: AT + 5 });
      const silent = await added(personId);
      expect(await store.records.passkeys.used(use(silent.id, 0))).toBe(true);
      expect(await store.records.passkeys.used(use(silent.id, 0))).toBe(true);
      expect(await store.records.passkeys.byCredentialId(silent.credentialId)).toMatchObject({
        lastUsedAt: AT + 5,
        backedUp: true,
      });
      const counting = await added(personId, { counter: 7 });
      for (const counter of [0, 6, 7]) {
        expect(await store.records.passkeys.used(use(counting.id, counter))).toBe(false);
      }
      const uses = await Promise.all(store.both().map((node) => node.passkeys.used(use(counting.id, 8))));
      expect(uses.filter((stood) => stood)).toHaveLength(1);
      expect(await store.records.passkeys.used(use("removed", 9))).toBe(false);
    });

    describe("challenges", () => {
      const put = async (more: { personId?: string; expiresAt?: number } = {}) => {
        const challengeHash = store.fresh("challenge");
        await store.records.passkeys.putChallenge({ challengeHash, now: AT, expiresAt: AT + 1, ...more });
        return challengeHash;
      };

      it("are good once, at whichever node", async () => {
        const challengeHash = await put();
        const taken = await Promise.all(
          store.both().map((node) => node.passkeys.takeChallenge({ challengeHash, now: AT })),
        );
        expect(taken.filter((stood) => stood)).toHaveLength(1);
      });

      it("are for one person, or for signing in, and not for the other", async () => {
        const [personId, other] = [await person(), await person()];
        const theirs = await put({ personId });
        const take = (challengeHash: string, whose?: string) =>
          store.second.passkeys.takeChallenge({
            challengeHash,
            now: AT,
            ...(whose === undefined ? {} : { personId: whose }),
          });
        expect(await take(theirs)).toBe(false);
        expect(await take(theirs, other)).toBe(false);
        expect(await take(theirs, personId)).toBe(true);
        const open = await put();
        expect(await take(open, personId)).toBe(false);
        expect(await take(open)).toBe(true);
      });

      it("expire, and do not pile up", async () => {
        const challengeHash = await put({ expiresAt: AT });
        expect(await store.records.passkeys.takeChallenge({ challengeHash, now: AT })).toBe(false);
        const old = await put();
        await store.records.passkeys.putChallenge({
          challengeHash: store.fresh("challenge"),
          now: AT + 1,
          expiresAt: AT + 2,
        });
        expect(await store.records.passkeys.takeChallenge({ challengeHash: old, now: AT - 1 })).toBe(false);
      });
    });
  });
}
