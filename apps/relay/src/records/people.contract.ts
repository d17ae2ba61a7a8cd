import { describe, expect, it } from "vitest";
import type { OpenStore } from "./records.contract.ts";

const AT = 1_800_000_000_000;

/** What every implementation of `PeopleRecords` must do; on a store without an owner. */
export function describePeopleRecords(store: OpenStore) {
  describe("people", () => {
    it("makes one first owner, whoever asks at the same time", async () => {
      expect(await store.records.people.hasOwner()).toBe(false);
      const made = await Promise.all(
        store
          .both()
          .map((node, index) =>
            node.people.createFirstOwner({ email: `o${index}@example.org`, name: "O", at: AT }),
          ),
      );
      expect(made.filter((owner) => owner !== undefined)).toHaveLength(1);
      expect(await store.records.people.list()).toHaveLength(1);
      expect(await store.second.people.hasOwner()).toBe(true);
    });

    it("takes an address once", async () => {
      const email = `${store.fresh("p")}@example.org`;
      const asked = {
        email,
        name: "P",
        at: AT,
        role: "staff",
        doors: { all: false, ids: ["front"] },
      } as const;
      const made = await Promise.all(store.both().map((node) => node.people.create(asked)));
      const person = made.find((each) => each !== undefined);
      expect(made.filter((each) => each !== undefined)).toHaveLength(1);
      expect(await store.records.people.byEmail(email)).toEqual(person);
      expect(await store.records.people.byId(person?.id ?? "")).toEqual({
        id: person?.id,
        email,
        name: "P",
        role: "staff",
        doors: { all: false, ids: ["front"] },
        createdAt: AT,
        language: "en",
      });
    });

    it("keeps what somebody reads, whatever else of them is changed", async () => {
      const person = await store.records.people.create({
        email: `${store.fresh("p")}@example.org`,
        name: "P",
        at: AT,
        role: "staff",
        doors: { all: true },
      });
      const id = person?.id ?? "";
      await store.records.people.speaks(id, "de");
      await store.second.people.update(id, { name: "Q" });
      expect(await store.records.people.byId(id)).toEqual({ ...person, name: "Q", language: "de" });
      await store.second.people.speaks(id, "en");
      expect(await store.records.people.byId(id)).toMatchObject({ language: "en" });
      await store.records.people.speaks("nobody", "de");
    });

    it("keeps the last owner, also when two are demoted or removed at once", async () => {
      const first = (await store.records.people.list()).find(({ role }) => role === "owner");
      const other = await store.records.people.create({
        email: `${store.fresh("p")}@example.org`,
        name: "Second",
        at: AT,
        role: "owner",
        doors: { all: true },
      });
      const outcomes = await Promise.all([
        store.records.people.update(first?.id ?? "", { role: "staff" }),
        store.second.people.remove(other?.id ?? ""),
      ]);
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["done", "last-owner"]);
      expect(await store.records.people.hasOwner()).toBe(true);
      for (const { id, role } of await store.records.people.list()) {
        if (role === "owner")
          expect(await store.records.people.update(id, { role: "admin" })).toEqual({ outcome: "last-owner" });
      }
    });

    it("keeps an owner when all make each other less, or remove each other, at once", async () => {
      for (let round = 0; round < 4; round++) {
        for (const _ of "ab") {
          await store.records.people.create({
            email: `${store.fresh("p")}@example.org`,
            name: "Owner",
            at: AT,
            role: "owner",
            doors: { all: true },
          });
        }
        const owners = (await store.records.people.list()).filter(({ role }) => role === "owner");
        await Promise.all(
          owners.flatMap(({ id }) => [
            store.records.people.update(id, { role: "staff" }),
            store.second.people.remove(id),
            store.second.people.update(id, { role: "admin", name: "Less" }),
          ]),
        );
        const left = (await store.second.people.list()).filter(({ role }) => role === "owner");
        expect(left).toHaveLength(1);
      }
    });

    it("changes and removes nobody who has other rights than was thought", async () => {
      const person = await store.records.people.create({
        email: `${store.fresh("p")}@example.org`,
        name: "Promoted",
        at: AT,
        role: "staff",
        doors: { all: false, ids: ["front"] },
      });
      const id = person?.id ?? "";
      const before = { role: "staff", doors: { all: false, ids: ["front"] } } as const;
      await store.second.people.update(id, { role: "admin" });
      expect(await store.records.people.update(id, { role: "auditor" }, before)).toEqual({
        outcome: "changed",
      });
      expect(await store.records.people.remove(id, before)).toEqual({ outcome: "changed" });
      const otherDoors = { ...before, role: "admin", doors: { all: true } } as const;
      expect(await store.records.people.remove(id, otherDoors)).toEqual({ outcome: "changed" });
      expect(await store.records.people.remove(id, { ...before, role: "admin" })).toMatchObject({
        outcome: "done",
      });
    });

    it("changes what is given and nothing else, and says who is not there", async () => {
      const person = await store.records.people.create({
        email: `${store.fresh("p")}@example.org`,
        name: "Before",
        at: AT,
        role: "auditor",
        doors: { all: true },
      });
      const changed = await store.records.people.update(person?.id ?? "", { name: "After" });
      expect(changed).toEqual({ outcome: "done", person: { ...person, name: "After" } });
      expect(await store.records.people.update("nobody", { name: "x" })).toEqual({ outcome: "unknown" });
      expect(await store.records.people.remove("nobody")).toEqual({ outcome: "unknown" });
    });
  });
}
