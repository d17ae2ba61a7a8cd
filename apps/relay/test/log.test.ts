import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claim, NewApiKeyAnswer, Session, WebhookWithSecret, WebsiteView } from "@openlock/api";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { DOOR_PASSWORD, TestDevice } from "./support/device.ts";
import { freePort } from "./support/free-port.ts";
import { type Answer, ask } from "./support/http.ts";
import { startPartnerSite } from "./support/partner-site.ts";
import { RelayProcess } from "./support/process.ts";
import { mailedCode, mailedInvitation, seal, someDeviceKeys } from "./support/relay.ts";

let data: string;
let relay: RelayProcess | undefined;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "openlock-log-"));
});
afterEach(async () => {
  await relay?.kill();
  await rm(data, { recursive: true, force: true });
});

/** A relay that tells all it ever tells. */
async function start(change: Readonly<Record<string, string>> = {}) {
  const [port, tlsPort] = [await freePort(), await freePort()];
  relay = new RelayProcess({
    OPENLOCK_DATA: data,
    PORT: String(port),
    TLS_PORT: String(tlsPort),
    LOG_LEVEL: "trace",
    ...change,
  });
  await relay.printed(/listening/);
  return { relay, url: `http://localhost:${port}`, tlsUrl: `https://localhost:${tlsPort}` };
}

/** Its lines, each of them JSON. What is not the log, such as the set-up link, goes to standard output. */
function log({ output }: RelayProcess): readonly Record<string, unknown>[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
}

test("after a whole story, told at trace, the log holds none of the secrets in it", async () => {
  const { relay, url, tlsUrl } = await start({ ALLOW_PRIVATE_NETWORK: "1" });
  const secrets = new Map<string, string>([["door password", DOOR_PASSWORD]]);
  const secret = (what: string, value: string | undefined) => {
    expect(value, what).toMatch(/.{6}/);
    secrets.set(what, value ?? "");
    return value ?? "";
  };
  const post = (path: string, options: Parameters<typeof ask>[1] = {}) =>
    ask(url + path, { method: "POST", ...options });
  const cookieOf = ({ headers }: Answer) =>
    /openlock_refresh=([^;]+)/.exec(headers["set-cookie"]?.[0] ?? "")?.[1];

  const [, setUpToken] = await relay.printed(/\/setup#token=([A-Za-z0-9_-]+)/);
  const email = "owner@example.org";
  await post("/api/setup", { json: { token: "wrong-but-somebodys-secret", email, name: "Owner" } });
  secret("wrong set-up token", "wrong-but-somebodys-secret");
  const owner = await post("/api/setup", {
    json: { token: secret("set-up token", setUpToken), email, name: "Owner" },
  });
  const first = secret("access token", owner.json<Session>().accessToken);
  const cookie = secret("refresh token", cookieOf(owner));
  const refreshed = await post("/api/session/refresh", { headers: { cookie: `openlock_refresh=${cookie}` } });
  secret("second access token", refreshed.json<Session>().accessToken);
  secret("second refresh token", cookieOf(refreshed));
  // Somebody else with the same one: a theft, which is told without it.
  const thief = { cookie: `openlock_refresh=${cookie}`, "user-agent": "thief" };
  expect((await post("/api/session/refresh", { headers: thief })).status).toBe(401);

  await post("/api/sign-in/code", { json: { email } });
  const code = await mailedCode(join(data, "mail"), email);
  await post("/api/sign-in", { json: { email, code: code === "000000" ? "000001" : "000000" } });
  const signedIn = await post("/api/sign-in", { json: { email, code } });
  const token = secret("third access token", signedIn.json<Session>().accessToken);

  await post("/api/doors", { token, json: { id: "front", name: "Front" } });
  const { claim } = (await post("/api/doors/front/claim", { token })).json<Claim>();
  const ca = await readFile(join(data, "tls", "ca.pem"), "utf8");
  const device = new TestDevice({ tlsUrl, ca }, "front", await someDeviceKeys());
  expect((await device.tryRegister(secret("wrong claim", "0000-0000-0000-0000"))).status).toBe(403);
  const session = secret("session token", await device.register(secret("claim", claim)));
  await device.connect(session);
  await device.refusedUpgrade(`${session}x`);
  secret("authority's key", (await readFile(join(data, "tls", "ca-key.pem"), "utf8")).split("\n")[1]);

  const jose = { "content-type": "application/jose" };
  const send = (jwe: string) => post("/api/doors/front/commands", { token, body: jwe, headers: jose });
  for (const reaction of ["answer", "refuse"] as const) {
    device.reaction = reaction;
    const { jwe } = await seal(device);
    secret(`command (${reaction})`, jwe.split(".")[3]);
    secret(`its key (${reaction})`, jwe.split(".")[1]);
    const answer = await send(jwe);
    secret(`its answer (${reaction})`, answer.json<{ result: string }>().result.split(".")[3]);
    secret(`its reply key (${reaction})`, device.commands.at(-1)?.reply);
    await send(jwe);
    await send(jwe.slice(0, -4));
  }
  // Where it does not belong: in an address, in a body that does not fit, in a header that does not.
  await ask(`${url}/api/doors?access_token=${first}`);
  await ask(`${url}/api/me`, { token: `${first}x` });
  await post("/api/sign-in", {
    json: { email, code, password: secret("stray password", "hunter2-hunter2") },
  });
  await post("/api/doors", {
    token,
    body: '{"id": "hunter2-hunter2"',
    headers: { "content-type": "application/json" },
  });
  await ask(`${url}/api/session`, { method: "DELETE", headers: { cookie: `openlock_refresh=${cookie}` } });
  await ownWaysIn({ url, token, secret });
  await partnersWaysIn({ url, token, secret });
  device.stop();
  relay.signal("SIGTERM");
  expect(await relay.ended()).toBe(0);

  const lines = log(relay);
  expect(lines.length).toBeGreaterThan(15);
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  expect([...secrets].filter(([, value]) => text.includes(value)).map(([what]) => what)).toEqual([]);
  // Six digits may stand within any number; alone they are a code.
  expect(text).not.toMatch(new RegExp(`(?<![0-9])${code}(?![0-9])`));
});

interface Story {
  readonly url: string;
  /** An owner's. */
  readonly token: string;
  /** Notes what must not be in the log. */
  readonly secret: (what: string, value: string | undefined) => string;
}

/** Invitations and passkeys, good and bad. */
async function ownWaysIn({ url, token, secret }: Story): Promise<void> {
  const post = (path: string, options: Parameters<typeof ask>[1] = {}) =>
    ask(url + path, { method: "POST", ...options });
  const email = "guest@example.org";
  const role = { role: "staff", doors: { all: true } };
  expect((await post("/api/invitations", { token, json: { email, ...role } })).status).toBe(201);
  const invitation = secret("invitation", await mailedInvitation(join(data, "mail"), email));
  await post("/api/invitations/read", { json: { token: secret("wrong invitation", "W".repeat(43)) } });
  await post("/api/invitations/read", { json: { token: invitation } });
  const joined = await post("/api/invitations/accept", { json: { token: invitation, name: "Guest" } });
  const guest = secret("access token of an invitation", joined.json<Session>().accessToken);
  await post("/api/invitations/accept", { json: { token: invitation, name: "Again" } });

  const made = await post("/api/me/passkeys/options", { token: guest });
  secret("challenge to add a passkey", challengeIn(made));
  const asked = await post("/api/sign-in/passkey/options");
  secret("challenge to sign in", challengeIn(asked));
  const credential = {
    id: secret("credential id", "c3RyYW5nZS1jcmVkZW50aWFs"),
    rawId: "c3RyYW5nZS1jcmVkZW50aWFs",
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: "e30",
      authenticatorData: "AAAA",
      signature: secret("signature", "c2lnbmF0dXJl"),
    },
  };
  expect((await post("/api/sign-in/passkey", { json: { credential } })).status).toBeGreaterThanOrEqual(400);
}

/** Websites, API keys and webhooks. */
async function partnersWaysIn({ url, token, secret }: Story): Promise<void> {
  const post = (path: string, options: Parameters<typeof ask>[1] = {}) =>
    ask(url + path, { method: "POST", ...options });
  const doors = { all: true };
  const key = { name: "Booking", doors, uses: ["key", "commands", "status"] };
  const made = (await post("/api/api-keys", { token, json: key })).json<NewApiKeyAnswer>();
  const use = () => ask(`${url}/api/doors/front/key`, { token: secret("API key", made.key) });
  expect((await use()).status).toBe(200);
  expect((await ask(`${url}/api/api-keys/${made.id}`, { method: "DELETE", token })).status).toBe(204);
  expect((await use()).status).toBe(401);

  const hook = { name: "Pager", url: "http://127.0.0.1:1/hook-hidden-path", kinds: ["tamper"], doors };
  secret("webhook's path", "hook-hidden-path");
  const { webhook, secret: signing } = (
    await post("/api/webhooks", { token, json: hook })
  ).json<WebhookWithSecret>();
  secret("webhook's secret", signing.replace("whsec_", ""));
  await post(`/api/webhooks/${webhook.id}/test`, { token });
  const deliveries = async () =>
    (await ask(`${url}/api/webhooks/${webhook.id}/deliveries`, { token })).text.includes(`"attempts":[{`);
  await expect.poll(deliveries, { timeout: 20_000 }).toBe(true);

  const site = await startPartnerSite();
  onTestFinished(() => site.close());
  const added = await post("/api/websites", { token, json: { url: site.origin } });
  const { id, verification } = added.json<WebsiteView>();
  const body = verification.file.content;
  site.files.set("/.well-known/openlock-verification.txt", { type: "text/plain", body });
  expect((await post(`/api/websites/${id}/check`, { token })).json<WebsiteView>().state).toBe("active");
  const there = { headers: { origin: site.origin } };
  const email = "guest@example.org";
  await post("/api/sign-in/code", { ...there, json: { email, website: site.origin } });
  const code = await mailedCode(join(data, "mail"), email);
  const signedIn = await post("/api/sign-in", { ...there, json: { email, code, website: site.origin } });
  const atWebsite = secret("access token of a website", signedIn.json<Session>().accessToken);
  secret(
    "refresh token of a website",
    /=([A-Za-z0-9_-]{43});/.exec(signedIn.headers["set-cookie"]?.[0] ?? "")?.[1],
  );
  await ask(`${url}/api/me`, { token: atWebsite });
}

function challengeIn({ text }: Answer): string | undefined {
  return /"challenge":"([A-Za-z0-9_-]+)"/.exec(text)?.[1];
}

test("a mail that cannot be sent is told without its code and without the server's password", async () => {
  const { relay, url } = await start({ SMTP_URL: "smtp://relay:hidden-password@127.0.0.1:1" });
  const [, token = ""] = await relay.printed(/\/setup#token=([A-Za-z0-9_-]+)/);
  const email = "owner@example.org";
  await ask(`${url}/api/setup`, { method: "POST", json: { token, email, name: "Owner" } });
  await ask(`${url}/api/sign-in/code`, { method: "POST", json: { email } });
  await relay.printed(/ECONNREFUSED/);
  expect(relay.output).not.toContain("hidden-password");
  expect(relay.output).not.toMatch(/"[^"]*\b\d{6}\b[^"]*code/i);
});

test("an answer's request id is that of its log line; a trusted proxy may give it, nobody else", async () => {
  const id = "0E5D1A52-7C1F-4B1E-9C43-2A6F0B1D9E77";
  const given = (value: string) => ({ headers: { "x-request-id": value } });
  const { relay: alone, url } = await start();
  const own = await ask(`${url}/api/nothing`, given(id));
  const made = String(own.headers["x-request-id"]);
  expect(made).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(made).not.toBe(id.toLowerCase());
  expect(own.json<{ instance: string }>().instance).toBe(`urn:uuid:${made}`);
  await alone.printed(new RegExp(`"requestId":"${made}"`));
  await alone.kill();

  const { relay: behind, url: inner } = await start({ TRUST_PROXY: "1" });
  expect((await ask(`${inner}/api/nothing`, given(id))).headers["x-request-id"]).toBe(id.toLowerCase());
  await behind.printed(new RegExp(`"requestId":"${id.toLowerCase()}"`));
  for (const strange of ["x", `${id} `, `${id}-${id}`, "a".repeat(36)]) {
    expect((await ask(`${inner}/api/nothing`, given(strange))).headers["x-request-id"]).not.toContain(
      strange.trim(),
    );
  }
});
