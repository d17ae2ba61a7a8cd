import type { DoorScope, PersonView, Role } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRig, expectProblem, type Rig, type SignedInPerson } from "./management-rig.ts";

const FRONT: DoorScope = { all: false, ids: ["front"] };
const ALL: DoorScope = { all: true };

describe("people", () => {
  let rig: Rig;
  let owner: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig();
    owner = await rig.person("owner");
  });
  afterEach(() => rig.close());

  const change = (by: SignedInPerson, of: SignedInPerson, json: unknown) =>
    rig.request("PATCH", `/api/people/${of.person.id}`, { token: by.token, json });
  const remove = (by: SignedInPerson, of: SignedInPerson) =>
    rig.request("DELETE", `/api/people/${of.person.id}`, { token: by.token });

  it("are changed and removed, and that is written down with who did it", async () => {
    const bob = await rig.person("staff", { email: "bob@example.org" });
    expect((await change(owner, bob, { name: "Robert", doors: FRONT })).body).toMatchObject({
      name: "Robert",
      role: "staff",
      doors: FRONT,
    });
    expect((await remove(owner, bob)).status).toBe(204);
    expectProblem(await remove(owner, bob), "not-found", 404);
    const rows = (await rig.audit()).filter(({ action }) => action.startsWith("person."));
    expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "person.change begun",
      "person.change done",
      "person.remove begun",
      "person.remove done",
    ]);
    for (const row of rows) {
      expect(row.actor).toEqual({ kind: "person", id: owner.person.id, label: "The owner" });
      expect(row.detail).toMatchObject({ email: "bob@example.org" });
    }
  });

  it("are not touched where it cannot be written down", async () => {
    const bob = await rig.person("staff");
    const before = await rig.records.people.list();
    rig.faults.journalDown = true;
    expectProblem(await change(owner, bob, { role: "owner" }), "store-unavailable", 503);
    expectProblem(await remove(owner, bob), "store-unavailable", 503);
    expect(await rig.records.people.list()).toEqual(before);
  });

  it("are not changed by whoever decided about them as they were before", async () => {
    // An admin may manage staff; while they ask, an owner makes the person an admin.
    const admin = await rig.person("admin");
    for (const act of [
      (of: SignedInPerson) => change(admin, of, { role: "auditor" }),
      (of: SignedInPerson) => remove(admin, of),
    ]) {
      const bob = await rig.person("staff");
      const { update, remove: removes } = rig.records.people;
      const promoted = async () => {
        rig.records.people.update = update;
        rig.records.people.remove = removes;
        await rig.records.people.update(bob.person.id, { role: "admin" });
      };
      rig.records.people.update = async (...asked) => {
        await promoted();
        return await update(...asked);
      };
      rig.records.people.remove = async (...asked) => {
        await promoted();
        return await removes(...asked);
      };
      expectProblem(await act(bob), "conflict", 409);
      expect((await rig.records.people.byId(bob.person.id))?.role).toBe("admin");
    }
  });

  it("lose their streams and sessions when they are removed", async () => {
    const bob = await rig.person("staff");
    const ended: string[] = [];
    rig.events.onEndStreams((person) => ended.push(person));
    await remove(owner, bob);
    expect(ended).toContain(bob.person.id);
    expect((await rig.request("GET", "/api/me", { token: bob.token })).status).toBe(401);
    const refreshed = await rig.request("POST", "/api/session/refresh", { headers: { cookie: bob.cookie } });
    expect(refreshed.status).toBe(401);
  });

  it.each<[string, unknown]>([
    ["role", { role: "auditor" }],
    ["doors", { doors: FRONT }],
  ])("lose their streams when their %s changes", async (_, json) => {
    const bob = await rig.person("staff");
    const ended: string[] = [];
    rig.events.onEndStreams((person) => ended.push(person));
    await change(owner, bob, json);
    expect(ended).toContain(bob.person.id);
  });

  it("keep their sessions when only their name changes", async () => {
    const bob = await rig.person("staff");
    await change(owner, bob, { name: "Robert" });
    expect((await rig.request<PersonView>("GET", "/api/me", { token: bob.token })).body.name).toBe("Robert");
  });

  describe("an admin", () => {
    let admin: SignedInPerson;
    beforeEach(async () => {
      admin = await rig.person("admin");
    });

    it("changes and removes staff and auditors", async () => {
      const bob = await rig.person("auditor");
      expect((await change(admin, bob, { role: "staff" })).status).toBe(200);
      expect((await remove(admin, bob)).status).toBe(204);
    });

    it.each<Role>(["owner", "admin"])("makes no one into an %s, not even themselves", async (role) => {
      expectProblem(await change(admin, await rig.person("staff"), { role }), "forbidden", 403);
      expectProblem(await change(admin, admin, { role }), "forbidden", 403);
      expect((await rig.records.people.list()).filter((person) => person.role === role).length).toBe(1);
    });

    it.each<Role>(["owner", "admin"])("changes and removes no %s", async (role) => {
      const other = await rig.person(role);
      expectProblem(await change(admin, other, { name: "Mallory" }), "forbidden", 403);
      expectProblem(await change(admin, other, { role: "staff" }), "forbidden", 403);
      expectProblem(await remove(admin, other), "forbidden", 403);
      expect(await rig.records.people.byId(other.person.id)).toEqual(other.person);
    });

    it("with some doors gives nobody others, and manages nobody with others", async () => {
      const limited = await rig.person("admin", { doors: FRONT });
      const mine = await rig.person("staff", { doors: FRONT });
      expectProblem(await change(limited, mine, { doors: ALL }), "forbidden", 403);
      const others = await rig.person("staff", { doors: { all: false, ids: ["vault"] } });
      expectProblem(await change(limited, others, { doors: FRONT }), "forbidden", 403);
      expectProblem(await remove(limited, others), "forbidden", 403);
    });

    it("is written down when refused", async () => {
      await change(admin, owner, { name: "Mallory" });
      expect((await rig.audit()).at(-1)).toMatchObject({
        action: "person.change",
        outcome: "refused",
        code: "forbidden",
        actor: { id: admin.person.id },
      });
    });
  });

  describe("the last owner", () => {
    it("is neither removed nor made less, by nobody", async () => {
      expectProblem(await remove(owner, owner), "last-owner", 409);
      expectProblem(await change(owner, owner, { role: "admin" }), "last-owner", 409);
      expect((await rig.request<PersonView>("GET", "/api/me", { token: owner.token })).body.role).toBe(
        "owner",
      );
      expect((await rig.audit()).at(-1)).toMatchObject({ outcome: "failed", code: "last-owner" });
    });

    it("is still there when two owners remove each other at the same time", async () => {
      for (let round = 0; round < 5; round++) {
        const other = await rig.person("owner");
        const first = (await rig.records.people.byId(owner.person.id)) ? owner : undefined;
        if (!first) break;
        const answers = await Promise.all([remove(first, other), remove(other, first)]);
        expect(answers.filter(({ status }) => status === 204).length).toBe(1);
        const owners = (await rig.records.people.list()).filter(({ role }) => role === "owner");
        expect(owners.length).toBe(1);
        const [left] = owners;
        if (left) owner = await rig.signIn(left);
      }
    });

    it("is still there when all owners make each other less at the same time", async () => {
      const owners = [owner, await rig.person("owner"), await rig.person("owner")];
      await Promise.all(
        owners.map((each, at) => change(each, owners[(at + 1) % owners.length] ?? each, { role: "staff" })),
      );
      expect(await rig.records.people.hasOwner()).toBe(true);
    });
  });

  it.each<[string, unknown]>([
    ["another role", { role: "root" }],
    ["nothing", {}],
    ["a member too many", { name: "Bob", email: "new@example.org" }],
    ["a scope that is both", { doors: { all: true, ids: ["front"] } }],
    ["no Door ID", { doors: { all: false, ids: ["../vault"] } }],
    ["an empty name", { name: "  " }],
    ["a list", []],
  ])("refuses a change to %s as malformed", async (_, json) => {
    const bob = await rig.person("staff");
    expectProblem(await change(owner, bob, json), "malformed", 400);
    expect(await rig.records.people.byId(bob.person.id)).toEqual(bob.person);
  });

  it("refuses bodies of another kind, too large ones, and a member named twice", async () => {
    const bob = await rig.person("staff");
    const path = `/api/people/${bob.person.id}`;
    const { token } = owner;
    const good = { name: "Bob", role: "auditor", doors: ALL };
    const text = await rig.request("PATCH", path, {
      token,
      json: good,
      headers: { "content-type": "text/plain" },
    });
    expectProblem(text, "unsupported-media-type", 415);
    const twice = '{"name":"Bob","role":"staff","role":"owner","doors":{"all":true}}';
    expectProblem(await rig.request("PATCH", path, { token, json: twice }), "malformed", 400);
    const large = { ...good, name: "B".repeat(200_000) };
    expectProblem(await rig.request("PATCH", path, { token, json: large }), "too-large", 413);
    expectProblem(await rig.request("PATCH", path, { token }), "malformed", 400);
    expect(await rig.records.people.byId(bob.person.id)).toEqual(bob.person);
  });
});
