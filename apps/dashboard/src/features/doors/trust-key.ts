import { signHandover } from "@openlock/protocol";
import { openlock } from "../../api/client.ts";
import { api } from "../../api/http.ts";
import { pins } from "../../api/pins.ts";
import { serverNow } from "../../api/server-clock.ts";
import { browserKey } from "../keys/browser-keys.ts";

/**
 * Trusts a door's key whose fingerprint was compared at the board, in this browser; and where another was known here
 * before, vouches for it by this browser's owner key, so that browsers that know that owner take it too.
 */
export async function trustKey(doorId: string, kid: string): Promise<void> {
  const before = await pins.get(doorId);
  await openlock.door(doorId).pin(kid);
  // Without it others compare the fingerprint by hand.
  if (before !== undefined && before !== kid) await handOver(doorId, before, kid).catch(() => undefined);
}

async function handOver(doorId: string, from: string, to: string): Promise<void> {
  const owner = await browserKey("owner");
  if (!owner) return;
  const iat = Math.floor(serverNow() / 1000);
  const statement = await signHandover({ aud: doorId, from, to, iat }, owner);
  await api.post(`/api/doors/${doorId}/handovers`, { statement, key: owner.publicKey });
}
