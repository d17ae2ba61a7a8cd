import type { NewPasskey, PasskeySignIn, PasskeyView, PersonView } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { siteOf } from "../src/identity/site.ts";
import {
  type Answer,
  createRig,
  expectProblem,
  type Rig,
  type SignedInPerson,
  sessionOf,
} from "./management-rig.ts";
import { type Answering, Authenticator, ORIGIN } from "./support/authenticator.ts";
import { decodeBody } from "./support/smtp.ts";

interface Options {
  readonly challenge: string;
  readonly rpId?: string;
  readonly rp?: { readonly id: string };
  readonly user?: { readonly id: string };
  readonly excludeCredentials?: readonly { readonly id: string }[];
  readonly userVerification?: string;
  readonly authenticatorSelection?: Record<string, unknown>;
  readonly allowCredentials?: unknown;
}

const MINUTE = 60_000;

describe("passkeys", () => {
  let rig: Rig;
  let ada: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig();
    ada = await rig.person("staff", { email: "ada@example.org" });
  });
  afterEach(() => rig.close());

  const creationOptions = async (by: SignedInPerson, node: 0 | 1 = 0) =>
    (await rig.request<Options>("POST", "/api/me/passkeys/options", { token: by.token, node })).body;
  const postNew = (
    by: SignedInPerson,
    credential: NewPasskey["credential"],
    name = "Phone",
    node: 0 | 1 = 0,
  ) =>
    rig.request<PasskeyView>("POST", "/api/me/passkeys", {
      token: by.token,
      json: { name, credential },
      node,
    });
  const userHandleOf = (by: SignedInPerson) => Buffer.from(by.person.id).toString("base64url");
  const add = async (by: SignedInPerson, more: Partial<Answering> = {}) => {
    const authenticator = new Authenticator();
    const { challenge } = await creationOptions(by);
    const answer = await postNew(
      by,
      authenticator.create({ challenge, userHandle: userHandleOf(by), ...more }),
    );
    expect(answer.status).toBe(201);
    return { authenticator, passkey: answer.body };
  };

  const challengeToSignIn = async (node: 0 | 1 = 0) =>
    (await rig.request<Options>("POST", "/api/sign-in/passkey/options", { node })).body.challenge;
  const signIn = (credential: PasskeySignIn["credential"], node: 0 | 1 = 0) =>
    rig.request("POST", "/api/sign-in/passkey", { json: { credential }, node });
  const signInWith = async (authenticator: Authenticator, more: Partial<Answering> = {}) =>
    signIn(authenticator.get({ challenge: await challengeToSignIn(), ...more }));
  const passkeysOf = async (by: SignedInPerson) =>
    (await rig.request<{ passkeys: PasskeyView[] }>("GET", "/api/me/passkeys", { token: by.token })).body
      .passkeys;
  /** Refused, to the asker in words that tell nothing, in the audit with the reason. */
  const expectRefused = async (answer: Answer, code: string, action = "sign-in") => {
    expectProblem(answer, code === "passkey-challenge" ? "passkey-expired" : "passkey-refused", 401);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect((await rig.audit()).at(-1)).toMatchObject({ action, outcome: "refused", code });
  };

  it("sign in without an address, begun at one node and finished at the other", async () => {
    const { authenticator, passkey } = await add(ada, { backupEligible: true, backedUp: true });
    expect(passkey).toEqual({ id: passkey.id, name: "Phone", createdAt: rig.clock.now, synced: true });
    rig.advance(1000);
    const challenge = await challengeToSignIn(0);
    const answer = await signIn(
      authenticator.get({ challenge, backupEligible: true, backedUp: false, counter: 1 }),
      1,
    );
    const { accessToken, me } = sessionOf(answer);
    expect(me.email).toBe("ada@example.org");
    expect((await rig.request<PersonView>("GET", "/api/me", { token: accessToken })).body).toEqual(me);
    expect(await passkeysOf(ada)).toEqual([{ ...passkey, lastUsedAt: rig.clock.now, synced: false }]);
    expect((await rig.audit()).at(-1)).toMatchObject({
      action: "sign-in",
      outcome: "done",
      actor: { id: ada.person.id },
      detail: { passkey: "Phone" },
    });
  });

  it("are asked for as they must be: kept by the authenticator, its user verified, none twice", async () => {
    const { authenticator } = await add(ada);
    const options = await creationOptions(ada);
    expect(options).toMatchObject({
      rp: { id: "localhost" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [{ id: authenticator.id }],
    });
    // Nothing of who it is, in what an authenticator keeps.
    expect(options.user?.id).toBe(userHandleOf(ada));
    const request = (await rig.request<Options>("POST", "/api/sign-in/passkey/options")).body;
    expect(request).toMatchObject({ rpId: "localhost", userVerification: "required" });
    expect(request.allowCredentials ?? []).toEqual([]);
  });

  it("tell their owner by mail, and the audit, when one is added", async () => {
    await add(ada);
    const mail = (await rig.mails()).at(-1) ?? "";
    expect(mail).toContain("ada@example.org");
    expect(mail).toContain("A passkey was added");
    expect(mail).toContain("http://localhost:8080/account");
    const rows = (await rig.audit()).filter(({ action }) => action === "passkey.add");
    expect(rows.map(({ outcome, detail }) => ({ outcome, detail }))).toEqual([
      { outcome: "begun", detail: { name: "Phone" } },
      { outcome: "done", detail: { name: "Phone" } },
    ]);
  });

  it("tell it in the language that their owner reads", async () => {
    await rig.records.people.speaks(ada.person.id, "de");
    await add(ada);
    const mail = decodeBody((await rig.mails()).at(-1) ?? "");
    expect(mail).toContain("der Passkey „Phone“ wurde zu Ihrem Konto hinzugefügt");
  });

  it("are renamed and removed by their owner, and by nobody else", async () => {
    const { passkey } = await add(ada);
    const bob = await rig.person("owner");
    const path = `/api/me/passkeys/${passkey.id}`;
    const theirs = { token: bob.token, json: { name: "Mine" } };
    expectProblem(await rig.request("PATCH", path, theirs), "not-found", 404);
    expectProblem(await rig.request("DELETE", path, { token: bob.token }), "not-found", 404);
    expect(await passkeysOf(bob)).toEqual([]);
    const renamed = await rig.request("PATCH", path, { token: ada.token, json: { name: "Key ring" } });
    expect(renamed.body).toEqual({ ...passkey, name: "Key ring" });
    expect((await rig.request("DELETE", path, { token: ada.token })).status).toBe(204);
    expectProblem(await rig.request("DELETE", path, { token: ada.token }), "not-found", 404);
    expect(await passkeysOf(ada)).toEqual([]);
    const rows = (await rig.audit()).filter(({ outcome }) => outcome === "done");
    expect(rows.slice(-2).map(({ action, detail }) => [action, detail])).toEqual([
      ["passkey.rename", { name: "Key ring" }],
      ["passkey.remove", { name: "Key ring" }],
    ]);
  });

  it("are not added where it cannot be written down", async () => {
    const { challenge } = await creationOptions(ada);
    rig.faults.journalDown = true;
    const credential = new Authenticator().create({ challenge, userHandle: userHandleOf(ada) });
    expectProblem(await postNew(ada, credential), "store-unavailable", 503);
    expect(await passkeysOf(ada)).toEqual([]);
  });

  it("are twenty at most", async () => {
    for (let made = 0; made < 20; made++) await add(ada);
    const { challenge } = await creationOptions(ada);
    const credential = new Authenticator().create({ challenge, userHandle: userHandleOf(ada) });
    expectProblem(await postNew(ada, credential), "conflict", 409);
  });

  describe("refuse to be added", () => {
    const refused = async (more: Partial<Parameters<Authenticator["create"]>[0]>, code: string) => {
      const challenge = more.challenge ?? (await creationOptions(ada)).challenge;
      const credential = new Authenticator().create({ userHandle: userHandleOf(ada), ...more, challenge });
      await expectRefused(await postNew(ada, credential), code, "passkey.add");
      expect(await passkeysOf(ada)).toEqual([]);
    };

    it.each<[string, Partial<Parameters<Authenticator["create"]>[0]>]>([
      ["a page of another origin", { origin: "https://localhost.evil.example" }],
      ["another port of this machine", { origin: "http://localhost:8081" }],
      ["a page in another's frame", { crossOrigin: true }],
      ["another RP ID", { rpId: "evil.example" }],
      ["a user who was not verified", { verified: false }],
      ["an answer to sign in", { type: "webauthn.get" }],
      // {"x5c": [h'30']}: whoever made the certificate would be asked, at an address that it names.
      [
        "a certificate of its maker",
        {
          attestation: {
            format: "packed",
            statement: Buffer.from("a363616c672663736967410063783563814130", "hex"),
          },
        },
      ],
      [
        "a form of attestation that nobody asked for",
        { attestation: { format: "tpm", statement: Buffer.from([0xa0]) } },
      ],
      ["one backed up that cannot be", { backupEligible: false, backedUp: true }],
    ])("by %s", async (_, more) => {
      await refused(more, "passkey-not-verified");
    });

    it("with a challenge that nobody gave, is too old, was used, was another's, or was for signing in", async () => {
      await refused({ challenge: "A".repeat(43) }, "passkey-challenge");
      const old = (await creationOptions(ada)).challenge;
      rig.advance(5 * MINUTE);
      await refused({ challenge: old }, "passkey-challenge");
      const bob = await rig.person("staff");
      await refused({ challenge: (await creationOptions(bob)).challenge }, "passkey-challenge");
      await refused({ challenge: await challengeToSignIn() }, "passkey-challenge");
      const { challenge } = await creationOptions(ada);
      await refused({ challenge, verified: false }, "passkey-not-verified");
      // A failed answer has used it up.
      await refused({ challenge }, "passkey-challenge");
    });

    it("that are somebody's already", async () => {
      const { authenticator } = await add(ada);
      const bob = await rig.person("staff");
      const { challenge } = await creationOptions(bob);
      const credential = authenticator.create({ challenge, userHandle: userHandleOf(bob) });
      expectProblem(await postNew(bob, credential), "conflict", 409);
      // The first owner's is untouched.
      authenticator.create({ challenge, userHandle: userHandleOf(ada) });
      expect(sessionOf(await signInWith(authenticator)).me.id).toBe(ada.person.id);
    });
  });

  describe("refuse to sign in", () => {
    let authenticator: Authenticator;
    let passkey: PasskeyView;
    beforeEach(async () => {
      ({ authenticator, passkey } = await add(ada, { counter: 5 }));
    });
    const NEXT = { counter: 6 };

    it("twice with one answer, at either node", async () => {
      const credential = authenticator.get({ challenge: await challengeToSignIn(), ...NEXT });
      const answers = await Promise.all([
        signIn(credential, 0),
        signIn(credential, 1),
        signIn(credential, 0),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
      await expectRefused(await signIn(credential, 1), "passkey-challenge");
    });

    it("with a challenge that is too old, that nobody gave, or that was for adding one", async () => {
      const old = await challengeToSignIn();
      rig.advance(5 * MINUTE);
      await expectRefused(await signInWith(authenticator, { challenge: old, ...NEXT }), "passkey-challenge");
      const made = "A".repeat(43);
      await expectRefused(await signInWith(authenticator, { challenge: made, ...NEXT }), "passkey-challenge");
      const { challenge } = await creationOptions(ada);
      await expectRefused(await signInWith(authenticator, { challenge, ...NEXT }), "passkey-challenge");
    });

    it.each<[string, Partial<Answering>]>([
      ["a page of another origin", { origin: "https://evil.example" }],
      ["a look-alike origin", { origin: `${ORIGIN}.evil.example` }],
      ["another port of this machine", { origin: "http://localhost:8081" }],
      ["no origin", { origin: "null" }],
      ["a page in another's frame", { crossOrigin: true }],
      ["another RP ID", { rpId: "evil.example" }],
      ["a user who was not verified", { verified: false }],
      ["an answer to be added", { type: "webauthn.create" }],
      ["another's key", { signer: new Authenticator() }],
      ["a passkey of another kind than the one that was added", { backupEligible: true }],
    ])("by %s", async (_, more) => {
      await expectRefused(await signInWith(authenticator, { ...NEXT, ...more }), "passkey-not-verified");
    });

    it("as somebody else, whose passkey it says it is", async () => {
      const bob = await rig.person("owner");
      const { authenticator: bobs } = await add(bob);
      const asBob = await signInWith(authenticator, { ...NEXT, userHandle: userHandleOf(bob) });
      await expectRefused(asBob, "passkey-other-person");
      const challenge = await challengeToSignIn();
      const { id } = bobs.get({ challenge });
      const mixed = {
        ...authenticator.get({ challenge, ...NEXT, userHandle: userHandleOf(bob) }),
        id,
        rawId: id,
      };
      await expectRefused(await signIn(mixed), "passkey-not-verified");
    });

    it("with a changed answer", async () => {
      const challenge = await challengeToSignIn();
      const credential = authenticator.get({ challenge, ...NEXT });
      const other = authenticator.get({ challenge, counter: 60 });
      const { authenticatorData } = other.response;
      const forged = { ...credential, response: { ...credential.response, authenticatorData } };
      await expectRefused(await signIn(forged), "passkey-not-verified");
    });

    it.each([5, 4, 0])("with a counter that is not above the last one, as a copy's: %i", async (counter) => {
      await expectRefused(await signInWith(authenticator, { counter }), "passkey-copied");
      // Whoever reads the audit is to know whose it is.
      expect((await rig.audit()).at(-1)?.detail).toEqual({ email: "ada@example.org", passkey: "Phone" });
      expect(sessionOf(await signInWith(authenticator, NEXT)).me.id).toBe(ada.person.id);
    });

    it("once they are removed, and with their owner", async () => {
      const { authenticator: second } = await add(ada);
      await rig.request("DELETE", `/api/me/passkeys/${passkey.id}`, { token: ada.token });
      await expectRefused(await signInWith(authenticator, NEXT), "passkey-unknown");
      const owner = await rig.person("owner");
      const challenge = await challengeToSignIn();
      await rig.request("DELETE", `/api/people/${ada.person.id}`, { token: owner.token });
      await expectRefused(await signIn(second.get({ challenge })), "passkey-unknown");
    });

    it.each<[string, unknown]>([
      ["nothing", {}],
      ["no credential", { credential: {} }],
      [
        "text that is not base64url",
        { credential: { id: "+/", rawId: "+/", type: "public-key", response: {} } },
      ],
    ])("with %s, as malformed", async (_, json) => {
      expectProblem(await rig.request("POST", "/api/sign-in/passkey", { json }), "malformed", 400);
    });

    it("with client data that is no JSON", async () => {
      const credential = authenticator.get({ challenge: await challengeToSignIn() });
      const clientDataJSON = Buffer.from("{").toString("base64url");
      const broken = { ...credential, response: { ...credential.response, clientDataJSON } };
      await expectRefused(await signIn(broken), "passkey-not-verified");
    });

    it("too often from one network", async () => {
      const credential = authenticator.get({ challenge: "A".repeat(43) });
      const statuses = new Set<number>();
      for (let tries = 0; tries < 101; tries++) statuses.add((await signIn(credential)).status);
      expect([...statuses]).toEqual([401, 429]);
    });
  });
});

describe("where passkeys work", () => {
  const PORTS = { port: 8080, tlsPort: 8443 };

  it.each<[string | undefined, ReturnType<typeof siteOf>["passkeys"]]>([
    [undefined, { rpId: "localhost", origins: ["http://localhost:8080", "https://localhost:8443"] }],
    ["https://lock.example.org", { rpId: "lock.example.org", origins: ["https://lock.example.org"] }],
    [
      "https://lock.example.org:444/x",
      { rpId: "lock.example.org", origins: ["https://lock.example.org:444"] },
    ],
    ["http://localhost:9000", { rpId: "localhost", origins: ["http://localhost:9000"] }],
    ["http://lock.example.org", undefined],
    ["https://192.0.2.7", undefined],
    ["https://[2001:db8::1]:8443", undefined],
  ])("is known from the configuration: %s", (OPENLOCK_URL, passkeys) => {
    expect(siteOf({ OPENLOCK_URL }, PORTS).passkeys).toEqual(passkeys);
  });

  it("is told, and where it is nowhere they are refused with what to do", async () => {
    const rig = await createRig({ OPENLOCK_URL: "https://192.0.2.7" });
    const about = await rig.request<{ passkeyOrigins: string[] }>("GET", "/api/about");
    expect(about.body.passkeyOrigins).toEqual([]);
    const { token } = await rig.person("staff");
    for (const path of ["/api/me/passkeys/options", "/api/sign-in/passkey/options"]) {
      expectProblem(await rig.request("POST", path, { token }), "passkeys-unavailable", 404);
    }
    await rig.close();
  });

  it("is not what a request says of itself", async () => {
    const rig = await createRig();
    const { body } = await rig.request<Options>("POST", "/api/sign-in/passkey/options", {
      headers: { "x-forwarded-host": "evil.example", origin: "https://evil.example" },
    });
    expect(body.rpId).toBe("localhost");
    await rig.close();
  });
});
