import { compactDecrypt } from "jose";
import { decodeBase64url } from "../base64url.ts";
import { BOUNDS } from "../bounds.ts";
import { splitCompactJwe } from "../command/header.ts";
import { ProtocolError } from "../errors.ts";
import { parseShape, parseStrictJson } from "../json.ts";
import { ResultClaims, ResultHeader } from "./claims.ts";

/**
 * Opens a device's answer. That it opens is the proof that the device made it: nobody else knows the reply key.
 *
 * @param command what `sealCommand` gave for the command
 * @throws {ProtocolError} `too-large`, `not-compact`, `not-canonical`, `not-json`, `duplicate-member`, `invalid`,
 * `undecryptable`, `wrong-command`
 */
export async function openResult(
  jwe: string,
  command: { readonly jti: string; readonly reply: string },
): Promise<ResultClaims> {
  const parts = splitCompactJwe(jwe, BOUNDS.resultBytes);
  parseShape(ResultHeader, parseStrictJson(parts.header, BOUNDS.headerBytes));
  if (parts.encryptedKey.length !== 0) throw new ProtocolError("not-compact", "dir has no encrypted key");
  let plaintext: Uint8Array;
  try {
    ({ plaintext } = await compactDecrypt(jwe, decodeBase64url(command.reply), {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    }));
  } catch (cause) {
    throw new ProtocolError("undecryptable", "the answer does not open", { cause });
  }
  const claims = parseShape(ResultClaims, parseStrictJson(plaintext, BOUNDS.resultBytes));
  if (claims.sub !== command.jti)
    throw new ProtocolError("wrong-command", "the answer is to another command");
  return claims;
}
