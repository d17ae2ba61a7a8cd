import type { RouteConfig } from "@hono/zod-openapi";
import { Problem } from "@openlock/protocol";
import { z } from "zod";

type Response = Exclude<RouteConfig["responses"][string], { $ref: string }>;
type MediaType = Exclude<NonNullable<Response["content"]>[string], undefined | { $ref: string }>;
type DocumentSchema = NonNullable<MediaType["schema"]>;

/** The protocol's shapes are of `zod/mini`, which zod-openapi does not read; as JSON Schema it does. */
export function jsonSchema(schema: z.core.$ZodType): DocumentSchema {
  const { $schema: _, ...document } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
  // OpenAPI 3.1 schemas are JSON Schema 2020-12, which zod types more widely.
  return document as DocumentSchema;
}

/** What every route may answer instead. */
export const PROBLEM = {
  description: "A problem (RFC 9457)",
  content: { "application/problem+json": { schema: jsonSchema(Problem) } },
} as const;
