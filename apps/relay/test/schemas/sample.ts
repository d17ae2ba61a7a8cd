import type { RsaPublicJwk } from "@openlock/protocol";
import type { Records } from "../../src/records/records.ts";

const AT = 1_790_000_000_000;
const PUBLIC_KEY: RsaPublicJwk = { kty: "RSA", e: "AQAB", n: `${"u".repeat(341)}w` };

/** Some of everything, with what is awkward: quotes, other scripts, nothing, much. */
export async function fillSample({ people, signIn, doors, audit, settings }: Records): Promise<void> {
  const owner = await people.createFirstOwner({ email: "ada@example.org", name: "Ada O'Neil", at: AT });
  const scope = { all: false, ids: ["front", "back-2"] } as const;
  await people.create({
    email: "bob@example.org",
    name: "Bób „B“ Ünal 🔑",
    role: "staff",
    doors: scope,
    at: AT + 1,
  });
  await doors.create({ id: "front", name: "Front door", at: AT });
  await doors.create({ id: "back-2", name: "Back; door -- 2", at: AT + 1 });
  await doors.putClaim("front", { hash: "claim-hash", expiresAt: AT + 900_000 });
  const device = {
    id: "front",
    kid: "kid-1",
    publicKey: PUBLIC_KEY,
    uid: "0a1b2c3d4e5f",
    boot: "boot-1",
  } as const;
  const firmware = { version: "1.0.0", chip: "ESP32" };
  await doors.register({ ...device, firmware, claimHash: "claim-hash", now: AT + 2 });
  await doors.putClaim("back-2", { hash: "unused", expiresAt: AT + 900_000 });
  await doors.banKey({ kid: "kid-0", reason: "lost at 'the' fair", at: AT + 3 });
  await signIn.putCode({ email: "bob@example.org", codeHash: "code-hash", expiresAt: AT + 600_000 });
  await signIn.startFamily({
    id: "family-1",
    personId: owner?.id ?? "",
    tokenHash: "token-1",
    userAgent: "Firefox",
    ip: "192.0.2.1",
    createdAt: AT,
    expiresAt: AT * 2,
  });
  await signIn.rotate({ tokenHash: "token-1", nextHash: "token-2", now: AT + 1, expiresAt: AT * 2 });
  await settings.put("a-key", '{"kty":"EC"}');
  const actor = { kind: "person", id: owner?.id ?? "", label: "Ada O'Neil" } as const;
  const command = { actor, ip: "192.0.2.1", action: "command.send", door: "front", ref: "jti-1" } as const;
  await audit.append([
    {
      at: AT,
      actor: { kind: "anonymous" },
      action: "set-up",
      outcome: "done",
      detail: { email: "ada@example.org" },
    },
    { ...command, at: AT + 4, outcome: "begun", commandHash: "hash-1" },
    { ...command, at: AT + 5, outcome: "done" },
    { ...command, at: AT + 6, ref: "jti-2", outcome: "refused", code: "stale" },
    {
      at: AT + 7,
      actor: { kind: "device", id: "kid-1", label: "front" },
      action: "device.event",
      door: "front",
      outcome: "done",
      detail: { event: "door-opened", seq: 7, forced: true },
    },
  ]);
}
