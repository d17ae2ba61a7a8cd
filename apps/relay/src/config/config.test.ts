import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

test("nothing has to be set", () => {
  expect(readConfig({})).toMatchObject({
    PORT: 8080,
    TLS_PORT: 8443,
    OPENLOCK_DATA: "./data",
    TRUST_PROXY: 0,
  });
  expect(readConfig({}).HOST).toBeUndefined();
});

test("an empty variable is the same as none", () => {
  expect(readConfig({ DATABASE_URL: "", PORT: "", TLS_CERT: "" })).toEqual(readConfig({}));
});

test("an address loses its last slash", () => {
  expect(readConfig({ OPENLOCK_URL: "https://lock.example/" }).OPENLOCK_URL).toBe("https://lock.example");
});

test("every variable that does not fit is named, and none of them is quoted", () => {
  const read = () =>
    readConfig({ PORT: "99999", REDIS_URL: "http://:secret@x", TRUST_PROXY: "-1", LOG_LEVEL: "loud" });
  expect(read).toThrow(ConfigError);
  for (const name of ["PORT", "REDIS_URL", "TRUST_PROXY", "LOG_LEVEL"]) expect(read).toThrow(name);
  expect(read).not.toThrow("secret");
});

test.each([{ TLS_CERT: "a.pem" }, { TLS_KEY: "a.pem" }, { TLS_CA: "a.pem" }])(
  "%o is half a certificate",
  (half) => {
    expect(() => readConfig(half)).toThrow(/go(es)? (together|with)/);
  },
);
