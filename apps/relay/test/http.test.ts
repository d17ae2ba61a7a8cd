import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROBLEM_STATUS } from "@openlock/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PERMISSIONS } from "../src/identity/permissions.ts";
import { ask, expectProblem } from "./support/http.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";

let dir: string;
let relay: TestRelay;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "openlock-http-"));
  const [web, firmware] = [join(dir, "web"), join(dir, "firmware")];
  await mkdir(join(web, "assets"), { recursive: true });
  await mkdir(join(firmware, "esp32"), { recursive: true });
  await writeFile(join(web, "index.html"), `<!doctype html><title>page</title>${" ".repeat(2000)}`);
  await writeFile(join(web, "assets", "app-abc123.js"), `console.log("app");${"//".repeat(1000)}`);
  await writeFile(join(firmware, "esp32", "manifest.json"), '{"name":"esplock"}');
  await writeFile(join(firmware, ".secret"), "hidden");
  await writeFile(join(dir, "outside.txt"), "outside");
  relay = await TestRelay.start({
    environment: { DASHBOARD_DIR: web, FIRMWARE_DIR: firmware, VIRTUAL_DOORS_URL: "http://127.0.0.1:8090" },
  });
});
afterAll(async () => {
  await relay.close();
  await rm(dir, { recursive: true, force: true });
});

/** Writes bytes as they are, and reads until the relay closes. */
async function raw(bytes: string, to = relay): Promise<string> {
  const socket = connect(Number(new URL(to.url).port), "127.0.0.1");
  socket.on("error", () => {});
  let text = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.write(bytes);
  await once(socket, "close");
  return text;
}

describe("errors are problem documents", () => {
  test("an address that is not there", async () => {
    expectProblem(await relay.ask("/api/nothing"), "not-found", 404);
    expectProblem(await relay.ask("/api/nothing", { token: undefined }), "not-found", 404);
    expectProblem(await relay.ask("/api"), "not-found", 404);
    expectProblem(await relay.ask("/missing.png"), "not-found", 404);
  });

  test("a method that the address does not take", async () => {
    const answer = await relay.ask("/api/doors", { method: "PUT" });
    expectProblem(answer, "method-not-allowed", 405);
    expect(answer.headers.allow).toMatch(/GET/);
    expectProblem(await relay.ask("/healthz", { method: "POST" }), "method-not-allowed", 405);
    expectProblem(await relay.ask("/api/doors/x/commands", { method: "GET" }), "method-not-allowed", 405);
    expectProblem(await relay.ask("/", { method: "POST" }), "method-not-allowed", 405);
  });

  test.each<[string, string | undefined, string, number]>([
    ["text/plain", '{"id":"a","name":"b"}', "unsupported-media-type", 415],
    ["application/x-www-form-urlencoded", "id=a&name=b", "unsupported-media-type", 415],
    ["multipart/form-data; boundary=x", "--x--", "unsupported-media-type", 415],
    ["application/json", "{", "malformed", 400],
    ["application/json", '{"id":"a","id":"b","name":"c"}', "malformed", 400],
    ["application/json", '{"id":"UPPER","name":"b"}', "malformed", 400],
    ["application/json", '{"id":1,"name":{}}', "malformed", 400],
    ["application/json", "[]", "malformed", 400],
    ["application/json", '{"id":"a","name":"b","more":1}', "malformed", 400],
    ["application/json", undefined, "malformed", 400],
    ["application/json", `"${"x".repeat(200_000)}"`, "too-large", 413],
    ["application/json; charset=utf-16", '{"id":"UPPER","name":"b"}', "malformed", 400],
  ])("a body as %s that does not fit: %.30s", async (type, body, problem, status) => {
    const answer = await relay.ask("/api/doors", {
      method: "POST",
      ...(body === undefined ? {} : { body }),
      headers: { "content-type": type },
    });
    expectProblem(answer, problem, status);
  });

  test("a body is not even read of whoever is not signed in", async () => {
    const options = { method: "POST", body: "x".repeat(1 << 20), token: undefined };
    expectProblem(await relay.ask("/api/doors", options), "unauthenticated", 401);
  });

  test("each problem type is explained at its own address", async () => {
    for (const name of Object.keys(PROBLEM_STATUS)) {
      const answer = await ask(`${relay.url}/problems/${name}`);
      expect(answer.status).toBe(200);
      expect(answer.text.length).toBeGreaterThan(40);
    }
    expectProblem(await ask(`${relay.url}/problems/constructor`), "not-found", 404);
  });

  test("what is no HTTP", async () => {
    expect(await raw("HELLO\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json/);
    expect(await raw("GET / HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431/,
    );
    const twoLengths = "content-length: 5\r\ntransfer-encoding: chunked\r\n";
    expect(await raw(`POST /api/doors HTTP/1.1\r\nhost: x\r\n${twoLengths}\r\n0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400/,
    );
  });
});

describe("whoever dribbles is let go", () => {
  let hasty: TestRelay;
  beforeAll(async () => {
    hasty = await TestRelay.start({ httpTimings: { headersMs: 500, requestMs: 1000, checkMs: 20 } });
  });
  afterAll(() => hasty.close());

  test("headers that never end", async () => {
    expect(await raw("GET / HTTP/1.1\r\nhost: x\r\n", hasty)).toMatch(/^HTTP\/1\.1 408/);
  });

  test("a body that never comes", async () => {
    const answer = await raw(
      "POST /api/devices/register HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
      hasty,
    );
    expect(answer === "" || /^HTTP\/1\.1 4\d\d/.test(answer)).toBe(true);
  });

  test("and the relay goes on", async () => {
    expect((await hasty.ask("/readyz")).status).toBe(200);
  });
});

describe("what every answer carries", () => {
  test.each(["/", "/api/about", "/api/nothing", "/healthz", "/docs"])("%s", async (path) => {
    const { headers } = await ask(relay.url + path);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    // Swagger UI could not be without; there is nothing to do for virtual doors there either.
    if (path === "/docs") return;
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:8090 ws://127.0.0.1:8090");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default lit-html");
  });

  test("an API answer is kept by nobody", async () => {
    expect((await relay.ask("/api/doors")).headers["cache-control"]).toBe("no-store");
  });
});

describe("the dashboard", () => {
  test("is the page at every address of its own, and files by their names", async () => {
    for (const path of ["/", "/doors/front", "/setup"]) {
      const page = await ask(relay.url + path);
      expect(page.text).toContain("<title>page</title>");
      expect(page.headers["cache-control"]).toBe("no-cache");
    }
    const script = await ask(`${relay.url}/assets/app-abc123.js`);
    expect(script.headers["content-type"]).toMatch(/javascript/);
    expect(script.headers["cache-control"]).toContain("immutable");
  });

  test("comes compressed to whoever takes that", async () => {
    const packed = await ask(`${relay.url}/`, { headers: { "accept-encoding": "gzip" } });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(Number(packed.headers["content-length"])).toBeLessThan(500);
  });

  test.each([
    "/../outside.txt",
    "/..%2foutside.txt",
    "/%2e%2e/outside.txt",
    "/assets/..%5c..%5coutside.txt",
    "//outside.txt",
    "/firmware/../outside.txt",
    "/firmware/..%2foutside.txt",
    "/firmware/%2e%2e%2foutside.txt",
    "/firmware/.secret",
    "/firmware/esp32/../../outside.txt",
    "/firmware/esp32",
    "/firmware/",
    "/docs/..%2fpackage.json",
    "/docs/package.json",
  ])("nothing outside it: %s", async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    expect(answer).not.toContain("\r\n\r\noutside");
    expect(answer).not.toContain("hidden");
    expect(answer).not.toContain("swagger-ui-dist");
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d|<title>page/);
  });

  test("firmware comes from its own directory", async () => {
    const manifest = await ask(`${relay.url}/firmware/esp32/manifest.json`);
    expect(manifest.json()).toEqual({ name: "esplock" });
    expectProblem(await ask(`${relay.url}/firmware/esp32/none.bin`), "not-found", 404);
  });
});

describe("the API describes itself", () => {
  interface Document {
    readonly openapi: string;
    readonly paths: Readonly<
      Record<string, Readonly<Record<string, { responses: object; security?: object[] }>>>
    >;
  }

  test("every route of the permission table under /api is in the document, and no other", async () => {
    const document = (await ask(`${relay.url}/openapi.json`)).json<Document>();
    expect(document.openapi).toBe("3.1.0");
    const named = (path: string) => path.replaceAll(/\{[^}]+\}/g, "{}");
    const documented = Object.entries(document.paths)
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${named(path)}`),
      )
      .filter((route) => route.includes(" /api/"))
      .sort();
    const permitted = PERMISSIONS.filter(({ path }) => path.startsWith("/api/"))
      .map(({ method, path }) => `${method} ${named(path)}`)
      .sort();
    expect(documented).toEqual(permitted);
  });

  test("routes for people say so, and all say what may go wrong", async () => {
    const document = (await ask(`${relay.url}/openapi.json`)).json<Document>();
    for (const { method, path, who } of PERMISSIONS.filter((entry) => entry.path.startsWith("/api/"))) {
      const found = Object.entries(document.paths).find(
        ([known]) => known.replaceAll(/\{[^}]+\}/g, "{}") === path.replaceAll(/\{[^}]+\}/g, "{}"),
      );
      const route = found?.[1][method.toLowerCase()];
      expect(route?.responses, `${method} ${path}`).toHaveProperty("default");
      expect(route?.security !== undefined, `${method} ${path}`).toBe(
        typeof who === "object" || who === "guest" || (who === "device" && path !== "/api/devices/register"),
      );
    }
  });

  test("every route of the table is mounted, and answers whoever is nobody as the table says", async () => {
    for (const { method, path, who } of PERMISSIONS.filter((entry) => entry.path.startsWith("/api/"))) {
      const answer = await ask(relay.url + path.replaceAll(/\{[^}]+\}/g, "x"), { method });
      if (typeof who === "object") expectProblem(answer, "unauthenticated", 401);
      else expect([404, 405], `${method} ${path}`).not.toContain(answer.status);
    }
  });

  test("/docs shows it without asking anybody else", async () => {
    const page = await ask(`${relay.url}/docs`);
    expect(page.headers["content-type"]).toMatch(/html/);
    for (const [, address = ""] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(address).toMatch(/^\/docs\//);
      expect((await ask(relay.url + address)).status).toBe(200);
    }
  });

  test("/metrics counts commands and refusals, and names nobody", async () => {
    const device = await relay.online(await someDeviceKeys());
    const { jwe } = await seal(device);
    await relay.send(device.door, jwe);
    await relay.send(device.door, jwe);
    const { text } = await ask(`${relay.url}/metrics`);
    expect(text).toMatch(/openlock_commands_total\{outcome="200"\} 1/);
    expect(text).toMatch(/openlock_refusals_total\{reason="replayed"\} 1/);
    expect(text).toMatch(/openlock_device_sockets 1/);
    expect(text).toMatch(/openlock_command_seconds_count\{stage="total"\} 1/);
    expect(text).not.toContain(device.door);
    device.stop();
  });
});

test("/api/about tells what a device must be given", async () => {
  const about = (await ask(`${relay.url}/api/about`)).json<{
    device: { url: string; ca: string };
    virtualDoors: string;
  }>();
  expect(about).toMatchObject({ needsSetUp: false, virtualDoors: "http://127.0.0.1:8090" });
  expect(about.device.ca).toBe(relay.relay.ca);
  const answer = await ask(`${about.device.url}/healthz`, { ca: about.device.ca });
  expect(answer.status).toBe(200);
});

test("behind a proxy the address is the one that the proxy saw, whatever the client claims", async () => {
  const own = await TestRelay.start({ environment: { TRUST_PROXY: "1" } });
  const device = await own.online(await someDeviceKeys());
  const headers = { "x-forwarded-for": "203.0.113.7, 198.51.100.9" };
  expect((await own.send(device.door, (await seal(device)).jwe, { headers })).status).toBe(200);
  const rows = (await own.history(device.door)).filter(({ action }) => action === "command.send");
  expect(rows[0]?.ip).toBe("198.51.100.9");
  device.stop();
  await own.close();
});

test("without a proxy nobody is believed who they say they are", async () => {
  const device = await relay.online(await someDeviceKeys());
  const headers = { "x-forwarded-for": "203.0.113.7" };
  await relay.send(device.door, (await seal(device)).jwe, { headers });
  const rows = (await relay.history(device.door)).filter(({ action }) => action === "command.send");
  expect(rows[0]?.ip).toBe("127.0.0.1");
  device.stop();
});

test("nothing secret is in the log, whatever went right or wrong", async () => {
  const secrets: string[] = [relay.owner];
  const device = await relay.newDevice();
  const claim = await relay.claim(device.door);
  const token = await device.register(claim);
  await device.connect(token);
  const command = await seal(device);
  await relay.send(device.door, command.jwe);
  await relay.send(device.door, command.jwe);
  await relay.send(device.door, `${command.jwe}x`);
  await ask(`${relay.url}/api/doors?token=${token}`, { token });
  await ask(`${relay.url}/api/devices/register`, { method: "POST", json: { claim, password: token } });
  await device.refusedUpgrade(`${token}x`);
  const person = await relay.person("staff");
  await ask(`${relay.url}/api/sign-in`, {
    method: "POST",
    json: { email: "owner@example.org", code: "123450" },
  });
  secrets.push(claim, token, command.jwe, command.reply, person, "123450", "123451");
  const log = relay.logged.join("");
  expect(log.length).toBeGreaterThan(1000);
  for (const secret of secrets) expect(log).not.toContain(secret);
  expect(log).not.toMatch(/eyJ[A-Za-z0-9_-]{20}/);
  expect(log).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY/);
  expect(log.toLowerCase()).not.toContain("bearer");
  device.stop();
});
