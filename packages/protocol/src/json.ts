import type * as z from "zod/mini";
import { ProtocolError } from "./errors.ts";

/**
 * Parses JSON as the protocol wants it: bounded, and no object with the same member twice.
 *
 * @param maxBytes longest text taken, in UTF-8 bytes
 * @throws {ProtocolError} `too-large`, `not-json`, `duplicate-member`
 */
export function parseStrictJson(input: string | Uint8Array, maxBytes: number): unknown {
  const text = typeof input === "string" ? input : decodeUtf8(input, maxBytes);
  if (text.length > maxBytes || (typeof input === "string" && byteLength(text) > maxBytes)) {
    throw new ProtocolError("too-large", `longer than ${maxBytes} bytes`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ProtocolError("not-json", "not JSON", { cause });
  }
  if (membersInText(text) !== membersInValue(value)) {
    throw new ProtocolError("duplicate-member", "an object has the same member twice");
  }
  return value;
}

/** @throws {ProtocolError} `invalid`, naming the first member that does not fit */
export function parseShape<S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.length ? issue.path.map(String).join(".") : "value";
  throw new ProtocolError("invalid", `${where}: ${issue?.message || issue?.code || "does not fit"}`);
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function decodeUtf8(bytes: Uint8Array, maxBytes: number): string {
  if (bytes.length > maxBytes) throw new ProtocolError("too-large", `longer than ${maxBytes} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ProtocolError("not-json", "not UTF-8", { cause });
  }
}

function byteLength(text: string): number {
  return encodeUtf8(text).length;
}

// In valid JSON every colon outside a string belongs to exactly one member, so a text that names more members than
// its value has must name one of them twice. No second parser is needed to find that out.
function membersInText(text: string): number {
  let colons = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === 0x5c) at++;
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x3a) colons++;
  }
  return colons;
}

function membersInValue(root: unknown): number {
  let members = 0;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    const children: unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (!Array.isArray(value)) members += children.length;
    for (const child of children) open.push(child);
  }
  return members;
}
