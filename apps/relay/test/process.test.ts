import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claim, Session } from "@openlock/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TestDevice } from "./support/device.ts";
import { freePort } from "./support/free-port.ts";
import { ask, expectProblem } from "./support/http.ts";
import { RelayProcess } from "./support/process.ts";
import { seal, someDeviceKeys } from "./support/relay.ts";

let data: string;
let environment: Record<string, string>;
const running: RelayProcess[] = [];
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "openlock-process-"));
  environment = {
    OPENLOCK_DATA: data,
    PORT: String(await freePort()),
    TLS_PORT: String(await freePort()),
    LOG_LEVEL: "debug",
  };
});
afterEach(async () => {
  for (const relay of running.splice(0)) await relay.kill();
  await rm(data, { recursive: true, force: true });
});

async function start(): Promise<RelayProcess> {
  const relay = new RelayProcess(environment);
  running.push(relay);
  await relay.printed(/listening/);
  return relay;
}

const url = () => `http://localhost:${environment.PORT}`;

/** An owner, a door, and its device, connected. */
async function openDoor(relay: RelayProcess) {
  const [, token = ""] = await relay.printed(/\/setup#token=([A-Za-z0-9_-]+)/);
  const json = { token, email: "owner@example.org", name: "The owner" };
  const owner = (await ask(`${url()}/api/setup`, { method: "POST", json })).json<Session>().accessToken;
  const asOwner = (path: string, body?: unknown) =>
    ask(url() + path, { method: "POST", token: owner, ...(body === undefined ? {} : { json: body }) });
  await asOwner("/api/doors", { id: "front", name: "Front" });
  const { claim } = (await asOwner("/api/doors/front/claim")).json<Claim>();
  const ca = await readFile(join(data, "tls", "ca.pem"), "utf8");
  const address = { tlsUrl: `https://localhost:${environment.TLS_PORT}`, ca };
  const device = new TestDevice(address, "front", await someDeviceKeys());
  await device.start(claim);
  const send = (jwe: string) =>
    ask(`${url()}/api/doors/front/commands`, {
      method: "POST",
      token: owner,
      body: jwe,
      headers: { "content-type": "application/jose" },
    });
  return { device, send, owner };
}

test("kill -9 does not reopen the replay window, whether the command was answered or not", async () => {
  const before = await start();
  const { device, send } = await openDoor(before);
  const answered = await seal(device);
  expect((await send(answered.jwe)).status).toBe(200);
  device.reaction = "keep-silent";
  const underWay = await seal(device);
  const broken = send(underWay.jwe).catch(() => "broken off");
  await device.received(underWay.jti);
  await before.kill();
  expect(await broken).toBe("broken off");

  await start();
  device.reaction = "answer";
  await device.start();
  for (const { jwe } of [answered, underWay]) expectProblem(await send(jwe), "replayed", 409);
  expect(device.commands.map(({ jti }) => jti)).toEqual([answered.jti, underWay.jti]);
  expect((await send((await seal(device)).jwe)).status).toBe(200);
  device.stop();
});

test("SIGTERM: commands under way are answered, devices go elsewhere, nothing is lost", async () => {
  const relay = await start();
  const { device, send, owner } = await openDoor(relay);
  device.reaction = "keep-silent";
  const { jwe, jti } = await seal(device);
  const answer = send(jwe);
  await device.received(jti);
  const closed = device.closed();
  relay.signal("SIGTERM");
  await relay.printed(/"msg":"stopping/);
  device.send({ type: "result", id: jti, code: 200 });
  expect((await answer).status).toBe(200);
  expect(await closed).toBe(1001);
  expect(await relay.ended()).toBe(0);

  await start();
  const history = await ask(`${url()}/api/doors/front/history`, { token: owner });
  expect(history.json<{ entries: { action: string; outcome: string }[] }>().entries).toContainEqual(
    expect.objectContaining({ action: "command.send", outcome: "done" }),
  );
});

test("SIGTERM does not wait for connections that are only kept open", async () => {
  const relay = await start();
  const agent = new Agent({ keepAlive: true });
  const [response] = await once(get(`${url()}/healthz`, { agent }), "response");
  response.resume();
  await once(response, "end");
  const since = performance.now();
  relay.signal("SIGTERM");
  expect(await relay.ended()).toBe(0);
  expect(performance.now() - since).toBeLessThan(8000);
  agent.destroy();
});

test("a second signal ends it at once", async () => {
  const relay = await start();
  const { device, send } = await openDoor(relay);
  device.reaction = "keep-silent";
  const { jwe, jti } = await seal(device);
  const answer = send(jwe).catch(() => "broken off");
  await device.received(jti);
  relay.signal("SIGTERM");
  await relay.printed(/"msg":"stopping/);
  relay.signal("SIGTERM");
  expect(await relay.ended()).toBe(1);
  expect(await answer).toBe("broken off");
  device.stop();
});

test("its log is JSON and holds neither tokens nor the set-up link", async () => {
  const relay = await start();
  const [link] = await relay.printed(/http\S+\/setup#token=\S+/);
  const { device, send, owner } = await openDoor(relay);
  await send((await seal(device)).jwe);
  await ask(`${url()}/api/nothing`);
  const lines = relay.output.split("\n").filter((line) => line.startsWith("{"));
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    expect(() => JSON.parse(line)).not.toThrow();
    expect(line).not.toContain(link.split("=")[1]);
    expect(line).not.toContain(owner);
  }
  device.stop();
});

test("a port that is taken is named, with what to do", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const relay = new RelayProcess({ ...environment, PORT: String(port) });
  expect(await relay.ended()).toBe(1);
  expect(relay.output).toMatch(/PORT \d+: another program listens there.*free port/);
  expect(relay.output).not.toContain("    at ");
  other.close();
});

test.each<[string, Record<string, string>, RegExp]>([
  ["a port that is none", { PORT: "http" }, /PORT/],
  ["half a certificate", { TLS_CERT: "/nowhere.pem" }, /TLS_CERT and TLS_KEY go together/],
  ["a certificate that is not there", { TLS_CERT: "/nowhere.pem", TLS_KEY: "/nowhere.pem" }, /TLS_CERT/],
  ["a database of another kind", { DATABASE_URL: "mysql://x" }, /DATABASE_URL/],
  ["a Redis that is not there", { REDIS_URL: "redis://127.0.0.1:1" }, /REDIS_URL/],
  ["a database that is not there", { DATABASE_URL: "postgres://127.0.0.1:1/x" }, /DATABASE_URL/],
  ["an address of another machine", { HOST: "198.51.100.1" }, /HOST/],
])("%s: the start ends, and says which variable", async (_what, change, said) => {
  const relay = new RelayProcess({ ...environment, ...change });
  running.push(relay);
  expect(await relay.ended()).toBe(1);
  expect(relay.output).toMatch(said);
  expect(relay.output).not.toContain("    at ");
});

test("--help says what there is, another word is refused", async () => {
  const help = new RelayProcess(environment, ["--help"]);
  expect(await help.ended()).toBe(0);
  expect(help.output).toContain("relay start");
  const other = new RelayProcess(environment, ["stop"]);
  expect(await other.ended()).toBe(2);
});
