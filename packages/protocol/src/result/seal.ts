import { CompactEncrypt } from "jose";
import { decodeBase64url } from "../base64url.ts";
import { encodeUtf8, parseShape } from "../json.ts";
import { ReplyKey } from "../names.ts";
import { ResultClaims } from "./claims.ts";

/**
 * Seals a device's answer under the reply key of the command.
 *
 * @param reply base64url of 32 bytes, from the command's claims
 * @throws {ProtocolError} `invalid`
 */
export async function sealResult(reply: string, claims: ResultClaims): Promise<string> {
  const key = decodeBase64url(parseShape(ReplyKey, reply));
  return new CompactEncrypt(encodeUtf8(JSON.stringify(parseShape(ResultClaims, claims))))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", typ: "openlock-result+jwt" })
    .encrypt(key);
}
