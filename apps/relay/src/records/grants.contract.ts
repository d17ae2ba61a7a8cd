import { describe, expect, it } from "vitest";
import type { NewGrant } from "./grant-records.ts";
import type { OpenStore } from "./records.contract.ts";

const AT = 1_800_000_000_000;
const NOW = AT / 1000;
// A point of P-256: the generator (SP 800-186, 3.2.1.3).
const KEY = {
  kty: "EC",
  crv: "P-256",
  x: "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
  y: "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
} as const;

/** The part of `describeRecords` that is about grants, their requests, and owner keys. */
export function describeGrantRecords(rig: OpenStore) {
  const ask = (change: { door?: string; kid?: string; personId?: string; note?: string } = {}) => ({
    ...{ door: "front", kid: rig.fresh("kid"), key: KEY, personId: rig.fresh("person"), personLabel: "Ann" },
    ...{ note: "phone", at: AT, ...change },
  });
  const make = async (change: Parameters<typeof ask>[0] = {}) => {
    const request = await rig.records.grantRequests.create(ask(change), 20);
    if (!request) throw new Error("not made");
    return request;
  };
  const grant = (change: Partial<NewGrant> = {}): NewGrant => ({
    ...{ jti: rig.fresh("jti"), ownerKid: "owner", jws: "a.b.c", nbf: NOW, exp: NOW + 100 },
    ...{ at: AT, approvedBy: "Olga", ...change },
  });
  const approved = async (change: Parameters<typeof ask>[0] = {}, more: Partial<NewGrant> = {}) => {
    const request = await make(change);
    const made = grant(more);
    expect(await rig.records.grantRequests.approve(request.id, made)).toBe("done");
    return { ...made, request };
  };

  describe("a board that takes another's place", () => {
    it("has no owner keys, and has confirmed no revocation but of what is over; other doors' are as they were", async () => {
      const { doors, grants, ownerKeys } = rig.records;
      const [door, other] = [rig.fresh("door"), rig.fresh("door")];
      const bind = async (id: string, kid: string) => {
        await doors.putClaim(id, { hash: kid, expiresAt: AT + 1_000 });
        await doors.register({
          ...{ id, kid, claimHash: kid, now: AT, uid: "001122334455", boot: "A".repeat(22) },
          publicKey: { kty: "RSA", n: `${"_".repeat(341)}w`, e: "AQAB" },
          firmware: { version: "1.0.0", chip: "ESP32" },
        });
      };
      const revoked = async (of: string, exp: number) => {
        const { jti } = await approved({ door: of }, { exp });
        await grants.askRevocation(of, jti, { at: AT, by: "Olga" });
        await grants.confirmRevocation(of, jti, { at: AT, command: "command" });
        return async () => (await rig.second.grants.byJti(of, jti))?.revocation?.confirmedAt;
      };
      for (const id of [door, other]) {
        await doors.create({ id, name: id, at: AT });
        await bind(id, rig.fresh("kid"));
        await ownerKeys.put(id, { kid: "owner", key: KEY, name: "Laptop", at: AT });
      }
      const [counting, over, elsewhere] = [
        await revoked(door, NOW + 100),
        await revoked(door, NOW),
        await revoked(other, NOW + 100),
      ];
      await bind(door, rig.fresh("kid"));
      expect(await counting()).toBeUndefined();
      expect(await over()).toBe(AT);
      expect(await elsewhere()).toBe(AT);
      expect(await ownerKeys.list(door)).toEqual([]);
      expect(await ownerKeys.list(other)).toHaveLength(1);
    });
  });

  describe("handovers", () => {
    it("are kept newest first, one for each pair of keys of a door", async () => {
      const [door, other] = [rig.fresh("door"), rig.fresh("door")];
      const { handovers } = rig.records;
      const handover = (from: string, to: string, at: number, by = "Olga") => ({
        ...{ from, to, jws: "a.b.c", key: KEY, at, by },
      });
      await handovers.put(door, handover("a", "b", AT));
      await handovers.put(door, handover("b", "c", AT + 1));
      await handovers.put(other, handover("a", "b", AT));
      await handovers.put(door, handover("a", "b", AT + 2, "Ann"));
      expect(await rig.second.handovers.list(door)).toEqual([
        handover("a", "b", AT + 2, "Ann"),
        handover("b", "c", AT + 1),
      ]);
      expect(await rig.second.handovers.list(other)).toEqual([handover("a", "b", AT)]);
    });
  });

  describe("grant requests", () => {
    it("are one for each person, door and key, whoever asks at the same time, and not too many", async () => {
      const wish = ask();
      const made = await Promise.all(rig.both().map((node) => node.grantRequests.create(wish, 2)));
      expect(new Set(made.map((request) => request?.id)).size).toBe(1);
      const { personId } = wish;
      expect(await rig.second.grantRequests.create(ask({ personId }), 2)).toBeDefined();
      expect(await rig.second.grantRequests.create(ask({ personId }), 2)).toBeUndefined();
      expect(await rig.second.grantRequests.create(wish, 2)).toEqual(made[0]);
      expect(await rig.second.grantRequests.create(ask(), 2)).toBeDefined();
    });

    it("are listed newest first, by door, person and state, in pages", async () => {
      const [door, other] = [rig.fresh("door"), rig.fresh("door")];
      const ids = [];
      for (let count = 0; count < 5; count++) ids.push((await make({ door })).id);
      await make({ door: other });
      const list = (filter: object) => rig.second.grantRequests.list({ limit: 3, ...filter });
      const doors = { all: false, ids: [door] } as const;
      const first = await list({ doors });
      const rest = await list({ doors, before: first.at(-1)?.id });
      expect([...first, ...rest].map(({ id }) => id)).toEqual(ids.toReversed());
      expect(await list({ doors: { all: false, ids: [] } })).toEqual([]);
      expect((await list({ doors: { all: true } }))[0]?.door).toBe(other);
      const { personId, id } = await make({ door });
      expect((await list({ personId })).map((each) => each.id)).toEqual([id]);
      await rig.records.grantRequests.refuse(id, { reason: "no", by: "Olga", at: AT + 1 });
      expect(await list({ personId, state: "open" })).toEqual([]);
      expect(await list({ personId, state: "refused" })).toMatchObject([
        { reason: "no", decidedBy: "Olga", decidedAt: AT + 1, state: "refused" },
      ]);
    });

    it("are decided once, of those who decide at the same time one", async () => {
      const { id } = await make();
      const outcomes = await Promise.all(
        rig
          .both()
          .map((node, index) =>
            index % 2
              ? node.grantRequests.refuse(id, { reason: "no", by: "Olga", at: AT })
              : node.grantRequests.approve(id, grant()),
          ),
      );
      expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "decided")).toHaveLength(5);
      expect(await rig.records.grantRequests.approve(999_999_999, grant())).toBe("unknown");
    });

    it("keep no half of an approval: a jti that is there already leaves them open", async () => {
      const { jti } = await approved();
      const { id } = await make();
      expect(await rig.second.grantRequests.approve(id, grant({ jti }))).toBe("jti-taken");
      expect((await rig.records.grantRequests.byId(id))?.state).toBe("open");
      const twice = grant();
      const [one, two] = [await make(), await make()];
      const outcomes = await Promise.all([
        rig.records.grantRequests.approve(one.id, twice),
        rig.second.grantRequests.approve(two.id, twice),
      ]);
      expect(outcomes.sort()).toEqual(["done", "jti-taken"]);
    });
  });

  describe("grants", () => {
    it("are read as they were approved, by their door alone", async () => {
      const { jti, request, ...made } = await approved();
      const { door, kid, personId } = request;
      const stored = await rig.second.grants.byJti(door, jti);
      expect(stored).toEqual({ ...made, jti, door, kid, personId, personLabel: "Ann", seq: stored?.seq });
      expect(await rig.second.grants.byJti("back", jti)).toBeUndefined();
    });

    it("of guests are of nobody, and each jti is there once, whoever stores it at the same time", async () => {
      const made = { ...grant(), door: rig.fresh("door"), kid: rig.fresh("kid"), personLabel: "Gina" };
      const outcomes = await Promise.all(rig.both().map((node) => node.grants.create(made)));
      expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
      const { seq, ...stored } = (await rig.second.grants.byJti(made.door, made.jti)) ?? {};
      expect(stored).toEqual(made);
      const { kid } = made;
      expect(await rig.second.grants.list({ kid, guests: true, limit: 9 })).toHaveLength(1);
      const ofPerson = await approved({ kid });
      expect(await rig.second.grants.list({ kid, guests: true, limit: 9 })).toHaveLength(1);
      expect(await rig.second.grants.list({ personId: ofPerson.request.personId, limit: 9 })).toHaveLength(1);
    });

    it("being taken back are found across doors, until their door has confirmed or they are over", async () => {
      const doors = { all: false, ids: [rig.fresh("door"), rig.fresh("door")] } as const;
      const [first, second] = await Promise.all(doors.ids.map((door) => approved({ door })));
      const revoking = async (seconds = NOW) =>
        (await rig.second.grants.list({ doors, revokingAt: seconds, limit: 9 })).map(({ jti }) => jti);
      expect(await revoking()).toEqual([]);
      for (const [index, each] of [first, second].entries()) {
        await rig.records.grants.askRevocation(doors.ids[index] ?? "", each?.jti ?? "", {
          at: AT,
          by: "Olga",
        });
      }
      expect((await revoking()).toSorted()).toEqual([first?.jti, second?.jti].toSorted());
      expect(await revoking(NOW + 100)).toEqual([]);
      await rig.records.grants.confirmRevocation(doors.ids[0], first?.jti ?? "", { at: AT, command: "c" });
      expect(await revoking()).toEqual([second?.jti]);
      const none = { all: false, ids: [] } as const;
      expect(await rig.second.grants.list({ doors: none, limit: 9 })).toEqual([]);
    });

    it("go from asked to confirmed, and the first who asked is kept", async () => {
      const { jti } = await approved();
      const { grants } = rig.second;
      expect(await grants.confirmRevocation("front", jti, { at: AT + 1, command: "c" })).toBeUndefined();
      await grants.askRevocation("front", jti, { at: AT + 1, by: "Olga" });
      const asked = await grants.askRevocation("front", jti, { at: AT + 2, by: "Otto" });
      expect(asked?.revocation).toEqual({ askedAt: AT + 1, askedBy: "Olga" });
      const confirmed = await grants.confirmRevocation("front", jti, { at: AT + 3, command: "c" });
      expect(confirmed?.revocation).toMatchObject({ askedAt: AT + 1, confirmedAt: AT + 3, command: "c" });
      const again = await grants.confirmRevocation("front", jti, { at: AT + 4, command: "d" });
      expect(again?.revocation).toEqual(confirmed?.revocation);
      expect(await grants.askRevocation("back", jti, { at: AT, by: "Olga" })).toBeUndefined();
      expect(await grants.askRevocation("front", "none", { at: AT, by: "Olga" })).toBeUndefined();
    });

    it("say how somebody stands at a door", async () => {
      const personId = rig.fresh("person");
      const standing = (seconds = NOW) => rig.second.grants.standing(personId, "front", seconds);
      expect(await standing()).toBe("none");
      const { jti } = await approved({ personId });
      expect(await standing()).toBe("usable");
      expect(await standing(NOW + 100)).toBe("over");
      expect(await rig.second.grants.standing(personId, "back", NOW)).toBe("none");
      // One that is not yet is no reason to refuse: the relay's clock is not the door's.
      await approved({ personId }, { nbf: NOW + 50, exp: NOW + 200 });
      expect(await standing(NOW + 100)).toBe("usable");
      await rig.records.grants.askRevocation("front", jti, { at: AT, by: "Olga" });
      expect(await standing()).toBe("usable");
      expect(await standing(NOW + 200)).toBe("over");
    });
  });

  it("owner keys of a door are kept with their names", async () => {
    const door = rig.fresh("door");
    const key = { kid: "kid", key: KEY, name: "Olga", at: AT };
    await rig.records.ownerKeys.put(door, key);
    await rig.second.ownerKeys.put(door, { ...key, name: "Olga's laptop", at: AT + 1 });
    await rig.records.ownerKeys.put(door, { ...key, kid: "other", at: AT + 2 });
    expect((await rig.second.ownerKeys.list(door)).map(({ kid, name, at }) => [kid, name, at])).toEqual([
      ["kid", "Olga's laptop", AT],
      ["other", "Olga", AT + 2],
    ]);
    expect(await rig.second.ownerKeys.remove(door, "kid")).toBe(true);
    expect(await rig.second.ownerKeys.remove(door, "kid")).toBe(false);
    expect(await rig.records.ownerKeys.list(rig.fresh("door"))).toEqual([]);
  });
}
