import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ConfigError, readConfig } from "../config/config.ts";
import { loadTls } from "./load.ts";

const DAY = 24 * 3600 * 1000;
let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "openlock-tls-"));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const config = (url?: string) => readConfig({ OPENLOCK_DATA: data, OPENLOCK_URL: url });

test("makes an authority and a server certificate that a strict validator takes", async () => {
  const tls = await loadTls(config("https://door.example:8443"), Date.now());
  const [server, ca] = [new X509Certificate(tls.cert), new X509Certificate(tls.ca ?? "")];
  expect(ca.ca).toBe(true);
  expect(server.ca).toBe(false);
  expect(ca.verify(ca.publicKey)).toBe(true);
  expect(server.verify(ca.publicKey)).toBe(true);
  expect(server.checkIssued(ca)).toBe(true);
  expect(server.checkHost("localhost")).toBe("localhost");
  expect(server.checkHost("door.example")).toBe("door.example");
  expect(server.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(server.checkIP("::1")).toBeDefined();
  expect(server.checkHost("other.example")).toBeUndefined();
  expect(server.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  expect(server.serialNumber).not.toBe(ca.serialNumber);
  // Devices take 2560 bytes of PEM.
  expect((tls.ca ?? "").length).toBeLessThan(2560);
  expect(tls.ca).toMatch(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?$/);
});

test("nobody but the relay's user reads the keys", async () => {
  await loadTls(config(), Date.now());
  for (const file of ["ca-key.pem", "server-key.pem", "ca.pem"]) {
    expect((await stat(join(data, "tls", file))).mode & 0o777).toBe(0o600);
  }
  expect((await stat(join(data, "tls"))).mode & 0o777).toBe(0o700);
});

test("a second start serves the same certificates", async () => {
  const first = await loadTls(config(), Date.now());
  expect(await loadTls(config(), Date.now())).toEqual(first);
});

test("near its end, or for a new name, the server certificate is made anew under the same authority", async () => {
  const now = Date.now();
  const first = await loadTls(config(), now);
  const later = await loadTls(config(), now + 370 * DAY);
  expect(later.ca).toBe(first.ca);
  expect(later.cert).not.toBe(first.cert);
  const renamed = await loadTls(config("https://new.example"), now + 370 * DAY);
  expect(renamed.ca).toBe(first.ca);
  expect(new X509Certificate(renamed.cert).checkHost("new.example")).toBe("new.example");
});

test("a device whose clock is a year behind finds the certificate valid already", async () => {
  const tls = await loadTls(config(), Date.now());
  expect(Date.parse(new X509Certificate(tls.cert).validFrom)).toBeLessThan(Date.now() - 365 * DAY);
});

test("a damaged file is an error that says what to do, never a silent new authority", async () => {
  await loadTls(config(), Date.now());
  await writeFile(
    join(data, "tls", "server.pem"),
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  );
  await expect(loadTls(config(), Date.now())).rejects.toThrow(ConfigError);
  const ca = await readFile(join(data, "tls", "ca.pem"), "utf8");
  await expect(loadTls(config(), Date.now())).rejects.toThrow(/backup/);
  expect(await readFile(join(data, "tls", "ca.pem"), "utf8")).toBe(ca);
});

test("half an authority is never replaced in silence", async () => {
  await loadTls(config(), Date.now());
  await rm(join(data, "tls", "ca-key.pem"));
  await expect(loadTls(config(), Date.now())).rejects.toThrow(/backup/);
});

test("given files that cannot be read, or do not fit together, are named", async () => {
  const missing = readConfig({
    OPENLOCK_DATA: data,
    TLS_CERT: join(data, "no.pem"),
    TLS_KEY: join(data, "no.pem"),
  });
  await expect(loadTls(missing, Date.now())).rejects.toThrow(/TLS_CERT cannot be read/);
  const own = await loadTls(config(), Date.now());
  await writeFile(join(data, "cert.pem"), own.cert);
  const mixed = readConfig({
    OPENLOCK_DATA: data,
    TLS_CERT: join(data, "cert.pem"),
    TLS_KEY: join(data, "tls", "ca-key.pem"),
  });
  await expect(loadTls(mixed, Date.now())).rejects.toThrow(/do not work together/);
});
