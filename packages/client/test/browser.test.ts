import { readFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildClient, buildGrants, buildProtocol } from "./bundle.ts";
import { FakeDoor } from "./fake-door.ts";

const PAGE = `<!doctype html><title>OpenLock</title><script type="module">
  import * as client from "/openlock.js";
  import * as grants from "/grants.js";
  import * as protocol from "/protocol.js";
  Object.assign(globalThis, { client, grants, protocol });
</script>`;

/** What the page's script puts there. */
type InPage = typeof globalThis & {
  readonly client: typeof import("../src/index.ts");
  readonly grants: typeof import("../src/grants/index.ts");
  readonly protocol: typeof import("@openlock/protocol");
};

// The built bundle in a real browser, against a relay and a door on localhost.
let browser: Browser;
let fake: FakeDoor;
let page: Page;

interface Case {
  readonly jwe: string;
  readonly claims?: unknown;
  readonly error?: string;
}

function vectors<T>(file: string): T & { readonly cases: readonly Case[] } {
  return JSON.parse(readFileSync(new URL(`../../protocol/vectors/${file}`, import.meta.url), "utf8"));
}

beforeAll(async () => {
  fake = await FakeDoor.start();
  const script = "text/javascript";
  fake.files.set("/", { type: "text/html", body: PAGE });
  fake.files.set("/openlock.js", { type: script, body: await buildClient() });
  fake.files.set("/grants.js", { type: script, body: await buildGrants() });
  fake.files.set("/protocol.js", { type: script, body: await buildProtocol() });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
});
afterAll(async () => {
  await browser?.close();
  await fake?.stop();
});
beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(fake.url);
});

/** Sends one command from the page and tells how it ended. */
function unlock(from: Page): Promise<{ lock?: string; code?: string; name?: string; kid?: string | null }> {
  return from.evaluate(async () => {
    const { createClient, storagePins, OpenLockError } = (globalThis as InPage).client;
    const options = {
      server: location.origin,
      token: "token",
      password: "pässword",
      pins: storagePins(localStorage),
    };
    try {
      const { lock } = await createClient(options).door("front").unlock({ seconds: 3 });
      return { lock, kid: localStorage.getItem("openlock-pin:front") };
    } catch (error) {
      return { code: error instanceof OpenLockError ? error.code : String(error) };
    }
  });
}

describe("in Chromium", () => {
  it("a page opens a door, and keeps its key", async () => {
    const seen: unknown[] = [];
    fake.run = ({ command, args, password }) => {
      seen.push({ command, args, password });
      return { code: 200, state: { lock: "unlocked", mode: "normal" } };
    };
    expect(await unlock(page)).toEqual({ lock: "unlocked", kid: fake.keys.kid });
    expect(seen).toEqual([{ command: "unlock", args: { seconds: 3 }, password: "pässword" }]);
  });

  it("a key that changed is refused after a reload too", async () => {
    await unlock(page);
    const { keys } = fake;
    await fake.replaceKey();
    await page.reload();
    fake.received.length = 0;
    expect(await unlock(page)).toEqual({ code: "key-changed" });
    expect(fake.received).toEqual([]);
    fake.keys = keys;
  });

  it("a forged answer is not believed", async () => {
    fake.tamper = () => ({ body: { code: 200 } });
    expect(await unlock(page)).toEqual({ code: "forged-answer" });
    fake.tamper = (body) => ({ body });
  });

  it("a key of its own outlives the page, cannot be read, and signs", async () => {
    const ask = () =>
      page.evaluate(async () => {
        const { client, grants } = globalThis as InPage;
        const [key, again] = await Promise.all([grants.storedKey(), grants.storedKey()]);
        const read = await crypto.subtle.exportKey("pkcs8", key.privateKey).catch((error) => error.name);
        const wish = { door: "front", publicKey: key.publicKey, commands: ["unlock" as const] };
        const { grant } = await grants.makeGrant({ ...wish, nbf: 1, exp: 2 }, key);
        const signer = grants.grantSigner(key, () => grant);
        const door = client.createClient({ server: location.origin, token: "token", signer }).door("front");
        const { lock } = await door.unlock();
        return { kid: key.kid, same: again.kid === key.kid, read, lock, grant };
      });
    const seen: unknown[] = [];
    fake.run = (claims) => {
      seen.push("grant" in claims && claims.grant);
      return { code: 200, state: { lock: "unlocked", mode: "normal" } };
    };
    const first = await ask();
    expect(first).toMatchObject({ same: true, read: "InvalidAccessError", lock: "unlocked" });
    await page.reload();
    const second = await ask();
    expect(second.kid).toBe(first.kid);
    expect(seen).toEqual([first.grant, second.grant]);
    const forgotten = await page.evaluate(async () => {
      const { grants } = globalThis as InPage;
      await grants.forgetKey();
      return (await grants.storedKey()).kid;
    });
    expect(forgotten).not.toBe(first.kid);
  });

  it("the protocol's vectors give what they give in Node", async () => {
    const commands = vectors<{ device: { door: string; kid: string; key: string } }>("commands.json");
    const results = vectors<{ jti: string; reply: string }>("results.json");
    const { jwk } = vectors<{ jwk: JsonWebKey }>(commands.device.key);
    const given = { commands, results, jwk };
    const got = await page.evaluate(async ({ commands, results, jwk }) => {
      const { openCommand, openResult } = (globalThis as InPage).protocol;
      const algorithm = { name: "RSA-OAEP", hash: "SHA-256" };
      const privateKey = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["decrypt"]);
      const all = <T>(cases: readonly Case[], open: (jwe: string) => Promise<T>) =>
        Promise.all(cases.map(({ jwe }) => open(jwe).catch((error) => error.code ?? String(error))));
      return [
        ...(await all(
          commands.cases,
          async (jwe) => (await openCommand(jwe, { ...commands.device, privateKey })).claims,
        )),
        ...(await all(results.cases, (jwe) => openResult(jwe, results))),
      ];
    }, given);
    expect(got).toEqual([...commands.cases, ...results.cases].map(({ claims, error }) => error ?? claims));
  });

  it("a thumbprint is the same as in Node", async () => {
    const { jwk, kid } = fake.keys;
    expect(await page.evaluate((key) => (globalThis as InPage).protocol.thumbprint(key), jwk)).toBe(kid);
  });
});
