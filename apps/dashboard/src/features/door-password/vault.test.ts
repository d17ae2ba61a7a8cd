import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import { openVault, type Vault } from "./vault.ts";

const PASSWORD = "correct horse battery staple";
let name: string;
let vault: Vault;

beforeEach(async () => {
  name = `vault-${crypto.randomUUID()}`;
  vault = await openVault(name);
});

test("a password comes back to the person and the door that it was kept for, and to nobody else", async () => {
  await vault.put("olga", "front", PASSWORD);
  expect(await vault.get("olga", "front")).toBe(PASSWORD);
  expect(await vault.get("olga", "back")).toBeUndefined();
  expect(await vault.get("stefan", "front")).toBeUndefined();
  expect(await vault.has("olga", "front")).toBe(true);
  expect(await vault.has("stefan", "front")).toBe(false);
});

test("it is there after the browser was closed", async () => {
  await vault.put("olga", "front", PASSWORD);
  expect(await (await openVault(name)).get("olga", "front")).toBe(PASSWORD);
});

test("what is stored holds the password nowhere, and its key cannot be taken out", async () => {
  await vault.put("olga", "front", PASSWORD);
  const db = await openDB(name);
  const key = (await db.get("keys", "sealing")) as CryptoKey;
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  await expect(crypto.subtle.exportKey("jwk", key)).rejects.toThrow();
  const { ciphertext } = (await db.get("door-passwords", ["olga", "front"])) as { ciphertext: ArrayBuffer };
  expect(Buffer.from(ciphertext).includes(Buffer.from("horse"))).toBe(false);
});

test("a record moved to another door or person, or changed, opens to nothing", async () => {
  await vault.put("olga", "front", PASSWORD);
  const db = await openDB(name);
  const sealed = (await db.get("door-passwords", ["olga", "front"])) as { ciphertext: ArrayBuffer };
  await db.put("door-passwords", sealed, ["olga", "back"]);
  await db.put("door-passwords", sealed, ["mallory", "front"]);
  expect(await vault.get("olga", "back")).toBeUndefined();
  expect(await vault.get("mallory", "front")).toBeUndefined();
  const bytes = new Uint8Array(sealed.ciphertext);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await db.put("door-passwords", { ...sealed, ciphertext: bytes.buffer }, ["olga", "front"]);
  expect(await vault.get("olga", "front")).toBeUndefined();
});

test("the same password is sealed differently each time", async () => {
  const db = await openDB(name);
  const sealed = async () => {
    await vault.put("olga", "front", PASSWORD);
    const { ciphertext } = (await db.get("door-passwords", ["olga", "front"])) as { ciphertext: ArrayBuffer };
    return Buffer.from(ciphertext).toString("hex");
  };
  expect(await sealed()).not.toBe(await sealed());
});

test("two tabs that keep their first password at once can both be read", async () => {
  const other = await openVault(name);
  await Promise.all([vault.put("olga", "front", "one"), other.put("olga", "back", "two")]);
  expect(await vault.get("olga", "front")).toBe("one");
  expect(await vault.get("olga", "back")).toBe("two");
});

test("forgotten is gone; signing out leaves nothing, not even the key", async () => {
  await vault.put("olga", "front", PASSWORD);
  await vault.put("olga", "back", PASSWORD);
  await vault.remove("olga", "front");
  expect(await vault.get("olga", "front")).toBeUndefined();
  expect(await vault.get("olga", "back")).toBe(PASSWORD);
  await vault.clear();
  const db = await openDB(name);
  expect(await db.getAll("door-passwords")).toEqual([]);
  expect(await db.getAll("keys")).toEqual([]);
});
