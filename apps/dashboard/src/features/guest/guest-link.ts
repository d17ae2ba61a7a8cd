import type { PrivateJwk } from "@openlock/client/grants";

/** What a guest's link holds, in its fragment, which browsers do not send. */
export interface GuestLink {
  readonly key: PrivateJwk;
  /** The keys of the doors, by Door ID, as whoever made the link trusts them. */
  readonly pins: ReadonlyMap<string, string>;
}

const PART = /^[A-Za-z0-9_-]{43}$/;
const PIN = /^([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?):([A-Za-z0-9_-]{43})$/;

export function writeGuestLink({ key, pins }: GuestLink, origin: string): string {
  const parts = [key.d, key.x, key.y, ...[...pins].map(([door, kid]) => `${door}:${kid}`)];
  return `${origin}/guest#${parts.join(".")}`;
}

/**
 * @param fragment without its `#`
 * @returns undefined where it is no whole one
 */
export function readGuestLink(fragment: string): GuestLink | undefined {
  const [d = "", x = "", y = "", ...rest] = fragment.split(".");
  if (![d, x, y].every((part) => PART.test(part))) return undefined;
  const pins = new Map<string, string>();
  for (const text of rest) {
    const [, door, kid] = PIN.exec(text) ?? [];
    if (door === undefined || kid === undefined) return undefined;
    pins.set(door, kid);
  }
  return { key: { kty: "EC", crv: "P-256", d, x, y }, pins };
}
