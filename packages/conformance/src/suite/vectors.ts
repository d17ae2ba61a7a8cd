import { createDecipheriv } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { importDeviceKey, randomBase64url } from "@openlock/protocol";
import type { Client, Sealed } from "../command/client.ts";
import { sealParts } from "../command/seal.ts";

const require = createRequire(import.meta.url);

/** A file of vectors, as it stands there. */
export function readVectors<File>(name: string): File {
  return JSON.parse(readFileSync(require.resolve(`@openlock/protocol/vectors/${name}.json`), "utf8"));
}

/** What is fixed in the vectors of commands, and has to be this device's own. */
const FIXED = {
  kid: "7cDIgKKXaCs5IpjLSyA9BdsETRjPnm9RigXFXoslXpE",
  jti: "AAECAwQFBgcICQoLDA0ODw",
  boot: "EBESExQVFhcYGRobHB0eHw",
  iat: /18000000(\d\d)/g,
  password: "TEST-ONLY correct horse",
};

/** What a vector's command says when it is opened: its header and its plaintext, as they stand there. */
export function openVector(jwe: string): { readonly header: string; readonly plaintext: Buffer } {
  const { cek } = readVectors<{ cek: string }>("test-only-device-key");
  const [header = "", , iv = "", ciphertext = "", tag = ""] = jwe.split(".");
  const decipher = createDecipheriv(
    "aes-256-gcm",
    Buffer.from(cek, "base64url"),
    Buffer.from(iv, "base64url"),
  );
  decipher.setAAD(Buffer.from(header)).setAuthTag(Buffer.from(tag, "base64url"));
  return {
    header: Buffer.from(header, "base64url").toString("utf8"),
    plaintext: Buffer.concat([decipher.update(Buffer.from(ciphertext, "base64url")), decipher.final()]),
  };
}

/** A vector's command, with all its faults and no other: for this device, this boot and this moment. */
export async function resealed(client: Client, jwe: string, kid: string): Promise<Sealed> {
  const { header, plaintext } = openVector(jwe);
  const jti = randomBase64url(16);
  const now = client.nowSeconds();
  const adopt = (text: string) =>
    text
      .replaceAll(FIXED.kid, kid)
      .replaceAll(FIXED.jti, jti)
      .replaceAll(FIXED.boot, client.door.boot)
      .replace(FIXED.iat, (_, seconds: string) => String(now + Number(seconds)))
      .replaceAll(FIXED.password, client.password);
  const parts = await sealParts({
    key: await importDeviceKey(client.door.publicKey),
    header: adopt(header),
    // Latin-1 keeps bytes that are no UTF-8 as they are.
    plaintext: Buffer.from(adopt(plaintext.toString("latin1")), "latin1"),
  });
  const reply = /"reply":"([^"]*)"/.exec(plaintext.toString("latin1"))?.[1] ?? "";
  return { jwe: parts.join("."), parts, jti, reply };
}
