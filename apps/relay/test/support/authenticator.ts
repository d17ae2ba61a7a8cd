import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { NewPasskey, PasskeySignIn } from "@openlock/api";

/** What an answer is made of; a test changes what it wants to be wrong. */
export interface Answering {
  readonly challenge: string;
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  /** Whether the user was verified, not only there. */
  readonly verified?: boolean;
  readonly counter?: number;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  /** Whose key signs. */
  readonly signer?: Authenticator;
  readonly userHandle?: string;
}

export const ORIGIN = "http://localhost:8080";

/** An authenticator in software, with one passkey: what a browser answers, made by hand so that it can be wrong. */
export class Authenticator {
  readonly id = randomBytes(32).toString("base64url");
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  /** What it was told to keep of its user. */
  #userHandle = "";

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#privateKey = privateKey;
    this.#publicKey = publicKey;
  }

  /** Answers `navigator.credentials.create()`. */
  create(
    answering: Answering & {
      readonly userHandle: string;
      /** A format and, in CBOR, its statement. */
      readonly attestation?: { readonly format: string; readonly statement: Uint8Array };
    },
  ): NewPasskey["credential"] {
    this.#userHandle = answering.userHandle;
    const data = Buffer.concat([
      authenticatorData(answering, 0x40),
      Buffer.alloc(16),
      Buffer.from([0, 32]),
      Buffer.from(this.id, "base64url"),
      this.#coseKey(),
    ]);
    // A CBOR map of three: fmt, attStmt, authData (RFC 8949; WebAuthn Level 3, 6.5.4).
    const { format, statement } = answering.attestation ?? { format: "none", statement: Buffer.from([0xa0]) };
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      text("fmt"),
      text(format),
      text("attStmt"),
      statement,
      text("authData"),
      bytes(data),
    ]);
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      response: {
        clientDataJSON: clientData({ type: "webauthn.create", ...answering }).toString("base64url"),
        attestationObject: attestationObject.toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  /** Answers `navigator.credentials.get()`. */
  get(answering: Answering): PasskeySignIn["credential"] {
    const data = authenticatorData(answering, 0);
    const client = clientData({ type: "webauthn.get", ...answering });
    const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
    const signer = answering.signer ?? this;
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      response: {
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, signer.#privateKey).toString("base64url"),
        userHandle: answering.userHandle ?? this.#userHandle,
      },
    };
  }

  #coseKey(): Buffer {
    const { x = "", y = "" } = this.#publicKey.export({ format: "jwk" });
    // {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053, 7.1.1)
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      bytes(Buffer.from(x, "base64url")),
      Buffer.from([0x22]),
      bytes(Buffer.from(y, "base64url")),
    ]);
  }
}

function clientData({ type, challenge, origin = ORIGIN, crossOrigin = false }: Answering): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
}

/** WebAuthn Level 3, 6.1. */
function authenticatorData(answering: Answering, more: number): Buffer {
  const { rpId = "localhost", verified = true, counter = 0 } = answering;
  const { backupEligible = false, backedUp = false } = answering;
  const flags = 0x01 | (verified ? 0x04 : 0) | (backupEligible ? 0x08 : 0) | (backedUp ? 0x10 : 0) | more;
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.from([flags]), count]);
}

/** A CBOR text of fewer than 24 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

/** A CBOR byte string. */
function bytes(value: Uint8Array): Buffer {
  const head = value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from(head), value]);
}
