import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildClient, buildGrants, buildSession } from "./bundle.ts";

/** What a page pays for a door: everything in it, jose and zod too. */
const LIMIT = 20 * 1024;

test("the bundle stands alone and is at most 20 kB after gzip", async () => {
  const code = await buildClient();
  const bytes = gzipSync(code, { level: 9 }).length;
  console.log(`client bundle: ${code.length} bytes, ${bytes} after gzip -9, limit ${LIMIT}`);
  expect(bytes).toBeLessThanOrEqual(LIMIT);
  // Nothing is left to be imported, from packages or from Node.
  expect(code).not.toMatch(/^\s*import\b|\bimport\s*\(|\brequire\s*\(/m);
});

test("what grants take besides is at most 12 kB, and imports the client and nothing else", async () => {
  const code = await buildGrants();
  const bytes = gzipSync(code, { level: 9 }).length;
  console.log(`grants bundle: ${code.length} bytes, ${bytes} after gzip -9`);
  expect(bytes).toBeLessThanOrEqual(12 * 1024);
  const imported = [...code.matchAll(/\bimport\b[^;]*?["']([^"']+)["']/g)].map(([, from]) => from);
  expect(imported).toEqual(["./openlock.js"]);
});

test("what signing in takes besides is at most 6 kB, and imports the client and nothing else", async () => {
  const code = await buildSession();
  const bytes = gzipSync(code, { level: 9 }).length;
  console.log(`session bundle: ${code.length} bytes, ${bytes} after gzip -9`);
  expect(bytes).toBeLessThanOrEqual(6 * 1024);
  const imported = [...code.matchAll(/\bimport\b[^;]*?["']([^"']+)["']/g)].map(([, from]) => from);
  expect(imported).toEqual(["./openlock.js"]);
});
