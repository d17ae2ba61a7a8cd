import type { GrantPage, GrantRequestPage, GrantRequestView, GrantView, OwnerKeyView } from "@openlock/api";
import { type GrantClaims, randomBase64url, type SigningKey, signGrant } from "@openlock/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createRig, expectProblem, type Rig, type SignedInPerson } from "./management-rig.ts";
import { makeSigningKey, type TestSigningKey } from "./support/signing-key.ts";

describe("grants", () => {
  let rig: Rig;
  let admin: SignedInPerson;
  let staff: SignedInPerson;
  let elsewhere: SignedInPerson;
  let ownerKey: TestSigningKey;
  let key: TestSigningKey;

  beforeAll(async () => {
    rig = await createRig();
    ownerKey = await makeSigningKey();
    for (const id of ["front", "back"]) await rig.records.doors.create({ id, name: id, at: rig.clock.now });
    admin = await rig.person("admin");
    elsewhere = await rig.person("admin", { doors: { all: false, ids: ["back"] } });
  });
  afterAll(() => rig.close());
  beforeEach(async () => {
    staff = await rig.person("staff");
    key = await makeSigningKey();
  });

  const ask = <Body = unknown>(method: string, path: string, by: SignedInPerson, json?: unknown) =>
    rig.request<Body>(method, path, { token: by.token, json });
  const request = async (by = staff, door = "front", more: object = {}) =>
    ask<GrantRequestView>("POST", `/api/doors/${door}/grant-requests`, by, { key: key.publicKey, ...more });
  const now = () => Math.floor(rig.clock.now / 1000);
  const sign = (change: Partial<GrantClaims> = {}, owner: SigningKey = ownerKey) =>
    signGrant(
      {
        ...{ jti: randomBase64url(16), aud: "front", cnf: { jwk: key.publicKey }, commands: ["unlock"] },
        ...{ nbf: now(), exp: now() + 3600, ...change },
      },
      owner,
    );
  const approve = (id: number, grant: string, by = admin, door = "front") =>
    ask<GrantView>("POST", `/api/doors/${door}/grant-requests/${id}/approve`, by, { grant });
  const granted = async (change: Partial<GrantClaims> = {}) => {
    const { body } = await request();
    const answer = await approve(body.id, await sign(change));
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const own = (by = staff, query = "") => ask<GrantPage>("GET", `/api/me/grants${query}`, by);

  describe("are asked for", () => {
    it("with a public key, whose fingerprint those who manage the door see", async () => {
      const answer = await request(staff, "front", { note: " Ann's phone " });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        ...{ door: "front", key: key.publicKey, kid: key.kid, note: "Ann's phone", state: "open" },
        person: { id: staff.person.id },
      });
      const { requests } = (await ask<GrantRequestPage>("GET", "/api/grant-requests?state=open", admin)).body;
      expect(requests[0]).toEqual(answer.body);
      expect((await request()).body).toEqual(answer.body);
      const { body } = await ask<GrantRequestPage>("GET", "/api/me/grant-requests", staff);
      expect(body).toEqual({ requests: [answer.body] });
    });

    it.each<[string, object]>([
      [
        "a private key",
        { key: { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43), d: "A".repeat(43) } },
      ],
      [
        "a point that is not on the curve",
        { key: { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) } },
      ],
      ["another curve", { key: { kty: "EC", crv: "P-384", x: "A".repeat(43), y: "A".repeat(43) } }],
      ["an RSA key", { key: { kty: "RSA", n: "AQAB", e: "AQAB" } }],
      ["another member", { admin: true }],
      ["a long note", { note: "n".repeat(201) }],
    ])("not with %s", async (_, change) => {
      expectProblem(await request(staff, "front", change), "malformed", 400);
    });

    it("for doors in scope alone, that there are, and twenty at a time", async () => {
      const some = await rig.person("staff", { doors: { all: false, ids: ["front", "gone"] } });
      expectProblem(await request(some, "back"), "door-unknown", 404);
      expectProblem(await request(some, "gone"), "door-unknown", 404);
      for (let count = 0; count < 20; count++) {
        key = await makeSigningKey();
        expect((await request(some)).status).toBe(201);
      }
      key = await makeSigningKey();
      expectProblem(await request(some), "conflict", 409);
    });

    it("and seen by admins of their own doors alone", async () => {
      const { body } = await request();
      const list = await ask<GrantRequestPage>("GET", "/api/grant-requests", elsewhere);
      expect(list.body.requests.map(({ door }) => door)).not.toContain("front");
      expectProblem(await approve(body.id, await sign(), elsewhere), "door-unknown", 404);
      // Nor under the name of a door of theirs.
      expectProblem(await approve(body.id, await sign(), elsewhere, "back"), "not-found", 404);
      const refusal = { reason: "no" };
      const path = `/api/doors/back/grant-requests/${body.id}/refuse`;
      expectProblem(await ask("POST", path, elsewhere, refusal), "not-found", 404);
    });

    it("and refused with a reason, once", async () => {
      const { body } = await request();
      const path = `/api/doors/front/grant-requests/${body.id}/refuse`;
      const refused = await ask<GrantRequestView>("POST", path, admin, { reason: "Not yours" });
      expect(refused.body).toMatchObject({
        state: "refused",
        reason: "Not yours",
        decidedBy: expect.any(String),
      });
      expectProblem(await ask("POST", path, admin, { reason: "again" }), "conflict", 409);
      expectProblem(await approve(body.id, await sign()), "conflict", 409);
      expect((await own()).body.grants).toEqual([]);
    });
  });

  describe("are approved", () => {
    it("with what an owner key signed, which the person then fetches", async () => {
      const view = await granted({ schedule: [{ days: [1], from: "08:00", to: "18:00" }], tz: "UTC0" });
      expect(view).toMatchObject({
        ...{ door: "front", kid: key.kid, ownerKid: ownerKey.kid, commands: ["unlock"], state: "open" },
        ...{ schedule: [{ days: [1], from: "08:00", to: "18:00" }], tz: "UTC0" },
        person: { id: staff.person.id },
      });
      const { grants } = (await own(staff, `?door=front&kid=${key.kid}&usable=true&limit=1`)).body;
      expect(grants).toEqual([view]);
      const [asked] = (await ask<GrantRequestPage>("GET", "/api/me/grant-requests", staff)).body.requests;
      expect(asked).toMatchObject({ state: "approved" });
      expect((await own(admin)).body.grants).toEqual([]);
    });

    it.each<[string, () => Promise<string> | string]>([
      ["nothing signed", () => "a.b.c"],
      ["another door's", () => sign({ aud: "back" })],
      ["one for another key", async () => sign({ cnf: { jwk: (await makeSigningKey()).publicKey } })],
      ["one that is over", () => sign({ nbf: now() - 10, exp: now() })],
      [
        "a longer one than 366 days",
        () => sign().then((text) => withClaims(text, { exp: now() + 400 * 86_400 })),
      ],
      ["one to configure", () => sign().then((text) => withClaims(text, { commands: ["configure"] }))],
      ["more text than a grant has", () => "A".repeat(2049)],
    ])("but not with %s", async (_, grant) => {
      const { body } = await request();
      expectProblem(await approve(body.id, await grant()), "malformed", 400);
      const { requests } = (await ask<GrantRequestPage>("GET", "/api/me/grant-requests", staff)).body;
      expect(requests[0]?.state).toBe("open");
    });

    it("under an owner key that the relay knows only where that key signed", async () => {
      const known = await makeSigningKey();
      const path = "/api/doors/front/owner-keys";
      const added = await ask<OwnerKeyView>("POST", path, admin, { key: known.publicKey, name: "Olga" });
      expect(added).toMatchObject({ status: 201, body: { kid: known.kid, name: "Olga" } });
      const { body } = await request();
      const forged = await sign({}, { privateKey: ownerKey.privateKey, kid: known.kid });
      expectProblem(await approve(body.id, forged), "malformed", 400);
      const answer = await approve(body.id, await sign({}, known));
      expect(answer.body).toMatchObject({ ownerKid: known.kid, ownerName: "Olga" });
      expect((await ask("DELETE", `${path}/${known.kid}`, admin)).status).toBe(204);
      expectProblem(await ask("DELETE", `${path}/${known.kid}`, admin), "not-found", 404);
    });

    it("once, and each jti once", async () => {
      const { body } = await request();
      const grant = await sign();
      expect((await approve(body.id, grant)).status).toBe(201);
      expectProblem(await approve(body.id, await sign()), "conflict", 409);
      const again = (await request()).body;
      expect(again.id).not.toBe(body.id);
      expectProblem(await approve(again.id, grant), "conflict", 409);
    });
  });

  describe("are given beyond what was asked for", () => {
    const give = (json: object, by = admin, door = "back") =>
      ask<GrantView>("POST", `/api/doors/${door}/grants`, by, json);

    it("to the person and the key of a request, for another door of theirs", async () => {
      const { body } = await request();
      const answer = await give({ request: body.id, grant: await sign({ aud: "back" }) });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({ door: "back", kid: key.kid, person: { id: staff.person.id } });
      expect((await own(staff, "?door=back")).body.grants).toEqual([{ ...answer.body }]);
      // The request stays what it is: about its own door.
      const [asked] = (await ask<GrantRequestPage>("GET", "/api/me/grant-requests", staff)).body.requests;
      expect(asked).toMatchObject({ id: body.id, state: "open" });
    });

    it("but to no other key, for no door out of the person's scope, and by nobody out of theirs", async () => {
      const some = await rig.person("staff", { doors: { all: false, ids: ["front"] } });
      const { id } = (await request(some)).body;
      const grant = await sign({ aud: "back" });
      expectProblem(await give({ request: id, grant }), "conflict", 409);
      const mine = (await request()).body.id;
      const foreign = await sign({ aud: "back", cnf: { jwk: (await makeSigningKey()).publicKey } });
      expectProblem(await give({ request: mine, grant: foreign }), "malformed", 400);
      // Whoever manages the back alone learns nothing of a request for the front.
      expectProblem(await give({ request: mine, grant }, elsewhere), "not-found", 404);
      expectProblem(await give({ request: mine, grant }, staff), "forbidden", 403);
      expectProblem(await give({ request: 999_999, grant }), "not-found", 404);
      expectProblem(await give({ request: mine, grant: await sign() }, admin, "gone"), "door-unknown", 404);
    });
  });

  it("and what is being taken back, are seen across the doors of whoever manages them", async () => {
    const { jti } = await granted();
    const all = (by: SignedInPerson, query: string) => ask<GrantPage>("GET", `/api/grants?${query}`, by);
    const jtis = async (by: SignedInPerson, query: string) =>
      (await all(by, query)).body.grants.map((grant) => grant.jti);
    expect(await jtis(admin, `kid=${key.kid}&usable=true`)).toEqual([jti]);
    expect(await jtis(elsewhere, `kid=${key.kid}`)).toEqual([]);
    expect(await jtis(admin, `kid=${key.kid}&revoking=true`)).toEqual([]);
    await ask("POST", `/api/doors/front/grants/${jti}/revocation`, admin);
    expect(await jtis(admin, `kid=${key.kid}&revoking=true`)).toEqual([jti]);
    expect(await jtis(elsewhere, "revoking=true")).not.toContain(jti);
    expectProblem(await all(staff, ""), "forbidden", 403);
  });

  it("are given by owner keys, whose doors their owner is told, as far as the doors are theirs", async () => {
    const { kid, publicKey } = await makeSigningKey();
    for (const door of ["front", "back"]) {
      await ask("POST", `/api/doors/${door}/owner-keys`, admin, { key: publicKey, name: "Laptop" });
    }
    const doors = async (by: SignedInPerson) =>
      (await ask<{ doors: string[] }>("GET", `/api/owner-keys/${kid}/doors`, by)).body.doors;
    expect(await doors(admin)).toEqual(["back", "front"]);
    expect(await doors(elsewhere)).toEqual(["back"]);
    expectProblem(await ask("GET", `/api/owner-keys/${kid}/doors`, staff), "forbidden", 403);
  });

  describe("are revoked", () => {
    const revoke = (jti: string, by = admin, door = "front") =>
      ask<GrantView>("POST", `/api/doors/${door}/grants/${jti}/revocation`, by);
    const confirm = (jti: string, command: string, by = admin) =>
      ask<GrantView>("POST", `/api/doors/front/grants/${jti}/revocation/confirm`, by, { command });
    /** A command that the door answered with 200, as far as the journal knows. */
    const answered = async (door = "front", outcome: "done" | "failed" = "done") => {
      const ref = randomBase64url(16);
      const row = { at: rig.clock.now, actor: { kind: "relay" }, action: "command.send", door, ref } as const;
      await rig.records.audit.append([
        { ...row, outcome: "begun" },
        { ...row, outcome },
      ]);
      return ref;
    };

    it("and stay open to that key until the door's confirmation was reported", async () => {
      const { jti } = await granted();
      const asked = await revoke(jti);
      expect(asked.body).toMatchObject({ state: "revocation-asked", revocation: { askedAt: rig.clock.now } });
      expect(asked.body.revocation).not.toHaveProperty("confirmedAt");
      const command = await answered();
      const confirmed = await confirm(jti, command);
      expect(confirmed.body).toMatchObject({ state: "revoked", revocation: { command } });
      expect((await own(staff, "?usable=true")).body.grants).toEqual([]);
      const { grants } = (await ask<GrantPage>("GET", `/api/doors/front/grants?kid=${key.kid}`, admin)).body;
      expect(grants).toMatchObject([{ jti, state: "revoked" }]);
    });

    it("but not on a word that the relay knows to be wrong", async () => {
      const { jti } = await granted();
      expectProblem(await confirm(jti, await answered()), "conflict", 409);
      await revoke(jti);
      for (const command of [
        randomBase64url(16),
        await answered("back"),
        await answered("front", "failed"),
      ]) {
        expectProblem(await confirm(jti, command), "conflict", 409);
      }
      expect((await own()).body.grants).toMatchObject([{ state: "revocation-asked" }]);
    });

    it("by those who manage the door alone", async () => {
      const { jti } = await granted();
      expectProblem(await revoke(jti, staff), "forbidden", 403);
      expectProblem(await revoke(jti, elsewhere), "door-unknown", 404);
      expectProblem(await revoke(jti, elsewhere, "back"), "not-found", 404);
      expect((await own()).body.grants).toMatchObject([{ state: "open" }]);
    });

    it("by whoever removes their person: all that may count, which at the door they do until it confirms", async () => {
      const { jti } = await granted();
      const { jti: later } = await granted({ nbf: now() + 60 });
      const { jti: before } = await granted();
      await revoke(before);
      const { body: open } = await request();
      const leaver = await rig.person("admin");
      const ofOther = await ask<GrantRequestView>("POST", "/api/doors/front/grant-requests", leaver, {
        key: key.publicKey,
      });
      expect((await ask("DELETE", `/api/people/${staff.person.id}`, admin)).status).toBe(204);
      const path = `/api/doors/front/grants?person=${staff.person.id}`;
      const { grants } = (await ask<GrantPage>("GET", path, admin)).body;
      expect(grants.map((grant) => grant.jti).sort()).toEqual([jti, later, before].sort());
      for (const grant of grants) {
        expect(grant).toMatchObject({
          state: "revocation-asked",
          revocation: { askedBy: admin.person.name },
        });
      }
      const rows = (await rig.audit()).filter(
        ({ action, outcome, detail }) =>
          action === "grant.revoke" && outcome === "done" && detail?.jti !== before,
      );
      expect(
        rows
          .slice(-2)
          .map(({ detail }) => detail?.jti)
          .sort(),
      ).toEqual([jti, later].sort());
      const { requests } = (await ask<GrantRequestPage>("GET", "/api/grant-requests", admin)).body;
      const stateOf = (id: number) => requests.find((one) => one.id === id)?.state;
      expect(stateOf(open.id)).toBe("refused");
      expect(stateOf(ofOther.body.id)).toBe("open");
      expectProblem(await approve(open.id, await sign()), "conflict", 409);
      const command = await answered();
      expect((await confirm(jti, command)).body.state).toBe("revoked");
    });
  });

  it("say what they are by the time: not yet, open, over", async () => {
    const { jti } = await granted({ nbf: now() + 60, exp: now() + 120 });
    const state = async () => (await own()).body.grants.find((grant) => grant.jti === jti)?.state;
    expect(await state()).toBe("not-yet");
    rig.advance(60_000);
    expect(await state()).toBe("open");
    rig.advance(60_000);
    expect(await state()).toBe("over");
  });

  it("come in pages", async () => {
    const made = [];
    for (let count = 0; count < 5; count++) made.push((await granted()).jti);
    const path = `/api/doors/front/grants?person=${staff.person.id}&limit=2`;
    const seen: string[] = [];
    for (let next: number | undefined, first = true; first || next !== undefined; first = false) {
      const page = await ask<GrantPage>("GET", next === undefined ? path : `${path}&before=${next}`, admin);
      seen.push(...page.body.grants.map(({ jti }) => jti));
      next = page.body.next;
    }
    expect(seen).toEqual(made.toReversed());
  });

  it("are in the audit: who asked, who approved, who took them back", async () => {
    const { jti } = await granted();
    await ask("POST", `/api/doors/front/grants/${jti}/revocation`, admin);
    const rows = (await rig.audit()).filter(
      ({ action, outcome }) => action.startsWith("grant.") && outcome === "done",
    );
    expect(rows.slice(-3).map(({ action, actor }) => [action, "id" in actor && actor.id])).toEqual([
      ["grant.request", staff.person.id],
      ["grant.approve", admin.person.id],
      ["grant.revoke", admin.person.id],
    ]);
    expect(rows.at(-1)).toMatchObject({ door: "front", detail: { jti, kid: key.kid } });
  });
});

/** The same grant with other claims, under the signature of before: shape is looked at first. */
function withClaims(text: string, change: object): string {
  const [header, payload = "", signature] = text.split(".");
  const claims = { ...JSON.parse(Buffer.from(payload, "base64url").toString()), ...change };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
}
