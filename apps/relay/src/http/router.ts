import { OpenAPIHono } from "@hono/zod-openapi";
import type { RelayEnv } from "./context.ts";
import { ProblemError } from "./problem.ts";

/** A router for one area's routes: what does not fit a route's schema is a `malformed` problem that says where. */
export function relayRouter(): OpenAPIHono<RelayEnv> {
  return new OpenAPIHono<RelayEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const issue = result.error.issues[0];
      const where = issue?.path.length ? issue.path.map(String).join(".") : "the request";
      // Zod's messages name what was expected, never what was sent.
      throw new ProblemError("malformed", `${where}: ${issue?.message ?? "does not fit"}`);
    },
  });
}
