import { type NewPasskey, PasskeyOptions, type PasskeySignIn } from "@openlock/api";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeAttestationObject, decodeClientDataJSON, isoBase64URL } from "@simplewebauthn/server/helpers";
import { sha256 } from "../crypto/hash.ts";
import type { Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import type { Passkey, NewPasskey as VerifiedPasskey } from "../records/passkeys.ts";
import type { Person } from "../records/records.ts";
import type { Site } from "./site.ts";

/** How long one may take from the options to the answer. */
const CHALLENGE_MS = 5 * 60_000;
export const PASSKEYS_PER_PERSON = 20;

/** Why an answer was refused, for the audit; what the asker is told says less. */
export type PasskeyRefusal =
  | "passkey-challenge"
  | "passkey-unknown"
  | "passkey-other-person"
  | "passkey-copied"
  | "passkey-not-verified";

/** An answer that does not stand. */
export class PasskeyError extends Error {
  override readonly name = "PasskeyError";
  readonly code: PasskeyRefusal;
  /** The one that was to sign in, where it is one of this relay's. */
  readonly passkey: Passkey | undefined;

  constructor(code: PasskeyRefusal, options: ErrorOptions & { readonly passkey?: Passkey } = {}) {
    super(code, options);
    this.code = code;
    this.passkey = options.passkey;
  }

  toProblem(): ProblemError {
    if (this.code === "passkey-challenge") {
      return new ProblemError("passkey-expired", "That took too long, or was sent twice. Try again.", {
        cause: this,
      });
    }
    return new ProblemError(
      "passkey-refused",
      "This passkey is not accepted here; it may have been removed. Sign in with a code by mail instead.",
      { cause: this },
    );
  }
}

/**
 * Passkeys (WebAuthn Level 3): made by somebody who is signed in, and then enough to sign in with, for they are kept by
 * a device that has verified its user. Challenges are in the records, so that any node can finish what another began.
 */
export class Passkeys {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async creationOptions(person: Person, { rpId }: PasskeySite): Promise<PasskeyOptions> {
    const existing = await this.#services.records.passkeys.listOf(person.id);
    const options = await generateRegistrationOptions({
      rpName: "OpenLock",
      rpID: rpId,
      userID: handleOf(person.id),
      userName: person.email,
      userDisplayName: person.name,
      timeout: CHALLENGE_MS,
      attestationType: "none",
      excludeCredentials: existing.map(({ credentialId, transports }) => ({
        id: credentialId,
        transports: [...transports],
      })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    await this.#remember(options.challenge, person.id);
    return PasskeyOptions.parse(options);
  }

  /**
   * What a browser answered, as it may be added.
   *
   * @throws {PasskeyError}
   */
  async verify(
    person: Person,
    { name, credential }: NewPasskey,
    site: PasskeySite,
  ): Promise<VerifiedPasskey> {
    const { now } = this.#services;
    const { clientDataJSON, attestationObject } = credential.response;
    const { registrationInfo } = await this.#verified(clientDataJSON, person.id, (expectedChallenge) => {
      refuseAttestation(attestationObject);
      return verifyRegistrationResponse({
        response: { ...credential, clientExtensionResults: {} },
        expectedChallenge,
        expectedOrigin: [...site.origins],
        expectedRPID: site.rpId,
        requireUserVerification: true,
      });
    });
    if (!registrationInfo) throw new PasskeyError("passkey-not-verified");
    const { credential: made, credentialDeviceType, credentialBackedUp } = registrationInfo;
    return {
      credentialId: made.id,
      personId: person.id,
      publicKey: isoBase64URL.fromBuffer(made.publicKey),
      counter: made.counter,
      transports: credential.response.transports ?? [],
      backupEligible: credentialDeviceType === "multiDevice",
      backedUp: credentialBackedUp,
      name,
      createdAt: now(),
    };
  }

  /** @throws {ProblemError} `conflict` */
  async add(verified: VerifiedPasskey): Promise<Passkey> {
    const added = await this.#services.records.passkeys.add(verified, PASSKEYS_PER_PERSON);
    if (added === "taken") throw new ProblemError("conflict", "This passkey is registered here already.");
    if (added === "too-many") {
      throw new ProblemError("conflict", `${PASSKEYS_PER_PERSON} passkeys are enough. Remove one first.`);
    }
    return added;
  }

  /** What anybody may ask for: it names nobody, and the browser shows which passkeys it has. */
  async signInOptions({ rpId }: PasskeySite): Promise<PasskeyOptions> {
    const options = await generateAuthenticationOptions({
      rpID: rpId,
      userVerification: "required",
      timeout: CHALLENGE_MS,
    });
    await this.#remember(options.challenge);
    return PasskeyOptions.parse(options);
  }

  /**
   * Whose passkey has answered, and which it was.
   *
   * @throws {PasskeyError}
   */
  async check(
    asked: PasskeySignIn,
    site: PasskeySite,
  ): Promise<{ readonly person: Person; readonly passkey: Passkey }> {
    const passkey = await this.#services.records.passkeys.byCredentialId(asked.credential.id);
    try {
      return await this.#check(asked, passkey, site);
    } catch (cause) {
      if (!(cause instanceof PasskeyError) || !passkey) throw cause;
      throw new PasskeyError(cause.code, { cause, passkey });
    }
  }

  async #check({ credential }: PasskeySignIn, passkey: Passkey | undefined, site: PasskeySite) {
    const { records, now } = this.#services;
    const { response } = credential;
    const { authenticationInfo } = await this.#verified(
      response.clientDataJSON,
      undefined,
      async (expectedChallenge) => {
        if (!passkey) throw new PasskeyError("passkey-unknown");
        if (response.userHandle !== isoBase64URL.fromBuffer(handleOf(passkey.personId))) {
          throw new PasskeyError("passkey-other-person");
        }
        const answer = await verifyAuthenticationResponse({
          response: { ...credential, clientExtensionResults: {} },
          expectedChallenge,
          expectedOrigin: [...site.origins],
          expectedRPID: site.rpId,
          credential: {
            id: passkey.credentialId,
            publicKey: isoBase64URL.toBuffer(passkey.publicKey),
            // Looked at below, once it is known who counts.
            counter: 0,
          },
          requireUserVerification: true,
        });
        if (!answer.verified) throw new PasskeyError("passkey-not-verified");
        return answer;
      },
    );
    const { newCounter, credentialDeviceType, credentialBackedUp } = authenticationInfo;
    if (!passkey || (credentialDeviceType === "multiDevice") !== passkey.backupEligible) {
      throw new PasskeyError("passkey-not-verified");
    }
    const person = await records.people.byId(passkey.personId);
    if (!person) throw new PasskeyError("passkey-unknown");
    const use = { id: passkey.id, counter: newCounter, backedUp: credentialBackedUp, at: now() };
    if (!(await records.passkeys.used(use))) throw new PasskeyError("passkey-copied");
    return { person, passkey };
  }

  async #remember(challenge: string, personId?: string): Promise<void> {
    const { records, now } = this.#services;
    await records.passkeys.putChallenge({
      challengeHash: sha256(challenge),
      ...(personId === undefined ? {} : { personId }),
      now: now(),
      expiresAt: now() + CHALLENGE_MS,
    });
  }

  /** Uses the challenge up, whatever comes of it, and then has the answer checked. */
  async #verified<T>(
    clientDataJSON: string,
    personId: string | undefined,
    check: (expectedChallenge: string) => Promise<T>,
  ): Promise<T> {
    const { records, now } = this.#services;
    const { challenge, crossOrigin } = clientDataOf(clientDataJSON);
    const stands = await records.passkeys.takeChallenge({
      challengeHash: sha256(challenge),
      ...(personId === undefined ? {} : { personId }),
      now: now(),
    });
    if (!stands) throw new PasskeyError("passkey-challenge");
    // No page of ours is ever in another's frame.
    if (crossOrigin) throw new PasskeyError("passkey-not-verified");
    try {
      return await check(challenge);
    } catch (cause) {
      if (cause instanceof PasskeyError) throw cause;
      // The library says what did not fit in words alone.
      throw new PasskeyError("passkey-not-verified", { cause });
    }
  }
}

type PasskeySite = NonNullable<Site["passkeys"]>;

function clientDataOf(clientDataJSON: string) {
  try {
    const { challenge, crossOrigin } = decodeClientDataJSON(clientDataJSON);
    if (typeof challenge === "string") return { challenge, crossOrigin };
  } catch {
    // Not JSON: refused below.
  }
  throw new PasskeyError("passkey-not-verified");
}

/**
 * None was asked for. With a certificate there would be one who made it to be asked, over the network, and at an address of
 * the asker's choosing.
 */
function refuseAttestation(attestationObject: string): void {
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const format = decoded.get("fmt");
  const isOwn = format === "packed" && decoded.get("attStmt").get("x5c") === undefined;
  if (format !== "none" && !isOwn) throw new PasskeyError("passkey-not-verified");
}

/** What authenticators keep to know whose a passkey is: nothing that says who. */
function handleOf(personId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(personId, "utf8"));
}
