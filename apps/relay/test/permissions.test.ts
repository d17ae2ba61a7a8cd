import { readFile } from "node:fs/promises";
import type { Role } from "@openlock/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DOCUMENT, withPermissions } from "../../../scripts/permission-table.ts";
import { ProblemError } from "../src/http/problem.ts";
import { relayRouter } from "../src/http/router.ts";
import { authorize } from "../src/identity/authorize.ts";
import { PERMISSIONS, type Permission } from "../src/identity/permissions.ts";
import { createRig, type Rig, type SignedInPerson } from "./management-rig.ts";

const ROLES: readonly Role[] = ["owner", "admin", "staff", "auditor"];
const API = PERMISSIONS.filter(({ path }) => path.startsWith("/api/"));
const BY_ROLE = API.filter(({ who }) => typeof who === "object");

/** Bodies that fit, so that what is allowed gets past the schema; ids that are there, so that it gets an answer. */
const BODIES: Readonly<Record<string, unknown>> = {
  "POST /api/sign-in/passkey": { credential: {} },
  "POST /api/me/passkeys": { name: "Phone", credential: {} },
  "PATCH /api/me/passkeys/{id}": { name: "Renamed" },
  "POST /api/invitations": { email: "new@example.org", role: "staff", doors: { all: true } },
  "POST /api/invitations/read": { token: "A".repeat(43) },
  "POST /api/invitations/accept": { token: "A".repeat(43), name: "New" },
  "PATCH /api/people/{id}": { name: "Renamed" },
  "POST /api/doors": { id: "new", name: "New" },
  "PATCH /api/doors/{id}": { name: "Renamed" },
  "POST /api/banned-keys": { kid: "A".repeat(43), reason: "lost" },
  "POST /api/websites": { url: "https://partner.example" },
  "POST /api/api-keys": { name: "Booking", doors: { all: false, ids: ["elsewhere"] }, uses: ["key"] },
  "POST /api/signing-keys": { previous: "verify" },
};

const nameOf = ({ method, path }: Permission) => `${method} ${path}`;
const plain = (path: string) => path.replaceAll(/\{.+?\}|:[^/]+/g, "{}");

describe("the permission table", () => {
  let rig: Rig;
  const people = new Map<Role, SignedInPerson>();
  const elsewhere = new Map<Role, SignedInPerson>();
  beforeAll(async () => {
    rig = await createRig();
    for (const role of ROLES) {
      people.set(role, await rig.person(role));
      elsewhere.set(role, await rig.person(role, { doors: { all: false, ids: ["elsewhere"] } }));
    }
  });
  afterAll(() => rig.close());

  const ask = async (permission: Permission, token: string | undefined, scheme?: Record<string, string>) => {
    const { method } = permission;
    await rig.records.doors.create({ id: "front", name: "Front", at: rig.clock.now });
    const somebody = await rig.person("staff");
    const id = await idFor(permission, somebody);
    const path = permission.path
      .replace("{id}", id)
      .replace("{kid}", "A".repeat(43))
      .replace("{address}", "192.0.2.9");
    const json = BODIES[nameOf(permission)];
    // A stream of events ends only with its request.
    if (path === "/api/events") return firstOf(`${rig.nodes[0].url}${path}`, token);
    const answer = await rig.request(method, path, { token, json, ...(scheme ? { headers: scheme } : {}) });
    return { status: answer.status, problem: answer.problem };
  };

  /** Something that is there, for each request anew: what is allowed may remove it. */
  const idFor = async ({ path }: Permission, somebody: SignedInPerson): Promise<string> => {
    if (path.startsWith("/api/people/")) return somebody.person.id;
    if (!path.startsWith("/api/invitations/{id}")) return "front";
    const made = await rig.records.invitations.create({
      email: `${crypto.randomUUID()}@example.org`,
      role: "staff",
      doors: { all: true },
      tokenHash: crypto.randomUUID(),
      invitedBy: somebody.person.id,
      sentAt: rig.clock.now,
      expiresAt: rig.clock.now + 1000,
    });
    return made?.id ?? "";
  };

  const reached = ({ status, problem }: { status: number; problem: string | undefined }) =>
    problem === "forbidden" || problem === "unauthenticated" || problem === "door-unknown"
      ? `${status} ${problem}`
      : "reached";

  it.each(BY_ROLE.map((permission) => [nameOf(permission), permission] as const))(
    "%s answers each role as the table says",
    async (_, permission) => {
      const { who } = permission;
      if (typeof who !== "object") throw new Error("not by role");
      expect(reached(await ask(permission, undefined))).toBe("401 unauthenticated");
      expect(reached(await ask(permission, "A.B.C"))).toBe("401 unauthenticated");
      for (const role of ROLES) {
        const may = who.roles.includes(role);
        const here = reached(await ask(permission, people.get(role)?.token));
        expect(`${role}: ${here}`).toBe(`${role}: ${may ? "reached" : "403 forbidden"}`);
        if (who.door !== "in-scope") continue;
        const there = reached(await ask(permission, elsewhere.get(role)?.token));
        expect(`${role}: ${there}`).toBe(`${role}: ${may ? "404 door-unknown" : "403 forbidden"}`);
      }
    },
  );

  it.each(
    API.filter(({ who }) => who === "everybody").map(
      (permission) => [nameOf(permission), permission] as const,
    ),
  )("%s asks nobody who they are", async (_, permission) => {
    const { status } = await ask(permission, undefined);
    expect([401, 403]).not.toContain(status);
  });

  it("gives a person's token no way into what is a device's or a cookie's", async () => {
    const token = people.get("owner")?.token;
    for (const permission of API.filter(({ who }) => who === "device" || who === "refresh-cookie")) {
      const { status } = await ask(permission, token);
      // Signing out without a session is no error, and does nothing.
      expect(status).toBeGreaterThanOrEqual(permission.path === "/api/session" ? 204 : 400);
    }
    expect((await rig.request("GET", "/api/me", { token })).status).toBe(200);
  });

  it("gives the refresh cookie no way into anything but its own routes", async () => {
    const cookie = people.get("owner")?.cookie ?? "";
    for (const permission of BY_ROLE) {
      expect(reached(await ask(permission, undefined, { cookie }))).toBe("401 unauthenticated");
    }
  });

  it("names every route of the app, and no other", () => {
    const { routes } = rig.nodes[0].app;
    const named = new Set(
      routes
        .filter(({ method }) => method !== "ALL")
        .map(({ method, path }) => `${method} ${plain(path)}`)
        .filter((route) => route.includes(" /api/")),
    );
    expect([...named].sort()).toEqual(API.map(({ method, path }) => `${method} ${plain(path)}`).sort());
    const handled = routes.filter(
      ({ method, path }) => method === "ALL" && path.startsWith("/api/") && path !== "/api/*",
    );
    expect(handled).toEqual([]);
  });

  it("is in the OpenAPI document, route for route, with a problem for each", async () => {
    type Documented = Record<string, { responses: object; security?: object }>;
    const { body } = await rig.request<{ paths: Record<string, Documented> }>("GET", "/openapi.json");
    const documented = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, route]) => ({
        name: `${method.toUpperCase()} ${plain(path)}`,
        route,
      })),
    );
    const byName = new Map(documented.map(({ name, route }) => [name, route]));
    for (const { method, path, who, apiKeys, guests } of API) {
      const route = byName.get(`${method} ${plain(path)}`);
      expect([path, Object.keys(route?.responses ?? {})]).toEqual([
        path,
        expect.arrayContaining(["default"]),
      ]);
      const security = [
        { person: [] },
        ...(apiKeys ? [{ apiKey: [] }] : []),
        ...(guests ? [{ guest: [] }] : []),
      ];
      if (typeof who === "object") expect([path, route?.security]).toEqual([path, security]);
      else if (who === "guest") expect([path, route?.security]).toEqual([path, [{ guest: [] }]]);
      else if (who !== "device") expect([path, route?.security]).toEqual([path, undefined]);
    }
  });

  it("refuses a route that is not in it, though the app has it", async () => {
    const app = relayRouter();
    app.use(authorize(rig.identity));
    for (const path of ["/api/backdoor", "/api/doors/:id/secrets"]) app.all(path, (c) => c.text("in"));
    app.onError((error, c) => c.text(error instanceof ProblemError ? error.problem : "other", 404));
    const authorization = `Bearer ${people.get("owner")?.token}`;
    for (const path of ["/api/backdoor", "/api/doors/front/secrets"]) {
      const answer = await app.request(path, { headers: { authorization } });
      expect(await answer.text()).toBe("not-found");
    }
  });

  it.each(["/api", "/api/", "/api/doors/", "/api/doors/front/keys", "/api/people/a/b"])(
    "has nothing at %s",
    async (path) => {
      const answer = await rig.request("GET", path, { token: people.get("owner")?.token });
      expect(answer.problem).toBe("not-found");
    },
  );

  it.each([
    ["PUT", "/api/doors", "POST"],
    ["POST", "/api/me", "GET"],
    ["DELETE", "/api/doors", "GET"],
    ["OPTIONS", "/api/people", "GET"],
    ["POST", "/healthz", "GET"],
  ])("refuses %s %s, and says which methods there are", async (method, path, allowed) => {
    const answer = await rig.request(method, path, { token: people.get("owner")?.token ?? "" });
    expect(answer.problem).toBe("method-not-allowed");
    expect(answer.headers.get("allow")).toContain(allowed);
  });

  it.each([
    "/API/people",
    "/api//people",
    "//api/people",
    "/%61pi/people",
    "/api/people%2f",
    "/api/./people",
    "/x/../api/people",
    "/api/people;x",
    "/api/people?token=x",
  ])("is not got round by another spelling: %s", async (path) => {
    const { connect } = await import("node:net");
    const { port } = new URL(rig.nodes[0].url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.end(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`);
    let text = "";
    for await (const chunk of socket) text += chunk;
    expect(text).not.toContain('"people":');
    expect(text).toMatch(/^HTTP\/1\.1 (400|401|404) /);
  });

  it("lets HEAD see no more than GET", async () => {
    expect((await rig.request("HEAD", "/api/people")).status).toBe(401);
    expect(
      (await rig.request("HEAD", "/api/people", { token: people.get("staff")?.token ?? "" })).status,
    ).toBe(403);
  });

  it("writes down what people are refused", async () => {
    const staff = await rig.person("staff");
    await rig.request("GET", "/api/people", { token: staff.token });
    await rig.request("PATCH", "/api/doors/front", { token: staff.token, json: { name: "Mine" } });
    const rows = (await rig.audit()).filter(
      ({ actor }) => actor.kind === "person" && actor.id === staff.person.id,
    );
    expect(
      rows.map(({ action, door, outcome, code }) => ({ action, door, outcome, code })).slice(-2),
    ).toEqual([
      { action: "person.list", door: undefined, outcome: "refused", code: "forbidden" },
      { action: "door.rename", door: "front", outcome: "refused", code: "forbidden" },
    ]);
  });

  it("is the one that the documentation shows", async () => {
    const text = await readFile(DOCUMENT, "utf8");
    expect(text, "run: pnpm run docs:permissions").toBe(withPermissions(text));
  });
});

/** The start of an answer that goes on. */
async function firstOf(url: string, token: string | undefined) {
  const abort = new AbortController();
  const answer = await fetch(url, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  const isProblem = answer.headers.get("content-type") === "application/problem+json";
  const problem = isProblem
    ? String((await answer.json()).type)
        .split("/")
        .at(-1)
    : undefined;
  abort.abort();
  return { status: answer.status, problem };
}
