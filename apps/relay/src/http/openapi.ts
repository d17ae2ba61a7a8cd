import type { OpenAPIHono } from "@hono/zod-openapi";
import type { RelayEnv } from "./context.ts";

/** The OpenAPI 3.1 document of every route that is mounted. */
export function openApiDocument(app: OpenAPIHono<RelayEnv>, version: string): object {
  app.openAPIRegistry.registerComponent("securitySchemes", "person", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A person's access token, from signing in",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "olk_…",
    description: "A program's API key; never from a page",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "guest", {
    type: "apiKey",
    in: "header",
    name: "DPoP",
    description: "A proof of the key in a guest's link, for this one request (RFC 9449, 4.2)",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "deviceSession", {
    type: "http",
    scheme: "bearer",
    description: "A device's session token, from registering",
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "OpenLock relay",
      version,
      description:
        "Errors are problem details (RFC 9457), whose `type` leads to an explanation. The contract with clients and devices is docs/protocol.md.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
  });
}
