import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { RelayEnv } from "../context.ts";
import { EXPLANATIONS } from "../explanations.ts";
import { DOCS_POLICY } from "../headers.ts";
import { ProblemError, type RelayProblem } from "../problem.ts";
import { relayRouter } from "../router.ts";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>OpenLock API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;
const START = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", validatorUrl: null });\n`;
const SWAGGER = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
const ASSETS: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

/** The API's own documentation: `/openapi.json` for programs, `/docs` and `/problems/{name}` for people. */
export function docsRoutes(document: () => object): OpenAPIHono<RelayEnv> {
  const app = relayRouter();
  app.get("/openapi.json", (c) => c.json(document()));
  app.get("/docs", (c) => c.html(PAGE, 200, { "content-security-policy": DOCS_POLICY }));
  app.get("/docs/start.js", () => new Response(START, { headers: { "content-type": "text/javascript" } }));
  app.get("/docs/:asset", async (c) => {
    const asset = c.req.param("asset");
    const type = Object.hasOwn(ASSETS, asset) ? ASSETS[asset] : undefined;
    if (!type) throw new ProblemError("not-found", "There is no such page.");
    const headers = { "content-type": type, "cache-control": "public, max-age=3600" };
    return new Response(await readFile(join(SWAGGER, asset)), { headers });
  });
  app.get("/problems/:name", (c) => {
    const name = c.req.param("name");
    if (!isProblem(name)) throw new ProblemError("not-found", "There is no such problem type.");
    return c.text(`${name}\n\n${EXPLANATIONS[name]}\n`);
  });
  return app;
}

function isProblem(name: string): name is RelayProblem {
  return Object.hasOwn(EXPLANATIONS, name);
}
