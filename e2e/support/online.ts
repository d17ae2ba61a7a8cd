import { expect } from "vitest";
import type { SignedIn } from "./people.ts";

/** Resolves when the relay has the door `front` online, or no longer. */
export async function online(owner: SignedIn, wanted: boolean): Promise<void> {
  const look = async () => (await owner.json<{ online: boolean }>("GET", "/api/doors/front")).online;
  await expect.poll(look, { timeout: 60_000, interval: 250 }).toBe(wanted);
}
