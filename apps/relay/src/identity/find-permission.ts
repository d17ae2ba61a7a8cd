import type { Result } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";
import { PERMISSIONS, type Permission } from "./permissions.ts";

export interface FoundPermission {
  readonly permission: Permission;
  /** What the path names where the table says `{id}`. */
  readonly id: string | undefined;
}

// The routers that Hono itself uses: a path means the same to this table and to the app.
const router = new SmartRouter<Permission>({ routers: [new RegExpRouter(), new TrieRouter()] });
for (const permission of PERMISSIONS) {
  router.add(permission.method, permission.path.replaceAll(/\{(.+?)\}/g, ":$1"), permission);
}

/** @returns undefined where the table has no such route: refuse. */
export function findPermission(method: string, path: string): FoundPermission | undefined {
  const isApi = path === "/api" || path.startsWith("/api/");
  for (const { permission, id } of found(router.match(method, path))) {
    if (!(isApi && permission.path === "/*")) return { permission, id };
  }
  return undefined;
}

/** The methods that the table has for a path. */
export function allowedMethods(path: string): readonly string[] {
  const methods = new Set(PERMISSIONS.map(({ method }) => method));
  return [...methods].filter((method) => findPermission(method, path));
}

function found(result: Result<Permission>): readonly FoundPermission[] {
  const stash = result[1];
  return result[0].map(([permission, params]) => {
    const id = params.id;
    if (typeof id === "number") return { permission, id: stash?.[id] };
    return { permission, id };
  });
}
