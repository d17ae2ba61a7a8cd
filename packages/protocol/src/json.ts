import type * as z from "zod/mini";
import { BOUNDS } from "./bounds.ts";
import { ProtocolError } from "./errors.ts";

/**
 * Parses JSON as the protocol wants it, which is I-JSON (RFC 7493) and a little stricter: bounded in length and depth,
 * no object with the same member twice, and no text that another language reads differently (lone surrogates, U+0000,
 * a member named `__proto__`).
 *
 * @param maxBytes longest text taken, in UTF-8 bytes
 * @throws {ProtocolError} `too-large`, `not-json`, `duplicate-member`, `invalid`
 */
export function parseStrictJson(input: string | Uint8Array, maxBytes: number): unknown {
  const text = typeof input === "string" ? input : decodeUtf8(input, maxBytes);
  if (text.length > maxBytes || (typeof input === "string" && encodeUtf8(text).length > maxBytes)) {
    throw new ProtocolError("too-large", `longer than ${maxBytes} bytes`);
  }
  const named = scan(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not as the cause: the engine's message quotes what was sent, which may be secret.
    throw new ProtocolError("not-json", "not JSON");
  }
  if (named !== inspect(value)) {
    throw new ProtocolError("duplicate-member", "an object has the same member twice");
  }
  return value;
}

/** @throws {ProtocolError} `invalid`, naming the first member that does not fit */
export function parseShape<S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.length ? issue.path.map(memberName).join(".") : "value";
  // zod's own words for an unknown member would quote it.
  const what = issue?.code === "unrecognized_keys" ? "unknown member" : (issue?.message ?? "does not fit");
  throw new ProtocolError("invalid", `${where}: ${what}`);
}

// Names of members can be the sender's own words, and the message goes to logs and to other people.
function memberName(key: PropertyKey): string {
  const name = String(key);
  return /^[A-Za-z0-9_-]{1,40}$/.test(name) ? name : "…";
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

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * Refuses text nested too deeply before anything recurses into it, and counts the members it names: in valid JSON every
 * colon outside a string belongs to exactly one. A text that names more members than its value has must name one of
 * them twice; no second parser is needed to find that out.
 */
function scan(text: string): number {
  let colons = 0;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === BACKSLASH) at++;
      else if (character === QUOTE) inString = false;
      continue;
    }
    switch (character) {
      case QUOTE:
        inString = true;
        break;
      case COLON:
        colons++;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > BOUNDS.jsonDepth) {
          throw new ProtocolError("too-large", `nested deeper than ${BOUNDS.jsonDepth}`);
        }
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
    }
  }
  return colons;
}

/** Counts the members of every object inside, and refuses texts that languages disagree on. */
function inspect(value: unknown): number {
  if (typeof value === "string") checkText(value);
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + inspect(item), 0);
  let members = 0;
  for (const [name, child] of Object.entries(value)) {
    // Assigned to an object in JavaScript it would change what the object is instead of adding a member.
    if (name === "__proto__") throw new ProtocolError("invalid", "a member named __proto__");
    checkText(name);
    members += 1 + inspect(child);
  }
  return members;
}

// A lone surrogate has no UTF-8, so that two different texts would become the same bytes; U+0000 ends a string in C.
function checkText(text: string): void {
  if (/[\0\p{Surrogate}]/u.test(text))
    throw new ProtocolError("invalid", "a lone surrogate or U+0000 in a text");
}
