import { EcPublicJwk } from "@openlock/protocol";

const STORED_AS = "openlock.release-keys";
/** A device takes no more (section 5 of the protocol). */
const MAX_KEYS = 4;

/** The release keys that this browser trusts, whatever the server says. */
export function readReleaseKeys(): readonly EcPublicJwk[] {
  try {
    return parseReleaseKeys(localStorage.getItem(STORED_AS) ?? "") ?? [];
  } catch {
    // A browser that keeps nothing.
    return [];
  }
}

export function saveReleaseKeys(keys: readonly EcPublicJwk[]): void {
  localStorage.setItem(STORED_AS, keys.map((key) => JSON.stringify(key)).join("\n"));
}

/**
 * Public keys as `openlock-release public` prints them, one a line.
 *
 * @returns undefined where one of them is none, or there are more than a device takes
 */
export function parseReleaseKeys(text: string): readonly EcPublicJwk[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const keys = lines.flatMap((line) => {
    const parsed = EcPublicJwk.safeParse(json(line));
    return parsed.success ? [parsed.data] : [];
  });
  return keys.length === lines.length && keys.length <= MAX_KEYS ? keys : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
