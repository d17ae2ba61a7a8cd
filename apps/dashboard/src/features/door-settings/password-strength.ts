/** How hard a door password is to guess. */
export type PasswordStrength = "too-short" | "weak" | "fair" | "good";

/** The protocol takes eight; what a person makes up wants more. */
const SHORTEST = 12;
const FAIR_BITS = 50;
const GOOD_BITS = 70;

/**
 * A rough estimate from length and kinds of characters. What repeats, runs on (`abc`, `321`) or is in `known`, such as the
 * door's name, counts as one character.
 */
export function passwordStrength(password: string, known: readonly string[]): PasswordStrength {
  if (password.length < SHORTEST) return "too-short";
  const bits = surprising(password, known) * Math.log2(alphabet(password));
  if (bits < FAIR_BITS) return "weak";
  return bits < GOOD_BITS ? "fair" : "good";
}

function surprising(password: string, known: readonly string[]): number {
  let rest = password.toLowerCase();
  for (const word of known) if (word.length > 2) rest = rest.replaceAll(word.toLowerCase(), "\u0000");
  const codes = Array.from(rest, (character) => character.codePointAt(0) ?? 0);
  const fresh = codes.filter((code, at) => at === 0 || Math.abs(code - (codes[at - 1] ?? 0)) > 1);
  // The same few characters again and again are no more than that.
  return Math.min(fresh.length, new Set(codes).size * 2);
}

function alphabet(password: string): number {
  const kinds: readonly [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/[^a-zA-Z0-9]/, 30],
  ];
  // People put capitals first and digits last: kinds count for less than they could.
  return kinds.reduce((sum, [kind, size]) => (kind.test(password) ? sum + size / 2 : sum), 2);
}
