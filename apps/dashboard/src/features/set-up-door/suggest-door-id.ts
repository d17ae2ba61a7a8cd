/**
 * A Door ID out of a door's name: `Front door (Kitchen)` becomes `front-door-kitchen`. Empty where nothing is left.
 */
export function suggestDoorId(name: string): string {
  return name
    .replace(/ß/g, "ss")
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 64)
    .replace(/^-+|-+$/g, "");
}
