import { DEVICE_KEY, publicHalf } from "./jwe.ts";
import { PUBLIC_KEYS } from "./names.ts";
import { STATUS } from "./sealed.ts";

type Json = Readonly<Record<string, unknown>>;
type Case = { readonly name: string; readonly error?: string };

const JTI = "AAECAwQFBgcICQoLDA0ODw";
const JWE = "eyJ9.AA.AA.AA.AA";
const BOOT = "EBESExQVFhcYGRobHB0eHw";
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nVEVTVC1PTkxZ\n-----END CERTIFICATE-----\n";
const FIRMWARE = { version: "1.4.0", chip: "ESP32" };
const { p256 } = PUBLIC_KEYS;

const ok = (name: string, settings: Json): Case & { settings: Json } => ({ name, settings });
const no = (name: string, settings: unknown) => ({ name, settings, error: "invalid" });
const url = (address: string) => ({ server: { url: address } });

/** `settings.json`: what `configure` may set. */
export const settings = [
  ok("nothing", {}),
  ok("everything", {
    wifi: { ssid: "OpenLock Demo", password: "open-sesame" },
    server: { url: "https://relay.example:8443", ca: CERTIFICATE },
    ...{ doorId: "front", password: "TEST-ONLY correct horse", relockSeconds: 5 },
    failSafe: { onOffline: "lock", afterSeconds: 60 },
    ...{ releaseKeys: [p256], ownerKeys: [p256] },
  }),
  ok("an open network", { wifi: { ssid: "cafe", password: "" } }),
  ok("an SSID of 32 bytes", { wifi: { ssid: "é".repeat(16), password: "" } }),
  ok("an address with a path", url("https://example.org/openlock")),
  ok("an IPv6 address", url("https://[2001:db8::1]:8443")),
  ok("the longest relock", { relockSeconds: 3600 }),
  ok("unlock when offline, at once", { failSafe: { onOffline: "unlock", afterSeconds: 0 } }),
  ok("a password of 8 characters", { password: "TESTONLY" }),
  no("an unknown setting", { colour: "red" }),
  no("no SSID", { wifi: { ssid: "", password: "" } }),
  no("an SSID of 33 bytes", { wifi: { ssid: `${"é".repeat(16)}a`, password: "" } }),
  no("a Wi-Fi password of 7", { wifi: { ssid: "a", password: "seven77" } }),
  no("a Wi-Fi password of 64", { wifi: { ssid: "a", password: "x".repeat(64) } }),
  no("a Wi-Fi password that is not ASCII", { wifi: { ssid: "a", password: "pässword" } }),
  no("Wi-Fi without a password member", { wifi: { ssid: "a" } }),
  no("plain http", url("http://relay.example")),
  no("a WebSocket address", url("wss://relay.example")),
  no("an address with a user", url("https://user@relay.example")),
  no("an address with only a password", url("https://:secret@relay.example")),
  no("an address with a query", url("https://relay.example/?")),
  no("an address with a fragment", url("https://relay.example/#")),
  no("an address without slashes", url("https:relay.example")),
  no("an address with backslashes", url("https:\\\\relay.example")),
  no("an address with a line break", url("https://relay.example/\n")),
  no("an address with a space before", url(" https://relay.example")),
  no("an address that is not ASCII", url("https://türe.example")),
  no("an address without a host", url("https:///path")),
  no("an address that is too long", url(`https://relay.example/${"a".repeat(256)}`)),
  no("a certificate that is none", { server: { url: "https://relay.example", ca: "VEVTVA" } }),
  no("two certificates", { server: { url: "https://relay.example", ca: CERTIFICATE + CERTIFICATE } }),
  no("a Door ID in capitals", { doorId: "Front" }),
  no("a password of 7", { password: "seven77" }),
  no("a password of 129 bytes", { password: `${"é".repeat(64)}a` }),
  no("relock after 0 s", { relockSeconds: 0 }),
  no("relock after an hour and a second", { relockSeconds: 3601 }),
  no("relock after a fraction", { relockSeconds: 1.5 }),
  no("an unknown fail-safe", { failSafe: { onOffline: "open", afterSeconds: 60 } }),
  no("half a fail-safe", { failSafe: { onOffline: "lock" } }),
  no("a fail-safe after a day and a second", { failSafe: { onOffline: "lock", afterSeconds: 86_401 } }),
  no("five release keys", { releaseKeys: Array(5).fill(p256) }),
  no("nine owner keys", { ownerKeys: Array(9).fill(p256) }),
  no("an RSA key as owner key", { ownerKeys: [publicHalf(DEVICE_KEY)] }),
  no("null", { relockSeconds: null }),
  no("a list", []),
];

const args = (command: string, value?: Json) => ({ command, ...(value ? { args: value } : {}) });
const wrong = (command: string, value: unknown) => ({ command, args: value, error: "invalid-arguments" });
const unknown = (command: string) => ({ command, error: "unknown-command" });

/** `command-arguments.json`: commands a device knows, and what it answers to the others. */
export const commandArguments = [
  ...["unlock", "lock", "status", "identify", "configure", "restart"].map((command) => args(command)),
  ...[args("unlock", {}), args("unlock", { seconds: 1 }), args("unlock", { seconds: 3600 })],
  ...[
    args("hold", { until: 1_800_000_000 }),
    args("lockdown", { on: true }),
    args("lockdown", { on: false }),
  ],
  ...[args("configure", { relockSeconds: 7 })],
  ...[args("revoke", { jti: JTI, until: 1_800_000_000 }), args("revoke", { kid: "A".repeat(43), until: 1 })],
  ...[0, 3601, 1.5, -1, "5", null, true].map((seconds) => wrong("unlock", { seconds })),
  ...[wrong("unlock", { second: 5 }), wrong("unlock", []), wrong("lock", { seconds: 5 })],
  ...[wrong("hold", {}), wrong("hold", { until: -1 }), wrong("hold", { until: "tomorrow" })],
  ...[wrong("lockdown", {}), wrong("lockdown", { on: 1 }), wrong("lockdown", { on: "true" })],
  ...[wrong("configure", { relockSeconds: 0 }), wrong("configure", { claim: "0123-4567-89AB-CDEF" })],
  ...[wrong("revoke", { until: 1 }), wrong("revoke", { jti: JTI, kid: "A".repeat(43), until: 1 })],
  ...[wrong("restart", { now: true }), wrong("status", { full: true }), wrong("identify", { blinks: 3 })],
  ...["sing", "UNLOCK", "unlock ", "", "constructor", "toString", "__proto__", "hasOwnProperty"].map(unknown),
];

const relay = (frame: Json, error?: string) => ({ from: "relay", text: JSON.stringify(frame), error });
const device = (frame: Json, error?: string) => ({ from: "device", text: JSON.stringify(frame), error });
const keepalive = { type: "keepalive", uptime: 12, rssi: -60, lock: "locked" };
const event = { type: "event", seq: 1, at: 1_800_000_000_000, event: "door-opened" };

/** `frames.json`: text frames of the device socket (section 3). */
export const frames = [
  relay({ type: "welcome", serverTime: 1_800_000_000_000, keepAliveSeconds: 10 }),
  relay({ type: "command", id: JTI, jwe: JWE }),
  relay({ type: "status", id: "s1" }),
  relay({ type: "update", id: "u1", manifest: "eyJ9.AA.AA", url: "/api/devices/image/1" }),
  device(keepalive),
  device({ type: "result", id: JTI, code: 200, jwe: JWE }),
  device({ type: "result", id: JTI, code: 400 }),
  device({ type: "status", id: "s1", status: STATUS }),
  device({ type: "status", status: { ...STATUS, lastCommand: undefined, battery: undefined } }),
  device({ type: "update-progress", id: "u1", phase: "downloading", percent: 40 }),
  device({ type: "update-progress", id: "u1", phase: "waiting", percent: 0 }),
  device({ type: "update-result", id: "u1", code: 200 }),
  device({ type: "update-result", id: "u1", code: 400, error: "not-signed" }),
  device(event),
  device({ ...event, event: "offline-period", detail: { seconds: 60, why: "wifi", again: true } }),
  relay({ type: "welcome", serverTime: 1_800_000_000_000, keepAliveSeconds: 0 }, "invalid"),
  relay({ type: "welcome", serverTime: -1, keepAliveSeconds: 10 }, "invalid"),
  relay({ type: "command", id: "short", jwe: JWE }, "invalid"),
  relay({ type: "command", id: JTI, jwe: "a b" }, "invalid"),
  relay({ type: "command", id: JTI, jwe: "" }, "invalid"),
  relay({ type: "command", id: JTI, jwe: "A".repeat(8193) }, "invalid"),
  relay({ type: "command", id: JTI, jwe: JWE, door: "front" }, "invalid"),
  relay({ type: "status", id: "" }, "invalid"),
  relay({ type: "unlock" }, "invalid"),
  relay({ id: "s1" }, "invalid"),
  relay(keepalive, "invalid"),
  device({ type: "welcome", serverTime: 1, keepAliveSeconds: 10 }, "invalid"),
  device({ ...keepalive, rssi: 1 }, "invalid"),
  device({ ...keepalive, uptime: -1 }, "invalid"),
  device({ ...keepalive, uptime: 1e300 }, "invalid"),
  device({ ...keepalive, lock: "open" }, "invalid"),
  device({ ...keepalive, x: 1 }, "invalid"),
  device({ type: "result", id: JTI, code: 500 }, "invalid"),
  device({ type: "result", id: JTI, code: "200" }, "invalid"),
  device({ type: "result", code: 200, jwe: JWE }, "invalid"),
  device({ type: "status", status: { ...STATUS, mode: "open" } }, "invalid"),
  device({ type: "status", status: { ...STATUS, boot: "short" } }, "invalid"),
  device({ type: "status", status: { ...STATUS, firmware: "<b>1</b>" } }, "invalid"),
  device({ type: "status" }, "invalid"),
  relay({ type: "update", id: "u1", manifest: "eyJ9.AA.AA", url: "//elsewhere/image" }, "invalid"),
  relay({ type: "update", id: "u1", manifest: "eyJ9.AA.AA", url: "https://elsewhere/image" }, "invalid"),
  relay({ type: "update", id: "u1", manifest: "A".repeat(2049), url: "/image" }, "invalid"),
  device({ type: "update-progress", id: "u1", phase: "downloading", percent: 101 }, "invalid"),
  device({ type: "update-progress", id: "u1", phase: "Half way", percent: 1 }, "invalid"),
  device({ type: "update-result", id: "u1", code: 400 }, "invalid"),
  device({ type: "update-result", id: "u1", code: 200, error: "not-newer" }, "invalid"),
  device({ ...event, event: "Door opened" }, "invalid"),
  device({ ...event, seq: -1 }, "invalid"),
  device({ ...event, detail: { nested: {} } }, "invalid"),
  device({ ...event, detail: { ["n".repeat(41)]: 1 } }, "invalid"),
  { from: "device", text: JSON.stringify([keepalive]), error: "invalid" },
  { from: "device", text: '{"type":"result","type":"keepalive"}', error: "duplicate-member" },
  { from: "device", text: "keepalive", error: "not-json" },
  { from: "device", text: `{"type":"${"x".repeat(16 * 1024)}"}`, error: "too-large" },
  { from: "relay", text: `{"type":"status","id":${"[".repeat(20)}`, error: "too-large" },
];

const rpc = (kind: "request" | "response", message: Json, error?: string) => ({
  ...{ kind, line: JSON.stringify({ jsonrpc: "2.0", ...message }), error },
});
const params = (method: string, value: unknown, error?: string) => ({
  kind: "params",
  method,
  params: value,
  error,
});

/** `serial.json`: JSON-RPC lines, and the parameters of each method. */
export const serial = [
  rpc("request", { id: 1, method: "device.info" }),
  rpc("request", { id: "a", method: "device.reset", params: { password: "TEST-ONLY correct horse" } }),
  rpc("response", { id: 1, result: { restarting: true } }),
  rpc("response", {
    id: 1,
    error: { code: -32001, message: "wrong door password", data: { error: "bad-password" } },
  }),
  rpc("response", { id: null, error: { code: -32700, message: "not JSON" } }),
  rpc("request", { method: "device.info" }, "invalid"),
  rpc("request", { id: null, method: "device.info" }, "invalid"),
  rpc("request", { id: 1.5, method: "device.info" }, "invalid"),
  rpc("request", { id: 1 }, "invalid"),
  rpc("request", { id: 1, method: "device.info", params: [] }, "invalid"),
  rpc("request", { id: 1, method: "device.info", extra: 1 }, "invalid"),
  rpc("request", { jsonrpc: "1.0", id: 1, method: "device.info" }, "invalid"),
  rpc("response", { id: 1, result: {}, error: { code: 0, message: "" } }, "invalid"),
  rpc("response", { id: 1 }, "invalid"),
  rpc("response", { id: null, result: {} }, "invalid"),
  { kind: "request", line: "I (312) boot: ESP-IDF v5.3", error: "not-json" },
  {
    kind: "request",
    line: '{"jsonrpc":"2.0","id":1,"id":2,"method":"device.info"}',
    error: "duplicate-member",
  },
  { kind: "request", line: `{"jsonrpc":"${"x".repeat(8192)}`, error: "too-large" },
  params("device.info", {}),
  params("device.reset", {}),
  params("device.configure", { settings: {} }),
  params("device.configure", {
    settings: { doorId: "front", password: "TEST-ONLY the new one" },
    ...{ claim: "0123-4567-89AB-CDEF", password: "TEST-ONLY the present one" },
  }),
  params("device.configure", { doorId: "front" }, "invalid"),
  params("device.configure", { settings: { claim: "0123-4567-89AB-CDEF" } }, "invalid"),
  params("device.configure", { settings: {}, claim: "0123456789ABCDEF" }, "invalid"),
  params("device.reset", { force: true }, "invalid"),
];

const http = (kind: string, name: string, body: unknown, error?: string) => ({
  ...{ kind, name, body: typeof body === "string" ? body : JSON.stringify(body), error },
});
const registration = {
  ...{
    doorId: "front",
    publicKey: publicHalf(DEVICE_KEY),
    uid: "24a1600b1c2d",
    boot: BOOT,
    firmware: FIRMWARE,
  },
};
const registered = { session: JWE, serverTime: 1_800_000_000_000, socket: "/api/devices/socket" };
const doorKey = { key: publicHalf(DEVICE_KEY), boot: BOOT, registeredAt: 1_800_000_000_000 };

/** `http.json`: bodies of sections 2 and 4. */
export const bodies = [
  http("registration-request", "a restart", registration),
  http("registration-request", "a first one", { ...registration, claim: "0123-4567-89AB-CDEF" }),
  http("registration-response", "registered", registered),
  http("door-key", "a key", doorKey),
  http("command-answer", "sealed", { code: 200, result: JWE }),
  http("command-answer", "not decrypted", { code: 400 }),
  http("status-answer", "a status", { status: STATUS, ageMs: 12 }),
  http("registration-request", "a private key", { ...registration, publicKey: DEVICE_KEY.jwk }, "invalid"),
  http(
    "registration-request",
    "a claim in lower case",
    { ...registration, claim: "0123-4567-89ab-cdef" },
    "invalid",
  ),
  http("registration-request", "no key", { ...registration, publicKey: undefined }, "invalid"),
  http("registration-request", "an unknown member", { ...registration, role: "owner" }, "invalid"),
  http(
    "registration-request",
    "a firmware version with markup",
    { ...registration, firmware: { version: "<i>", chip: "ESP32" } },
    "invalid",
  ),
  http("registration-request", "not JSON", "doorId=front", "not-json"),
  http("registration-request", "too long", " ".repeat(8193), "too-large"),
  http(
    "registration-response",
    "a socket on another server",
    { ...registered, socket: "wss://elsewhere.example" },
    "invalid",
  ),
  http(
    "registration-response",
    "a socket on another server, by two slashes",
    { ...registered, socket: "//elsewhere.example" },
    "invalid",
  ),
  http(
    "registration-response",
    "a socket on another server, by a backslash",
    { ...registered, socket: "/\\elsewhere.example" },
    "invalid",
  ),
  http("door-key", "a boot nonce too short", { ...doorKey, boot: "AA" }, "invalid"),
  http("command-answer", "another code", { code: 500 }, "invalid"),
];
