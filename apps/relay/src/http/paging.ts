import { z } from "zod";

/** Where a page starts and how long it may be. */
export const PageQuery = z.object({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** What the records are asked for: one more than a page has, so that it is known whether there is another. */
export function pageOf({ before, limit }: z.infer<typeof PageQuery>) {
  return { limit: limit + 1, ...(before === undefined ? {} : { before }) };
}

/** A page of what {@link pageOf} found, and the `before` of the next one where there is one. */
export function toPage<T>(found: readonly T[], limit: number, numberOf: (one: T) => number) {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { page, ...(found.length > limit && last !== undefined ? { next: numberOf(last) } : {}) };
}
