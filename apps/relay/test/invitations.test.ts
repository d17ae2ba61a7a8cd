import type { DoorScope, InvitationOffer, InvitationView, PersonView, Role } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRig, expectProblem, type Rig, type SignedInPerson, sessionOf } from "./management-rig.ts";

const ALL: DoorScope = { all: true };
const FRONT: DoorScope = { all: false, ids: ["front"] };
const DAY = 24 * 3600_000;

describe("invitations", () => {
  let rig: Rig;
  let owner: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig();
    owner = await rig.person("owner");
    for (const id of ["front", "vault"]) await rig.records.doors.create({ id, name: id, at: rig.clock.now });
  });
  afterEach(() => rig.close());

  const invite = (by: SignedInPerson, json: { email?: string; role?: Role; doors?: DoorScope } = {}) =>
    rig.request<InvitationView>("POST", "/api/invitations", {
      token: by.token,
      json: { email: "bob@example.org", role: "staff", doors: ALL, ...json },
    });
  const accept = (token: string, name = "Bob", node: 0 | 1 = 0) =>
    rig.request("POST", "/api/invitations/accept", { json: { token, name }, node });
  const read = (token: string) =>
    rig.request<InvitationOffer>("POST", "/api/invitations/read", { json: { token } });
  const send = (by: SignedInPerson, { id }: { id: string }) =>
    rig.request<InvitationView>("POST", `/api/invitations/${id}/send`, { token: by.token });
  const withdraw = (by: SignedInPerson, { id }: { id: string }) =>
    rig.request("DELETE", `/api/invitations/${id}`, { token: by.token });
  const list = async (by: SignedInPerson) =>
    (await rig.request<{ invitations: InvitationView[] }>("GET", "/api/invitations", { token: by.token }))
      .body.invitations;
  const bob = () => rig.records.people.byEmail("bob@example.org");
  /** Reading it and accepting it say the same, and nobody joins. */
  const expectOver = async (token: string, problem: string, status: number) => {
    expectProblem(await read(token), problem, status);
    const answer = await accept(token);
    expectProblem(answer, problem, status);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(await bob()).toBeUndefined();
  };

  it("make nobody until they are accepted, who then is signed in with the role and the doors", async () => {
    const invited = await invite(owner, { email: "Bob@Example.org", role: "auditor", doors: FRONT });
    expect(invited.status).toBe(201);
    expect(invited.body).toEqual({
      id: invited.body.id,
      email: "bob@example.org",
      role: "auditor",
      doors: FRONT,
      invitedBy: "The owner",
      sentAt: rig.clock.now,
      expiresAt: rig.clock.now + 7 * DAY,
      state: "open",
    });
    expect(await bob()).toBeUndefined();
    expect(await list(owner)).toEqual([invited.body]);

    const token = await rig.invitationFor("bob@example.org");
    expect((await read(token)).body).toEqual({
      email: "bob@example.org",
      role: "auditor",
      invitedBy: "The owner",
      expiresAt: rig.clock.now + 7 * DAY,
    });
    const answer = await accept(token, "Bob Builder", 1);
    expect(answer.status).toBe(201);
    const { accessToken, me } = sessionOf(answer);
    expect(me).toMatchObject({
      email: "bob@example.org",
      name: "Bob Builder",
      role: "auditor",
      doors: FRONT,
    });
    expect((await rig.request<PersonView>("GET", "/api/me", { token: accessToken })).body).toEqual(me);
    expect(await list(owner)).toEqual([]);
  });

  it("are mailed with their token behind the #, and nothing keeps it but that mail", async () => {
    const answer = await invite(owner);
    const token = await rig.invitationFor("bob@example.org");
    expect((await rig.mails()).at(-1)).toContain("The owner");
    await accept(token);
    expect(answer.text).not.toContain(token);
    expect(rig.logged.join("\n")).not.toContain(token);
    expect(JSON.stringify(await rig.audit())).not.toContain(token);
  });

  it("are told in the audit, from the first mail to the first sign-in", async () => {
    const { body } = await invite(owner, { doors: FRONT });
    await send(owner, body);
    await accept(await rig.invitationFor("bob@example.org"));
    const done = (await rig.audit()).filter(({ outcome }) => outcome === "done");
    expect(done.map(({ action, actor, detail }) => ({ action, actor: actor.kind, detail }))).toEqual([
      { action: "sign-in", actor: "person", detail: undefined },
      {
        action: "invitation.create",
        actor: "person",
        detail: { email: "bob@example.org", role: "staff", doors: "front" },
      },
      {
        action: "invitation.send",
        actor: "person",
        detail: { email: "bob@example.org", role: "staff", doors: "front" },
      },
      {
        action: "invitation.accept",
        actor: "anonymous",
        detail: { email: "bob@example.org", role: "staff", invitedBy: "The owner" },
      },
      { action: "sign-in", actor: "person", detail: undefined },
    ]);
  });

  it("are good once, however often they come at the same time", async () => {
    await invite(owner);
    const token = await rig.invitationFor("bob@example.org");
    const answers = await Promise.all([accept(token), accept(token, "Bob", 1), accept(token), accept(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410]);
    expectProblem(await accept(token, "Mallory"), "invitation-used", 410);
    expectProblem(await read(token), "invitation-used", 410);
    expect((await bob())?.name).toBe("Bob");
  });

  it("expire after seven days, and say so", async () => {
    await invite(owner);
    const token = await rig.invitationFor("bob@example.org");
    rig.advance(7 * DAY - 1);
    expect((await read(token)).status).toBe(200);
    rig.advance(1);
    await expectOver(token, "invitation-expired", 410);
    const later = await rig.signIn(owner.person);
    expect((await list(later)).map(({ state }) => state)).toEqual(["expired"]);
    // Whoever is asked anew has another link, and the old one still says why it is over.
    expect((await invite(later)).status).toBe(201);
    await expectOver(token, "invitation-expired", 410);
    expect(await list(later)).toHaveLength(1);
  });

  it("are withdrawn, and say so", async () => {
    const { body } = await invite(owner);
    const token = await rig.invitationFor("bob@example.org");
    expect((await withdraw(owner, body)).status).toBe(204);
    await expectOver(token, "invitation-withdrawn", 410);
    expectProblem(await withdraw(owner, body), "not-found", 404);
    expectProblem(await send(owner, body), "not-found", 404);
    expect(await list(owner)).toEqual([]);
    expect((await invite(owner)).status).toBe(201);
  });

  it("are sent again with another link and seven more days; the link before leads nowhere", async () => {
    const { body } = await invite(owner);
    const before = await rig.invitationFor("bob@example.org");
    rig.advance(8 * DAY);
    const later = await rig.signIn(owner.person);
    const again = await send(later, body);
    expect(again.body).toEqual({ ...body, sentAt: rig.clock.now, expiresAt: rig.clock.now + 7 * DAY });
    const token = await rig.invitationFor("bob@example.org");
    expect(token).not.toBe(before);
    await expectOver(before, "invitation-unknown", 404);
    expect((await accept(token)).status).toBe(201);
  });

  it.each(["A".repeat(43), "not-a-token"])("have tokens that nobody makes up: %s", async (token) => {
    const answer = await accept(token);
    expect([answer.problem, (await read(token)).problem]).toEqual(
      token.length === 43 ? ["invitation-unknown", "invitation-unknown"] : ["malformed", "malformed"],
    );
  });

  it("are one for an address, and none for somebody who is here", async () => {
    await invite(owner);
    expectProblem(await invite(owner), "conflict", 409);
    await rig.person("staff", { email: "carol@example.org" });
    expectProblem(await invite(owner, { email: "CAROL@example.org" }), "conflict", 409);
  });

  it("send nobody in who came another way meanwhile", async () => {
    await invite(owner);
    await rig.person("staff", { email: "bob@example.org" });
    expectProblem(await accept(await rig.invitationFor("bob@example.org"), "Mallory"), "conflict", 409);
    expect((await bob())?.name).toBe("The staff");
  });

  it("are for doors that are there", async () => {
    const nowhere: DoorScope = { all: false, ids: ["front", "nowhere"] };
    expectProblem(await invite(owner, { doors: nowhere }), "door-unknown", 404);
    expect(await list(owner)).toEqual([]);
  });

  it("are not made, sent or accepted where it cannot be written down", async () => {
    const { body } = await invite(owner);
    const token = await rig.invitationFor("bob@example.org");
    const mails = (await rig.mails()).length;
    rig.faults.journalDown = true;
    expectProblem(await invite(owner, { email: "carol@example.org" }), "store-unavailable", 503);
    expectProblem(await send(owner, body), "store-unavailable", 503);
    expectProblem(await withdraw(owner, body), "store-unavailable", 503);
    expectProblem(await accept(token), "store-unavailable", 503);
    expect(await bob()).toBeUndefined();
    expect(await rig.mails()).toHaveLength(mails);
  });

  it("are bounded in mails to one address", async () => {
    const { body } = await invite(owner);
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(owner, body)));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(1);
  });

  describe("by an admin", () => {
    let admin: SignedInPerson;
    beforeEach(async () => {
      admin = await rig.person("admin", { doors: FRONT });
    });

    it("are for staff and auditors, at the admin's own doors", async () => {
      expect((await invite(admin, { doors: FRONT })).status).toBe(201);
      for (const role of ["owner", "admin"] as const) {
        expectProblem(
          await invite(admin, { role, email: `${role}@example.org`, doors: FRONT }),
          "forbidden",
          403,
        );
      }
      expectProblem(await invite(admin, { email: "x@example.org", doors: ALL }), "forbidden", 403);
      const vault: DoorScope = { all: false, ids: ["front", "vault"] };
      expectProblem(await invite(admin, { email: "x@example.org", doors: vault }), "forbidden", 403);
      expect(await list(owner)).toHaveLength(1);
      expect((await rig.audit()).at(-1)).toMatchObject({
        action: "invitation.create",
        outcome: "refused",
        code: "forbidden",
      });
    });

    it("of an owner's are neither sent again nor withdrawn where they give more than the admin may", async () => {
      const above = (await invite(owner, { role: "admin", doors: FRONT })).body;
      const elsewhere = (await invite(owner, { email: "x@example.org", doors: ALL })).body;
      for (const invitation of [above, elsewhere]) {
        expectProblem(await send(admin, invitation), "forbidden", 403);
        expectProblem(await withdraw(admin, invitation), "forbidden", 403);
      }
      const within = (await invite(owner, { email: "y@example.org", doors: FRONT })).body;
      expect((await send(admin, within)).body.invitedBy).toBe("The admin");
      expect((await withdraw(admin, within)).status).toBe(204);
    });

    const change = (json: unknown) =>
      rig.request("PATCH", `/api/people/${admin.person.id}`, { token: owner.token, json });

    it.each<[string, () => Promise<unknown>]>([
      ["demoted", () => change({ role: "staff" })],
      ["removed", () => rig.request("DELETE", `/api/people/${admin.person.id}`, { token: owner.token })],
      ["given other doors", () => change({ doors: { all: false, ids: ["vault"] } })],
      ["left without doors", () => change({ doors: { all: false, ids: [] } })],
    ])("are void once the admin is %s, until somebody who may sends them again", async (_, lose) => {
      const { body } = await invite(admin, { doors: FRONT });
      const token = await rig.invitationFor("bob@example.org");
      await lose();
      await expectOver(token, "invitation-void", 410);
      expect((await list(owner)).map(({ state }) => state)).toEqual(["void"]);
      expect((await send(owner, body)).body.state).toBe("open");
      expect((await accept(await rig.invitationFor("bob@example.org"))).status).toBe(201);
    });

    it("are void once a door of theirs is gone", async () => {
      const { body } = await invite(admin, { doors: FRONT });
      const token = await rig.invitationFor("bob@example.org");
      await rig.request("DELETE", "/api/doors/front", { token: owner.token });
      await expectOver(token, "invitation-void", 410);
      expectProblem(await send(owner, body), "door-unknown", 404);
    });

    it("let nobody in as more than the admin may give at the moment of accepting", async () => {
      const promoted = await rig.person("owner");
      await invite(promoted, { role: "owner" });
      const token = await rig.invitationFor("bob@example.org");
      await rig.request("PATCH", `/api/people/${promoted.person.id}`, {
        token: owner.token,
        json: { role: "admin" },
      });
      await expectOver(token, "invitation-void", 410);
    });
  });
});

describe("an invitation that cannot be mailed", () => {
  it("is not made, and says so", async () => {
    // Nobody listens there.
    const rig = await createRig({ SMTP_URL: "smtp://127.0.0.1:1" });
    const owner = await rig.person("owner");
    const json = { email: "bob@example.org", role: "staff", doors: { all: true } };
    const ask = () => rig.request("POST", "/api/invitations", { token: owner.token, json });
    expectProblem(await ask(), "mail-failed", 503);
    expectProblem(await ask(), "mail-failed", 503);
    expect(await rig.records.invitations.list()).toEqual([]);
    await rig.close();
  });
});
