import { decodeBase64url } from "../base64url.ts";
import { BOUNDS } from "../bounds.ts";
import { type CompactJweParts, splitCompactJwe } from "../command/header.ts";
import { ProtocolError } from "../errors.ts";
import { encodeUtf8, parseShape, parseStrictJson } from "../json.ts";
import { ReplyKey } from "../names.ts";
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
  const reply = decodeBase64url(parseShape(ReplyKey, command.reply));
  const plaintext = await decrypt(parts, encodeUtf8(jwe.slice(0, jwe.indexOf("."))), reply);
  const claims = parseShape(ResultClaims, parseStrictJson(plaintext, BOUNDS.resultBytes));
  if (claims.sub !== command.jti) {
    throw new ProtocolError("wrong-command", "the answer is to another command");
  }
  return claims;
}

/**
 * RFC 7516, 5.2, from step 14 on, which is all that `dir` leaves. Not by jose: half of what it would add to a page
 * opens kinds of JWE that were refused above.
 */
async function decrypt(
  { iv, ciphertext, tag }: CompactJweParts,
  additionalData: Uint8Array<ArrayBuffer>,
  reply: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const sealed = new Uint8Array(ciphertext.length + tag.length);
  sealed.set(ciphertext);
  sealed.set(tag, ciphertext.length);
  const key = await crypto.subtle.importKey("raw", reply, "AES-GCM", false, ["decrypt"]);
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData, tagLength: 128 }, key, sealed),
    );
  } catch (cause) {
    throw new ProtocolError("undecryptable", "the answer does not open", { cause });
  }
}
