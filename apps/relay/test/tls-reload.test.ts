import { once } from "node:events";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAuthority, issueServerCertificate, type KeyPairPem } from "../src/tls/authority.ts";
import { freePort } from "./support/free-port.ts";
import { RelayProcess } from "./support/process.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";

let dir: string;
let authority: KeyPairPem;
let environment: Record<string, string>;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "openlock-tls-"));
  authority = await createAuthority(Date.now());
  const [TLS_CERT, TLS_KEY, TLS_CA] = ["cert.pem", "key.pem", "ca.pem"].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  environment = { TLS_CERT, TLS_KEY, TLS_CA };
  await writeFile(TLS_CA, authority.certificate);
  await renew();
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const issue = () => issueServerCertificate(authority, ["localhost"], Date.now());
/** As who renews certificates does it: a file is there as it was or as it will be, never half written. */
async function write(variable: string, text: string): Promise<void> {
  const file = environment[variable] ?? "";
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
async function renew(): Promise<void> {
  const pair = await issue();
  await write("TLS_KEY", pair.privateKey);
  await write("TLS_CERT", pair.certificate);
}

/** The certificate that a new handshake gets, which must be trusted. */
async function served(port: string): Promise<string> {
  const socket = connect({ port: Number(port), host: "localhost", ca: authority.certificate });
  await once(socket, "secureConnect");
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

test("a certificate that was replaced is served by itself; what is connected stays", async () => {
  const relay = await TestRelay.start({ environment, tlsCheckMs: 20 });
  const { port } = new URL(relay.relay.tlsUrl);
  const device = await relay.online(await someDeviceKeys());
  const first = await served(port);

  // Half of it: what was there stays, and that is said once.
  const next = await issue();
  await write("TLS_CERT", next.certificate);
  const complaints = () => relay.logged.filter((line) => line.includes("no new certificate"));
  await expect.poll(() => complaints().length).toBe(1);
  expect(await served(port)).toBe(first);
  await write("TLS_KEY", next.privateKey);
  await expect.poll(() => served(port)).not.toBe(first);
  const second = await served(port);
  expect(complaints()).toHaveLength(1);
  expect(relay.logged.join("")).toContain(second);

  await write("TLS_CERT", "nothing that is a certificate");
  await expect.poll(() => complaints().length).toBe(2);
  expect(await served(port)).toBe(second);

  expect((await relay.send(device.door, (await seal(device)).jwe)).status).toBe(200);
  device.stop();
  await device.start();
  device.stop();
  await relay.close();
});

test("SIGHUP makes the relay look at once, and ends nothing", async () => {
  const TLS_PORT = String(await freePort());
  const PORT = String(await freePort());
  const relay = new RelayProcess({ ...environment, OPENLOCK_DATA: join(dir, "data"), PORT, TLS_PORT });
  await relay.printed(/listening/);
  const first = await served(TLS_PORT);
  await renew();
  relay.signal("SIGHUP");
  const [, fingerprint] = await relay.printed(/"fingerprint":"([0-9A-F:]+)".*the certificate was replaced/);
  expect(fingerprint).not.toBe(first);
  expect(await served(TLS_PORT)).toBe(fingerprint);
  relay.signal("SIGTERM");
  expect(await relay.ended()).toBe(0);
});
