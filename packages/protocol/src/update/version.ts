import * as z from "zod/mini";

const FORM = /^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/;
const PART_MAX = 65_535;

/** `major.minor.patch`, each 0 to 65535 without leading zeros. */
export const ReleaseVersion = z
  .string()
  .check(z.refine((text) => parts(text) !== undefined, "not a version of three numbers"));

/**
 * Which of two versions is the later one. A text of another form, as a board in development may report, is older than
 * every release.
 *
 * @returns below 0 where `a` is the older one, above 0 where `b` is
 */
export function compareVersions(a: string, b: string): number {
  return order(a) - order(b);
}

function order(text: string): number {
  const [major = 0, minor = 0, patch = 0] = parts(text) ?? [-1];
  return (major * (PART_MAX + 1) + minor) * (PART_MAX + 1) + patch;
}

function parts(text: string): readonly number[] | undefined {
  const numbers = FORM.exec(text)?.slice(1).map(Number);
  return numbers?.every((number) => number <= PART_MAX) ? numbers : undefined;
}
