import * as z from "zod/mini";
import { decodeBase64url } from "../base64url.ts";
import { BOUNDS } from "../bounds.ts";
import { ProtocolError } from "../errors.ts";
import { parseShape, parseStrictJson } from "../json.ts";
import { DoorId, Jti, Kid, Seconds } from "../names.ts";

/** The protected header of a sealed command, and nothing else in it (section 1; `cty` by section 9). */
export const CommandHeader = z.strictObject({
  alg: z.literal("RSA-OAEP-256"),
  enc: z.literal("A256GCM"),
  typ: z.literal("openlock-command+jwt"),
  cty: z.exactOptional(z.literal("JWT")),
  kid: Kid,
  aud: DoorId,
  iat: Seconds,
  jti: Jti,
});
export type CommandHeader = z.infer<typeof CommandHeader>;

/** A sealed command as everybody on its way can read it. */
export interface SealedCommand {
  readonly jwe: string;
  readonly header: CommandHeader;
  /** The five decoded parts, joined: what a replay memory hashes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads what is in clear in a sealed command, strictly: five canonical base64url parts of the lengths that the
 * algorithms give, a header with the members of the protocol and no other, nothing twice.
 *
 * @throws {ProtocolError} `too-large`, `not-compact`, `not-canonical`, `not-json`, `duplicate-member`, `invalid`
 */
export function parseSealedCommand(jwe: string): SealedCommand {
  const parts = splitCompactJwe(jwe, BOUNDS.commandBytes);
  const header = parseShape(CommandHeader, parseStrictJson(parts.header, BOUNDS.headerBytes));
  checkEncryptedKey(parts.encryptedKey);
  const maxBytes = plaintextBytes(header);
  if (parts.ciphertext.length > maxBytes) {
    throw new ProtocolError("too-large", `claims longer than ${maxBytes} bytes`);
  }
  return { jwe, header, bytes: joinParts(parts) };
}

/** How long the plaintext of a command may be: a JWS has its claims a third longer, and a header and a signature. */
export function plaintextBytes({ cty }: Pick<CommandHeader, "cty">): number {
  return cty === undefined ? BOUNDS.claimsBytes : BOUNDS.signedBytes;
}

export interface CompactJweParts {
  readonly header: Uint8Array<ArrayBuffer>;
  readonly encryptedKey: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
  readonly tag: Uint8Array<ArrayBuffer>;
}

/**
 * Splits a JWE compact serialization (RFC 7516, 7.1) with A256GCM content into its decoded parts.
 *
 * @throws {ProtocolError} `too-large`, `not-compact`, `not-canonical`
 */
export function splitCompactJwe(jwe: string, maxBytes: number): CompactJweParts {
  if (jwe.length > maxBytes) throw new ProtocolError("too-large", `longer than ${maxBytes} bytes`);
  const texts = jwe.split(".", 6);
  if (texts.length !== 5) throw new ProtocolError("not-compact", "not five parts");
  const [header, encryptedKey, iv, ciphertext, tag] = texts.map(decodeBase64url);
  if (!header || !encryptedKey || !iv || !ciphertext || !tag) {
    throw new ProtocolError("not-compact", "not five parts");
  }
  if (header.length === 0 || ciphertext.length === 0 || iv.length !== 12 || tag.length !== 16) {
    throw new ProtocolError("not-compact", "a part has the wrong length");
  }
  return { header, encryptedKey, iv, ciphertext, tag };
}

/** @throws {ProtocolError} `not-compact` */
export function checkEncryptedKey(encryptedKey: Uint8Array): void {
  // RSA-OAEP gives as many bytes as the modulus has (RFC 8017, 7.1.1).
  if (encryptedKey.length < 256 || encryptedKey.length > 512) {
    throw new ProtocolError("not-compact", "the encrypted key has another length than an RSA modulus");
  }
}

function joinParts(parts: CompactJweParts): Uint8Array<ArrayBuffer> {
  const all = [parts.header, parts.encryptedKey, parts.iv, parts.ciphertext, parts.tag];
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
