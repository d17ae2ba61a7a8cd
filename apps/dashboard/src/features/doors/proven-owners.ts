const STORED_AS = "openlock-proven-owners";

/**
 * Thumbprints of owner keys, by Door ID, that a door itself has shown to be its owners': it did what a grant of theirs
 * allows, and said so under its seal. The relay names owners too, and could name a key of its own.
 */
export function provenOwner(doorId: string): string | undefined {
  const kid = read()[doorId];
  return typeof kid === "string" ? kid : undefined;
}

export function noteProvenOwner(doorId: string, kid: string): void {
  if (provenOwner(doorId) === kid) return;
  try {
    localStorage.setItem(STORED_AS, JSON.stringify({ ...read(), [doorId]: kid }));
  } catch {
    // Storage is blocked or full: a new board's key is then compared by hand.
  }
}

function read(): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? "{}");
    return typeof kept === "object" && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}
