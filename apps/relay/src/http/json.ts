import type { z } from "zod";

/** Routes that want a person's access token. */
export const BEARER: { person: string[] }[] = [{ person: [] }];

/** Routes that take a program's API key as well. */
export const BEARER_OR_API_KEY: ({ person: string[] } | { apiKey: string[] })[] = [
  { person: [] },
  { apiKey: [] },
];

/** Routes that want the proof of a guest's key. */
export const GUEST: { guest: string[] }[] = [{ guest: [] }];

/** A JSON body that must be there. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { "application/json": { schema } } } as const;
}

export function jsonResponse<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { "application/json": { schema } } } as const;
}
