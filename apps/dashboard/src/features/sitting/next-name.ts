/**
 * The name for the door after this one: its number counted up, with as many digits, or a 2 where it has none.
 *
 * @example
 * nextName("Room 009") // "Room 010"
 */
export function nextName(name: string): string {
  const [, before = "", number] = /^(.*?)(\d{1,9})$/s.exec(name) ?? [];
  if (number === undefined) return `${name} 2`;
  return before + String(Number(number) + 1).padStart(number.length, "0");
}
