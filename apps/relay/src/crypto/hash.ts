import { createHash } from "node:crypto";

/** SHA-256 as base64url: how secrets are stored, and what the replay memory remembers of a command. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("base64url");
}

/** SHA-256 as hexadecimal digits: how the audit's chain is written. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
