import type { BannedKey, Claim, DoorScope, DoorView } from "@openlock/api";
import { createKey } from "@openlock/client/grants";
import { ClaimCode, type HandoverClaims, signHandover } from "@openlock/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRig, expectProblem, type Rig, type SignedInPerson } from "./management-rig.ts";

type Doors = { readonly doors: readonly DoorView[] };
const FRONT: DoorScope = { all: false, ids: ["front"] };

describe("doors", () => {
  let rig: Rig;
  let owner: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig();
    owner = await rig.person("owner");
  });
  afterEach(() => rig.close());

  const ask = <Body = unknown>(method: string, path: string, by: SignedInPerson = owner, json?: unknown) =>
    rig.request<Body>(method, path, { token: by.token, json });
  const make = (id: string, name = id) => ask("POST", "/api/doors", owner, { id, name });

  it("are made, listed by name, read, renamed and removed", async () => {
    expect((await make("back", "Back door")).status).toBe(201);
    expect((await make("front", "A front door")).body).toEqual({
      id: "front",
      name: "A front door",
      createdAt: rig.clock.now,
      online: false,
    });
    const names = async () => (await ask<Doors>("GET", "/api/doors")).body.doors.map(({ name }) => name);
    expect(await names()).toEqual(["A front door", "Back door"]);
    expect((await ask<DoorView>("PATCH", "/api/doors/front", owner, { name: " Main " })).body.name).toBe(
      "Main",
    );
    expect((await ask<DoorView>("GET", "/api/doors/front")).body.name).toBe("Main");
    expect((await ask("DELETE", "/api/doors/front")).status).toBe(204);
    expectProblem(await ask("GET", "/api/doors/front"), "door-unknown", 404);
    expectProblem(await ask("DELETE", "/api/doors/front"), "door-unknown", 404);
    expect(await names()).toEqual(["Back door"]);
  });

  it("have a Door ID of their own, of two who come at once too", async () => {
    const answers = await Promise.all([make("front", "One"), make("front", "Two")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it("show where their device is, and say each change to who watches", async () => {
    await make("front");
    const heard: string[] = [];
    rig.events.subscribe((event) => "door" in event && heard.push(`${event.type} ${event.door}`));
    const session = { sessionId: "s", nodeId: "node", since: rig.clock.now };
    await rig.hot.presence.claim("front", session, 60_000);
    expect((await ask<DoorView>("GET", "/api/doors/front")).body.online).toBe(true);
    expect((await ask<Doors>("GET", "/api/doors")).body.doors[0]?.online).toBe(true);
    await ask("PATCH", "/api/doors/front", owner, { name: "Main" });
    await ask<Claim>("POST", "/api/doors/front/claim");
    await ask("DELETE", "/api/doors/front");
    expect(heard).toEqual(Array(3).fill("door-changed front"));
  });

  it.each([
    ["an upper-case Door ID", { id: "Front", name: "F" }],
    ["a path for a Door ID", { id: "../front", name: "F" }],
    ["an empty name", { id: "front", name: "" }],
    ["no name", { id: "front" }],
    ["a number", 7],
  ])("refuse %s as malformed", async (_, json) => {
    expectProblem(await ask("POST", "/api/doors", owner, json), "malformed", 400);
  });

  describe("to somebody with some doors", () => {
    it("are those alone; others look as if they were not there", async () => {
      await make("front");
      await make("vault");
      const staff = await rig.person("staff", { doors: FRONT });
      const { doors } = (await ask<Doors>("GET", "/api/doors", staff)).body;
      expect(doors.map(({ id }: { id: string }) => id)).toEqual(["front"]);
      const strip = (text: string) => text.replace(/urn:uuid:[0-9a-f-]+/, "");
      for (const path of ["", "/history", "/key", "/status"]) {
        const hidden = await ask("GET", `/api/doors/vault${path}`, staff);
        const missing = await ask("GET", `/api/doors/nowhere${path}`, staff);
        expectProblem(hidden, "door-unknown", 404);
        expect(strip(hidden.text)).toBe(strip(missing.text));
      }
    });

    it("look the same where a door in their scope was removed", async () => {
      const staff = await rig.person("staff", { doors: FRONT });
      expectProblem(await ask("GET", "/api/doors/front", staff), "door-unknown", 404);
      expectProblem(await ask("GET", "/api/doors/front/history", staff), "door-unknown", 404);
    });

    it("are not made, nor keys banned, by an admin with some", async () => {
      const admin = await rig.person("admin", { doors: FRONT });
      expectProblem(await ask("POST", "/api/doors", admin, { id: "new", name: "New" }), "forbidden", 403);
      const kid = "A".repeat(43);
      expectProblem(await ask("POST", "/api/banned-keys", admin, { kid, reason: "mine" }), "forbidden", 403);
      expectProblem(await ask("DELETE", `/api/banned-keys/${kid}`, admin), "forbidden", 403);
    });
  });

  describe("claim codes", () => {
    const register = (claimHash: string) =>
      rig.records.doors.register({
        id: "front",
        kid: "K".repeat(43),
        publicKey: { kty: "RSA", n: `${"_".repeat(341)}w`, e: "AQAB" },
        uid: "001122334455",
        boot: "A".repeat(22),
        firmware: { version: "1.0.0", chip: "ESP32" },
        claimHash,
        now: rig.clock.now,
      });

    it("are of the protocol's form, good for fifteen minutes, and stored as a hash", async () => {
      await make("front");
      const { body } = await ask<Claim>("POST", "/api/doors/front/claim");
      expect(ClaimCode.safeParse(body.claim).success).toBe(true);
      expect(body.expiresAt).toBe(rig.clock.now + 15 * 60_000);
      expect((await ask<DoorView>("GET", "/api/doors/front")).body.claimExpiresAt).toBe(body.expiresAt);
      const { sha256 } = await import("../src/crypto/hash.ts");
      expect(await register(body.claim)).toMatchObject({ outcome: "refused" });
      expect(await register(sha256(body.claim))).toMatchObject({ outcome: "bound" });
      const shown = [JSON.stringify(await rig.audit()), rig.logged.join("")].join("");
      expect(shown).not.toContain(body.claim);
      expect(shown).not.toContain(sha256(body.claim));
    });

    it("are all different, and use every letter", async () => {
      const { newClaimCode } = await import("../src/crypto/claim-code.ts");
      const codes = Array.from({ length: 2000 }, newClaimCode);
      expect(new Set(codes).size).toBe(2000);
      expect(codes.every((code) => ClaimCode.safeParse(code).success)).toBe(true);
      expect(new Set(codes.join("").replaceAll("-", "")).size).toBe(32);
    });

    it("replace each other", async () => {
      await make("front");
      const { sha256 } = await import("../src/crypto/hash.ts");
      const first = (await ask<Claim>("POST", "/api/doors/front/claim")).body.claim;
      const second = (await ask<Claim>("POST", "/api/doors/front/claim")).body.claim;
      expect(await register(sha256(first))).toMatchObject({ outcome: "refused" });
      expect(await register(sha256(second))).toMatchObject({ outcome: "bound" });
    });

    it("are for doors that there are", async () => {
      expectProblem(await ask("POST", "/api/doors/nowhere/claim"), "door-unknown", 404);
    });
  });

  describe("another Door ID", () => {
    const bind = async () => {
      await make("front", "Front door");
      await rig.records.doors.putClaim("front", { hash: "claim", expiresAt: rig.clock.now + 1 });
      await rig.records.doors.register({
        ...{ id: "front", kid: "K".repeat(43), uid: "001122334455", boot: "A".repeat(22) },
        publicKey: { kty: "RSA", n: `${"_".repeat(341)}w`, e: "AQAB" },
        firmware: { version: "1.0.0", chip: "ESP32" },
        ...{ claimHash: "claim", now: rig.clock.now },
      });
    };
    const move = (to: string, by = owner) => ask<DoorView>("POST", "/api/doors/front/move", by, { to });

    it("is made for the device that the door has, written down, and whoever may use the door may use it at once", async () => {
      await bind();
      const staff = await rig.person("staff", { doors: FRONT });
      expectProblem(await ask("GET", "/api/doors/main", staff), "door-unknown", 404);
      expect(await move("main")).toMatchObject({
        status: 201,
        body: { id: "main", name: "Front door", device: { kid: "K".repeat(43) } },
      });
      for (const id of ["front", "main"]) {
        expect((await ask("GET", `/api/doors/${id}`, staff)).status).toBe(200);
      }
      const rows = (await rig.audit()).filter(({ action }) => action === "door.move");
      expect(rows.map(({ door, outcome, detail }) => ({ door, outcome, detail }))).toEqual(
        ["begun", "done"].map((outcome) => ({ door: "main", outcome, detail: { from: "front" } })),
      );
    });

    it("is refused where it is taken, where there is no device, and to whom not all doors are", async () => {
      await make("front");
      expectProblem(await move("main"), "not-registered", 404);
      expectProblem(await ask("GET", "/api/doors/main"), "door-unknown", 404);
      await ask("DELETE", "/api/doors/front");
      await bind();
      await make("vault");
      expectProblem(await move("vault"), "conflict", 409);
      expectProblem(await move("front"), "conflict", 409);
      expectProblem(await move("../vault"), "malformed", 400);
      expectProblem(await move("main", await rig.person("admin", { doors: FRONT })), "forbidden", 403);
      expectProblem(await move("main", await rig.person("staff")), "forbidden", 403);
      expectProblem(await ask("POST", "/api/doors/nowhere/move", owner, { to: "main" }), "door-unknown", 404);
    });
  });

  describe("an owner's word for a new board's key", () => {
    const [OLD, NEW] = [`${"O".repeat(42)}A`, `${"N".repeat(42)}A`];
    const bind = async (kid: string) => {
      await rig.records.doors.putClaim("front", { hash: kid, expiresAt: rig.clock.now + 1 });
      await rig.records.doors.register({
        ...{
          id: "front",
          kid,
          uid: "001122334455",
          boot: "A".repeat(22),
          claimHash: kid,
          now: rig.clock.now,
        },
        publicKey: { kty: "RSA", n: `${"_".repeat(341)}w`, e: "AQAB" },
        firmware: { version: "1.0.0", chip: "ESP32" },
      });
    };
    const sign = async (claims: Partial<HandoverClaims> = {}) => {
      const key = await createKey();
      const whole = { aud: "front", from: OLD, to: NEW, iat: Math.floor(rig.clock.now / 1000), ...claims };
      return { statement: await signHandover(whole, key), key: key.publicKey };
    };
    const path = "/api/doors/front/handovers";
    const bring = async (handover: object, by = owner) => await ask("POST", path, by, handover);

    beforeEach(async () => {
      await make("front");
      await bind(OLD);
      await bind(NEW);
    });

    it("is kept for whoever commands the door, and written down", async () => {
      const handover = await sign();
      const kept = { ...handover, at: rig.clock.now, by: owner.person.name };
      expect(await bring(handover)).toMatchObject({ status: 201, body: kept });
      const staff = await rig.person("staff", { doors: FRONT });
      expect((await ask("GET", path, staff)).body).toEqual({ handovers: [kept] });
      const row = (await rig.audit()).findLast(({ action }) => action === "door.hand-over");
      expect(row).toMatchObject({ outcome: "done", door: "front", detail: { from: OLD, to: NEW } });
    });

    it("is refused where it is another's, about another door or key, or no such thing, and to whom it is not", async () => {
      const [mine, other] = [await sign(), await sign()];
      expectProblem(await bring({ ...mine, key: other.key }), "malformed", 400);
      expectProblem(await bring(await sign({ aud: "vault" })), "malformed", 400);
      expectProblem(await bring({ ...mine, statement: "a.b.c" }), "malformed", 400);
      expectProblem(await bring(await sign({ from: NEW, to: OLD })), "conflict", 409);
      expectProblem(await bring(mine, await rig.person("staff", { doors: FRONT })), "forbidden", 403);
      expectProblem(await ask("GET", path, await rig.person("auditor")), "forbidden", 403);
      expectProblem(
        await ask("GET", path, await rig.person("staff", { doors: { all: false, ids: [] } })),
        "door-unknown",
        404,
      );
      expect((await ask("GET", path)).body).toEqual({ handovers: [] });
    });
  });

  describe("banned keys", () => {
    const kid = "B".repeat(43);

    it("are listed until the ban is lifted, and who did it is written down", async () => {
      expect((await ask("POST", "/api/banned-keys", owner, { kid, reason: "lost" })).status).toBe(201);
      const keys = (await ask<{ keys: BannedKey[] }>("GET", "/api/banned-keys")).body.keys;
      expect(keys).toEqual([{ kid, reason: "lost", at: rig.clock.now }]);
      expect((await ask("DELETE", `/api/banned-keys/${kid}`)).status).toBe(204);
      expectProblem(await ask("DELETE", `/api/banned-keys/${kid}`), "not-found", 404);
      expect((await ask<{ keys: BannedKey[] }>("GET", "/api/banned-keys")).body.keys).toEqual([]);
      const rows = (await rig.audit()).filter(({ action }) => action.startsWith("key."));
      expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
        "key.ban begun",
        "key.ban done",
        "key.unban begun",
        "key.unban done",
        "key.unban begun",
        "key.unban failed",
      ]);
    });

    it.each(["short", `${"B".repeat(42)}=`, "B".repeat(44)])(
      "refuse %s, which is no key's id",
      async (wrong) => {
        expectProblem(
          await ask("POST", "/api/banned-keys", owner, { kid: wrong, reason: "" }),
          "malformed",
          400,
        );
      },
    );
  });
});
