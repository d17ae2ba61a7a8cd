import { expect, test } from "vitest";
import { readConfig } from "../config/config.ts";
import { deviceTarget } from "./device-target.ts";

const own = { cert: "", key: "", ca: "the CA", selfMade: true };
const target = (environment: Record<string, string>, tls = own) =>
  deviceTarget(readConfig(environment), tls, 8443);

test("a device gets the relay's own authority where the relay itself ends TLS", () => {
  expect(target({ OPENLOCK_URL: "https://door.local:8443" })).toEqual({
    url: "https://door.local:8443",
    ca: "the CA",
  });
  expect(target({ HOST: "127.0.0.1" })).toEqual({ url: "https://localhost:8443", ca: "the CA" });
  expect(target({ HOST: "fd00::2" }).url).toBe("https://[fd00::2]:8443");
  expect(target({}).url).toMatch(/^https:\/\/[^/]+:8443$/);
});

test("plain HTTP is never what a device is given", () => {
  expect(target({ OPENLOCK_URL: "http://door.local:8080" }).url).toBe("https://door.local:8443");
});

test("behind a proxy, or at another port, the public roots decide", () => {
  expect(target({ OPENLOCK_URL: "https://lock.example" })).toEqual({ url: "https://lock.example" });
  expect(target({ OPENLOCK_URL: "https://lock.example:8443", TRUST_PROXY: "1" })).toEqual({
    url: "https://lock.example:8443",
  });
});

test("a given certificate needs no authority, unless one was given too", () => {
  const given = { cert: "", key: "", selfMade: false };
  const environment = { OPENLOCK_URL: "https://lock.example:8443" };
  expect(deviceTarget(readConfig(environment), given, 8443)).toEqual({ url: "https://lock.example:8443" });
  expect(deviceTarget(readConfig(environment), { ...given, ca: "theirs" }, 8443).ca).toBe("theirs");
});
