import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Session } from "@openlock/api";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { read } from "../i18n/catalogue.ts";
import { changeLanguage, startLanguage } from "../i18n/language.ts";
import { ApiError, api } from "./http.ts";
import {
  currentSession,
  freshAccessToken,
  refreshSession,
  refreshSettled,
  sessionStore,
  signedIn,
} from "./session.ts";

// A small relay of our own: it takes the newest token it has given out and no other.
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const session = (accessToken: string, lastsMs = 600_000): Session => ({
  accessToken,
  expiresAt: Date.now() + lastsMs,
  me: {
    id: "p1",
    email: "olga@example.org",
    name: "Olga",
    role: "owner",
    doors: { all: true },
    createdAt: 1,
  },
});

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

const problem = (response: ServerResponse, status: number, name: string, detail = "no") =>
  response
    .writeHead(status, { "content-type": "application/problem+json", "retry-after": "7" })
    .end(JSON.stringify({ type: `/problems/${name}`, title: name, status, detail }));

let refresh: Answer;
let rest: Answer;
let refreshes: number;
let asked: string[];
let server: ReturnType<typeof createServer>;
const realFetch = globalThis.fetch;

beforeEach(async () => {
  refreshes = 0;
  asked = [];
  refresh = (_, response) => json(response, 200, session(`token-${refreshes}`));
  rest = (request, response) => {
    const { authorization } = request.headers;
    if (authorization === `Bearer token-${refreshes}`) json(response, 200, { door: "front" });
    else problem(response, 401, "unauthenticated");
  };
  server = createServer((request, response) => {
    if (request.url === "/api/session/refresh") {
      refreshes += 1;
      refresh(request, response);
    } else {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? "-"}`);
      rest(request, response);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A page resolves paths against its own address.
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) => realFetch(new URL(path, base), init));
  sessionStore.setState({ status: "unknown" }, true);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

test("a page that does not know its session asks for one, once, and sends its token", async () => {
  const [one, two] = await Promise.all([currentSession(), currentSession()]);
  expect(one).toEqual(two);
  expect(refreshes).toBe(1);
  expect(await api.get("/api/doors/front")).toEqual({ door: "front" });
  expect(asked).toEqual(["GET /api/doors/front Bearer token-1"]);
});

test("the relay is told what the page is read in, from the first request on", async () => {
  vi.stubGlobal("navigator", { languages: ["de-AT"] });
  const told: (string | undefined)[] = [];
  const note =
    (answer: Answer): Answer =>
    (request, response) => {
      told.push(request.headers["accept-language"]);
      answer(request, response);
    };
  [refresh, rest] = [note(refresh), note(rest)];
  const language = startLanguage();
  await currentSession();
  await language;
  await api.get("/api/doors/front");
  await changeLanguage("en");
  await api.get("/api/doors/front");
  expect(told).toEqual(["de", "de", "en"]);
});

test("what must come after a refresh waits for the one that is under way, however it ends", async () => {
  for (const status of [200, 503]) {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      refresh = (_, response) => {
        answer = () => json(response, status, session("next"));
        resolve();
      };
    });
    const order: string[] = [];
    const refreshed = refreshSession().then(
      () => order.push("refreshed"),
      () => order.push("refreshed"),
    );
    const after = refreshSettled().then(() => order.push("after"));
    await asked;
    answer();
    await Promise.all([refreshed, after]);
    expect(order).toEqual(["refreshed", "after"]);
  }
  await refreshSettled();
});

test("a token that is no longer good is replaced once, and the call made again", async () => {
  signedIn(session("old"));
  expect(await api.patch("/api/doors/front", { name: "Front" })).toEqual({ door: "front" });
  expect(asked).toEqual(["PATCH /api/doors/front Bearer old", "PATCH /api/doors/front Bearer token-1"]);
});

test("calls that are refused together share one refresh: a second use of the cookie would end the session", async () => {
  signedIn(session("old"));
  await Promise.all(Array.from({ length: 20 }, (_, n) => api.get(`/api/doors/${n}`)));
  expect(refreshes).toBe(1);
});

test("a call that is refused after another has brought a new token uses that one", async () => {
  signedIn(session("old"));
  const first = rest;
  let hold: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    hold = resolve;
  });
  rest = (request, response) => {
    // The slow one is answered only when the quick one is through.
    if (request.url === "/slow" && request.headers.authorization === "Bearer old") {
      void held.then(() => first(request, response));
    } else first(request, response);
  };
  const slow = api.get("/slow");
  await api.get("/quick");
  hold?.();
  await slow;
  expect(refreshes).toBe(1);
});

test("a relay that refuses the new token too is not asked a third time", async () => {
  signedIn(session("old"));
  rest = (_, response) => problem(response, 401, "unauthenticated");
  await expect(api.get("/api/doors")).rejects.toMatchObject({ problem: "unauthenticated" });
  expect(asked).toHaveLength(2);
  expect(refreshes).toBe(1);
});

test("a wrong sign-in code is no reason to refresh", async () => {
  rest = (_, response) => problem(response, 401, "code-wrong", "Check the digits.");
  await expect(api.post("/api/sign-in", {})).rejects.toMatchObject({
    problem: "code-wrong",
    detail: "Check the digits.",
    status: 401,
    retryAfter: 7,
  });
  expect(refreshes).toBe(0);
});

test("a refusal is told in the reader's language: word for word, else by its kind, else as the relay said it", async () => {
  signedIn(session("old"));
  const told = async (name: string, detail: string) => {
    rest = (_, response) => problem(response, 409, name, detail);
    return await api.get("/api/doors").catch((error: ApiError) => error.detail);
  };
  read("de", {
    "It is there.": "Das gibt es.",
    "problem|conflict": "Schon da.",
    "problem|malformed": "Passt nicht ({0})",
  });
  expect(await told("conflict", "It is there.")).toBe("Das gibt es.");
  expect(await told("conflict", "It is elsewhere.")).toBe("Schon da.");
  expect(await told("malformed", "name: $& is empty")).toBe("Passt nicht (name: $& is empty)");
  expect(await told("brand-new", "Something new.")).toBe("Something new.");
  read("en", {});
  expect(await told("conflict", "It is there.")).toBe("It is there.");
});

test("where the refresh is refused, the person is signed out", async () => {
  signedIn(session("old"));
  refresh = (_, response) => problem(response, 401, "unauthenticated");
  await expect(api.get("/api/doors")).rejects.toBeInstanceOf(ApiError);
  expect(sessionStore.getState()).toEqual({ status: "signed-out" });
  expect(asked).toHaveLength(1);
});

test("a relay that cannot answer the refresh signs nobody out", async () => {
  signedIn(session("old"));
  refresh = (_, response) => response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway");
  await expect(api.get("/api/doors")).rejects.toMatchObject({ status: 502 });
  expect(sessionStore.getState()).toMatchObject({ status: "signed-in", accessToken: "old" });
});

test("no answer at all is an error that says so", async () => {
  signedIn(session("old"));
  rest = (request) => request.socket.destroy();
  await expect(api.get("/api/doors")).rejects.toMatchObject({ problem: "unreachable", status: 0 });
});

test("an empty answer is undefined", async () => {
  rest = (_, response) => response.writeHead(204).end();
  expect(await api.delete("/api/doors/front")).toBeUndefined();
});

test("a token about to end is replaced before it is used, one that lasts is not", async () => {
  signedIn(session("lasting"));
  expect(await freshAccessToken()).toBe("lasting");
  signedIn(session("ending", 5_000));
  expect(await freshAccessToken()).toBe("token-1");
});
