import type { z } from "zod";

/** Routes that want a person's access token. */
export const BEARER: { person: string[] }[] = [{ person: [] }];

/** A JSON body that must be there. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { "application/json": { schema } } } as const;
}

export function jsonResponse<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { "application/json": { schema } } } as const;
}
