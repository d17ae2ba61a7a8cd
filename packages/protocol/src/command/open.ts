import { compactDecrypt } from "jose";
import { BOUNDS } from "../bounds.ts";
import { ProtocolError } from "../errors.ts";
import { parseShape, parseStrictJson } from "../json.ts";
import { CommandClaims } from "./claims.ts";
import { parseSealedCommand } from "./header.ts";

export interface CommandOpener {
  readonly door: string;
  readonly kid: string;
  /** The device's private key, usable for RSA-OAEP with SHA-256. */
  readonly privateKey: CryptoKey;
}

/**
 * Opens a sealed command: the device's first checks of section 1, in its order, up to "header equals claims". Boot
 * nonce, time, replay and password are the device's next.
 *
 * @throws {ProtocolError} everything of `parseSealedCommand`, then `wrong-key`, `wrong-door`, `undecryptable`,
 * `header-mismatch`
 */
export async function openCommand(jwe: string, opener: CommandOpener): Promise<CommandClaims> {
  const { header } = parseSealedCommand(jwe);
  if (header.kid !== opener.kid) throw new ProtocolError("wrong-key", "sealed to another key");
  if (header.aud !== opener.door) throw new ProtocolError("wrong-door", "sealed for another door");
  // Nested signed commands (section 9) are not understood yet; taking one for a plain one would be a downgrade.
  if (header.cty !== undefined) throw new ProtocolError("invalid", "cty: signed commands are not supported");
  let plaintext: Uint8Array;
  try {
    ({ plaintext } = await compactDecrypt(jwe, opener.privateKey, {
      keyManagementAlgorithms: ["RSA-OAEP-256"],
      contentEncryptionAlgorithms: ["A256GCM"],
    }));
  } catch (cause) {
    throw new ProtocolError("undecryptable", "does not open with this key", { cause });
  }
  const claims = parseShape(CommandClaims, parseStrictJson(plaintext, BOUNDS.claimsBytes));
  if (claims.aud !== header.aud || claims.iat !== header.iat || claims.jti !== header.jti) {
    throw new ProtocolError("header-mismatch", "the claims say something else than the header");
  }
  return claims;
}
