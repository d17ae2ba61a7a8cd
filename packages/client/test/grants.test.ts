import { openCommand, ProtocolError, parseGrant, verifyJws } from "@openlock/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  askForGrant,
  createKey,
  fetchGrant,
  type GrantWish,
  grantSigner,
  makeGrant,
  type OwnKey,
  ownerSigner,
  readGrant,
} from "../src/grants/index.ts";
import { createClient, type SendOptions } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeDoor, problem } from "./fake-door.ts";

let fake: FakeDoor;
let owner: OwnKey;
let person: OwnKey;
beforeEach(async () => {
  fake = await FakeDoor.start();
  [owner, person] = await Promise.all([createKey(), createKey()]);
});
afterEach(() => fake.stop());

const wish = (change: Partial<GrantWish> = {}): GrantWish => ({
  ...{ door: "front", publicKey: person.publicKey, commands: ["unlock"], nbf: 100, exp: 200, ...change },
});
const door = (more: Partial<Parameters<typeof createClient>[0]> = {}) =>
  createClient({ server: fake.url, token: "token", ...more }).door("front");

/** What the door gets. */
async function received() {
  const { kid, privateKey } = fake.keys;
  return openCommand(fake.received.at(-1) ?? "", { door: "front", kid, privateKey });
}

describe("a command", () => {
  it("is signed by the person's key and carries the grant, and never a password", async () => {
    const { grant } = await makeGrant(wish(), owner);
    await door({ signer: grantSigner(person, () => grant), password: "not sent" }).unlock();
    const opened = await received();
    if (opened.by !== "signature") throw new Error("not signed");
    expect(opened.claims.grant).toBe(grant);
    expect(opened.claims).not.toHaveProperty("password");
    await verifyJws(opened.jws, person.publicKey);
  });

  it("is signed by an owner's key without a grant", async () => {
    await door({ signer: ownerSigner(owner) }).configure({ relockSeconds: 9 });
    const opened = await received();
    if (opened.by !== "signature") throw new Error("not signed");
    expect(opened.claims).not.toHaveProperty("grant");
    await verifyJws(opened.jws, owner.publicKey);
  });

  it.each<[string, SendOptions]>([
    ["where there is no grant for the door", { signer: async () => undefined }],
    ["where a password is given with the command", { password: "correct horse", signer: () => never() }],
  ])("goes by password %s", async (_, options) => {
    await door({ password: "correct horse" }).unlock(options);
    const opened = await received();
    expect(opened).toMatchObject({ by: "password", claims: { password: "correct horse" } });
  });

  it("is not sent where there is neither, nor where the grant cannot be had", async () => {
    const signer = grantSigner(person, () => Promise.reject(new Error("offline")));
    for (const each of [door({ signer }), door({ signer: () => undefined })]) {
      expect((await failure(each.unlock())).code).toBe("no-password");
    }
    expect(fake.received).toEqual([]);
  });

  it("after a restart of the door is signed anew, with the new nonce", async () => {
    const { grant } = await makeGrant(wish(), owner);
    const signed = door({ signer: grantSigner(person, () => grant) });
    await signed.unlock();
    fake.boot = "BBBBBBBBBBBBBBBBBBBBBA";
    await signed.unlock();
    expect((await received()).claims.boot).toBe(fake.boot);
  });

  it("that the door does not grant says what to do", async () => {
    fake.run = () => ({ code: 400, error: "not-granted" });
    const error = await failure(door({ signer: ownerSigner(owner) }).unlock());
    expect(error).toMatchObject({ code: "not-granted", mayHaveRun: false });
  });
});

describe("a grant", () => {
  it("says what was allowed, and by whom", async () => {
    const { grant, jti } = await makeGrant(wish({ commands: ["unlock", "lock"] }), owner);
    const { ownerKid, claims } = readGrant(grant);
    expect(ownerKid).toBe(owner.kid);
    expect(claims).toEqual({
      ...{
        jti,
        aud: "front",
        cnf: { jwk: person.publicKey },
        commands: ["unlock", "lock"],
        nbf: 100,
        exp: 200,
      },
    });
    await verifyJws(parseGrant(grant), owner.publicKey);
  });

  it("allows nothing that the door would not take", async () => {
    const configure = { commands: ["configure"] } as unknown as Partial<GrantWish>;
    for (const change of [configure, { exp: 100 }, { commands: [] }]) {
      await expect(makeGrant(wish(change), owner)).rejects.toBeInstanceOf(ProtocolError);
    }
  });
});

describe("with the relay", () => {
  const relay = () => ({ server: fake.url, token: "token" });

  it("is asked for by public key, and fetched", async () => {
    const asked: unknown[] = [];
    fake.routes.set("POST /api/doors/front/grant-requests", (body) => {
      asked.push(JSON.parse(body));
      return { status: 201, body: { id: 1, door: "front", state: "open", at: 5 } };
    });
    const answer = await askForGrant(relay(), {
      door: "front",
      publicKey: person.publicKey,
      note: "Ann's phone",
    });
    expect(answer).toMatchObject({ id: 1, state: "open" });
    expect(asked).toEqual([{ key: person.publicKey, note: "Ann's phone" }]);

    const { grant, jti } = await makeGrant(wish(), owner);
    const path = `GET /api/me/grants?door=front&kid=${person.kid}&usable=true&limit=1`;
    fake.routes.set(path, () => ({ body: { grants: [{ jti, grant }] } }));
    expect(await fetchGrant(relay(), { door: "front", kid: person.kid })).toBe(grant);
    fake.routes.set(path, () => ({ body: { grants: [] } }));
    expect(await fetchGrant(relay(), { door: "front", kid: person.kid })).toBeUndefined();
  });

  it("is refused in the relay's own words", async () => {
    fake.routes.set("POST /api/doors/front/grant-requests", () => problem(403, "forbidden", "Not for you."));
    const refusal = await failure(askForGrant(relay(), { door: "front", publicKey: person.publicKey }));
    expect(refusal).toMatchObject({ code: "forbidden", message: "Not for you." });
  });
});

function never(): never {
  throw new Error("asked for a signature");
}
