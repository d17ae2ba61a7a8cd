import { compactDecrypt } from "jose";
import { BOUNDS } from "../bounds.ts";
import { ProtocolError } from "../errors.ts";
import { parseShape, parseStrictJson } from "../json.ts";
import { type Jws, parseJws } from "../jws/parse.ts";
import { CommandClaims, SignedClaims } from "./claims.ts";
import { type CommandHeader, parseSealedCommand } from "./header.ts";

export interface CommandOpener {
  readonly door: string;
  readonly kid: string;
  /** The device's private key, usable for RSA-OAEP with SHA-256. */
  readonly privateKey: CryptoKey;
}

/** A command as its device reads it, by what is to authorise it. Nothing of that is checked yet. */
export type OpenedCommand =
  | { readonly by: "password"; readonly claims: CommandClaims }
  | { readonly by: "signature"; readonly claims: SignedClaims; readonly jws: Jws<SignedClaims> };

/**
 * Opens a sealed command: the device's first checks of section 1, in its order, up to "header equals claims". Boot
 * nonce, time, replay, and password or signature are the device's next.
 *
 * @throws {ProtocolError} everything of `parseSealedCommand`, then `wrong-key`, `wrong-door`, `undecryptable`, what does
 * not fit inside, `header-mismatch`
 */
export async function openCommand(jwe: string, opener: CommandOpener): Promise<OpenedCommand> {
  const { header } = parseSealedCommand(jwe);
  if (header.kid !== opener.kid) throw new ProtocolError("wrong-key", "sealed to another key");
  if (header.aud !== opener.door) throw new ProtocolError("wrong-door", "sealed for another door");
  let plaintext: Uint8Array;
  try {
    ({ plaintext } = await compactDecrypt(jwe, opener.privateKey, {
      keyManagementAlgorithms: ["RSA-OAEP-256"],
      contentEncryptionAlgorithms: ["A256GCM"],
    }));
  } catch (cause) {
    throw new ProtocolError("undecryptable", "does not open with this key", { cause });
  }
  const opened = read(header, plaintext);
  const { aud, iat, jti } = opened.claims;
  if (aud !== header.aud || iat !== header.iat || jti !== header.jti) {
    throw new ProtocolError("header-mismatch", "the claims say something else than the header");
  }
  return opened;
}

/** `cty` alone says which of the two it is: one is never tried as the other. */
function read({ cty }: CommandHeader, plaintext: Uint8Array): OpenedCommand {
  if (cty === undefined) {
    const claims = parseShape(CommandClaims, parseStrictJson(plaintext, BOUNDS.claimsBytes));
    return { by: "password", claims };
  }
  // Every byte a character: what is not ASCII is no base64url either.
  const text = new TextDecoder("latin1").decode(plaintext);
  const jws = parseJws(text, BOUNDS.signedBytes, "openlock-signed+jwt", SignedClaims);
  return { by: "signature", claims: jws.payload, jws };
}
