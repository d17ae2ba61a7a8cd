import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ConfigError, Environment, readConfig } from "./config.ts";

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

test("the README's table has every variable, and its default", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const rows = readme.split("\n").flatMap((line) => {
    const [, names = "", text = ""] = /^\| ((?:`[A-Z_]+`(?:, )?)+) \| (.*?) ?\|/.exec(line) ?? [];
    return [...names.matchAll(/`([A-Z_]+)`/g)].map(
      ([, name = ""]) => [name, text.replaceAll("`", "")] as const,
    );
  });
  const names = Object.keys(Environment.shape);
  expect(rows.map(([name]) => name).sort()).toEqual([...names].sort());
  const defaults: Readonly<Record<string, unknown>> = Environment.parse({});
  // Directories are found beside the code.
  const found = ["DASHBOARD_DIR", "FIRMWARE_DIR"];
  for (const [name, text] of rows.filter(([each]) => !found.includes(each))) {
    const value = defaults[name];
    expect([name, text]).toEqual([
      name,
      value === undefined ? "" : typeof value === "boolean" ? "0" : String(value),
    ]);
  }
});
