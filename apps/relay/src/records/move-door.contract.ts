import { beforeEach, describe, expect, it } from "vitest";
import type { OpenStore } from "./records.contract.ts";

const AT = 1_800_000_000_000;
const KEY = {
  kty: "EC",
  crv: "P-256",
  x: "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
  y: "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
} as const;
const DEVICE = {
  publicKey: { kty: "RSA", n: `${"_".repeat(341)}w`, e: "AQAB" },
  uid: "001122334455",
  boot: "A".repeat(22),
  firmware: { version: "1.0.0", chip: "ESP32" },
} as const;

/** The part of `describeRecords` that is about a door that gets another Door ID. */
export function describeMovedDoors(rig: OpenStore) {
  describe("a door whose device gets another Door ID", () => {
    let from: string;
    let to: string;
    let kid: string;
    beforeEach(async () => {
      [from, to, kid] = [rig.fresh("door"), rig.fresh("door"), rig.fresh("kid")];
      const { doors } = rig.records;
      await doors.create({ id: from, name: "Front", at: AT });
      await doors.putClaim(from, { hash: "claim", expiresAt: AT + 1 });
      await register(from, kid, "claim");
    });
    const register = (id: string, by: string, claimHash?: string) =>
      rig.second.doors.register({
        ...{ ...DEVICE, id, kid: by, now: AT },
        ...(claimHash === undefined ? {} : { claimHash }),
      });
    const move = (node = rig.records) => node.doors.move({ from, to, at: AT });

    it("takes its device under both, by its own key alone", async () => {
      expect(await register(to, kid)).toMatchObject({ reason: "no-door" });
      expect(await move()).toEqual({ outcome: "moved", people: [] });
      expect(await rig.second.doors.byId(to)).toMatchObject({ name: "Front", device: { kid } });
      expect(await register(to, rig.fresh("kid"))).toMatchObject({ outcome: "refused", reason: "other-key" });
      expect(await register(to, kid)).toMatchObject({ outcome: "renewed" });
      expect(await register(from, kid)).toMatchObject({ outcome: "renewed" });
      expect(await rig.records.doors.remove(from)).toBe(true);
      expect(await register(to, kid)).toMatchObject({ outcome: "renewed" });
    });

    it("is made once, whoever asks at once, and never in place of another", async () => {
      const outcomes = await Promise.all(rig.both().map(move));
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(
        ["moved", ...Array(5).fill("taken")].sort(),
      );
      const back = { from: to, to: from, at: AT };
      expect(await rig.records.doors.move(back)).toEqual({ outcome: "taken" });
    });

    it("wants a door, and a device", async () => {
      expect(await rig.records.doors.move({ from: "nowhere", to, at: AT })).toEqual({ outcome: "no-door" });
      const empty = rig.fresh("door");
      await rig.records.doors.create({ id: empty, name: "Empty", at: AT });
      expect(await rig.records.doors.move({ from: empty, to, at: AT })).toEqual({ outcome: "no-device" });
      expect(await rig.records.doors.byId(to)).toBeUndefined();
    });

    it("takes along who and what may use it, and its owner keys, and nobody else", async () => {
      const { people, apiKeys, ownerKeys } = rig.records;
      const person = async (ids: readonly string[]) =>
        await people.create({
          ...{ email: `${rig.fresh("p")}@example.org`, name: "P", at: AT, role: "staff" },
          doors: { all: false, ids },
        });
      const theirs = await person([from, "other"]);
      const others = await person(["other"]);
      const key = await apiKeys.create({
        ...{ name: "n", uses: ["key"], createdAt: AT, hash: rig.fresh("hash") },
        doors: { all: false, ids: [from] },
      });
      await ownerKeys.put(from, { kid: "owner", key: KEY, name: "Laptop", at: AT });
      expect(await move()).toEqual({ outcome: "moved", people: [theirs?.id] });
      const doorsOf = async (id = "") => (await rig.second.people.byId(id))?.doors;
      expect(await doorsOf(theirs?.id)).toEqual({ all: false, ids: [from, "other", to] });
      expect(await doorsOf(others?.id)).toEqual({ all: false, ids: ["other"] });
      expect((await rig.second.apiKeys.byId(key.id))?.doors).toEqual({ all: false, ids: [from, to] });
      expect(await rig.second.ownerKeys.list(to)).toEqual([
        { kid: "owner", key: KEY, name: "Laptop", at: AT },
      ]);
    });

    it("does not get a Door ID for which keys are out that would open it", async () => {
      const { grantRequests } = rig.records;
      const request = await grantRequests.create(
        {
          ...{ door: to, kid: rig.fresh("kid"), key: KEY, personId: rig.fresh("person"), personLabel: "Ann" },
          ...{ note: "", at: AT },
        },
        20,
      );
      await grantRequests.approve(request?.id ?? 0, {
        ...{ jti: rig.fresh("jti"), ownerKid: "owner", jws: "a.b.c", nbf: AT / 1000, exp: AT / 1000 + 100 },
        ...{ at: AT, approvedBy: "Olga" },
      });
      expect(await move()).toEqual({ outcome: "grants-out" });
      expect(await rig.records.doors.byId(to)).toBeUndefined();
      expect(await rig.records.doors.move({ from, to, at: AT + 100_000 })).toMatchObject({
        outcome: "moved",
      });
    });
  });
}
