import { join } from "node:path";
import type { PersonView, WebsiteView } from "@openlock/api";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildClient, buildSession } from "../../../packages/client/test/bundle.ts";
import { DOOR_PASSWORD, type TestDevice } from "./support/device.ts";
import { type PartnerSite, startPartnerSite } from "./support/partner-site.ts";
import { mailedCode, someDeviceKeys, TestRelay } from "./support/relay.ts";

const PAGE = `<!doctype html><title>Partner</title><script type="module">
  import * as client from "/openlock.js";
  import { createSession } from "/session.js";
  Object.assign(globalThis, { client, createSession });
</script>`;

/** What the pages' script puts there. */
type InPage = typeof globalThis & {
  readonly client: typeof import("../../../packages/client/src/index.ts");
  readonly createSession: typeof import("../../../packages/client/src/session.ts").createSession;
};

// Three origins in a real browser: the relay at localhost, and two pages at 127.0.0.1, of which one is verified.
let relay: TestRelay;
let device: TestDevice;
let partner: PartnerSite;
let stranger: PartnerSite;
let website: WebsiteView;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let email: string;

beforeAll(async () => {
  [relay, partner, stranger] = await Promise.all([
    TestRelay.start({ environment: { ALLOW_PRIVATE_NETWORK: "1", PERSON_COMMANDS_PER_MINUTE: "1000" } }),
    startPartnerSite(),
    startPartnerSite(),
  ]);
  const type = "text/javascript";
  const [client, session] = [await buildClient(), await buildSession()];
  for (const { files } of [partner, stranger]) {
    files.set("/", { type: "text/html", body: PAGE });
    files.set("/openlock.js", { type, body: client });
    files.set("/session.js", { type, body: session });
  }
  device = await relay.online(await someDeviceKeys());
  const added = await relay.ask("/api/websites", { method: "POST", json: { url: partner.origin } });
  website = added.json<WebsiteView>();
  const { content } = website.verification.file;
  partner.files.set("/.well-known/openlock-verification.txt", { type: "text/plain", body: content });
  const checked = await relay.ask(`/api/websites/${website.id}/check`, { method: "POST" });
  expect(checked.json<WebsiteView>().state).toBe("active");
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    // As browsers that take no cookies from other sites, but for those that are kept apart for each (CHIPS).
    args: ["--no-sandbox", "--disable-background-networking", "--test-third-party-cookie-phaseout"],
  });
});
afterAll(async () => {
  await browser?.close();
  device?.stop();
  partner?.close();
  stranger?.close();
  await relay?.close();
});
beforeEach(async () => {
  // Each test has mail of its own.
  const token = await relay.person("staff");
  email = (await relay.ask("/api/me", { token })).json<PersonView>().email;
  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(partner.origin);
});
afterEach(() => context.close());

async function signIn(on: Page): Promise<string> {
  const given = { server: relay.url, email };
  await on.evaluate(
    ({ server, email }) => (globalThis as InPage).createSession({ server }).requestCode(email),
    given,
  );
  const code = await mailedCode(join(relay.data, "mail"), email);
  return on.evaluate(
    async ({ server, email, code }) => {
      const session = (globalThis as InPage).createSession({ server });
      await session.signIn(email, code);
      return session.token();
    },
    { ...given, code },
  );
}

/** Opens the door from a page: with the page's own session, or with a token that it got hold of. */
function unlock(from: Page, token?: string): Promise<string> {
  return from.evaluate(
    async ({ server, door, password, token }) => {
      const { client, createSession } = globalThis as InPage;
      const { createClient, OpenLockError } = client;
      const session = createSession({ server });
      try {
        const openlock = createClient({ server, token: token ?? session.token, password });
        return (await openlock.door(door).unlock()).lock;
      } catch (error) {
        return error instanceof OpenLockError ? error.code : String(error);
      }
    },
    { server: relay.url, door: device.door, password: DOOR_PASSWORD, token },
  );
}

describe("in Chromium, from another site's page", () => {
  it("a verified website signs somebody in and opens a door, after a reload too", async () => {
    await signIn(page);
    const before = device.commands.length;
    expect(await unlock(page)).toBe("unlocked");
    await page.reload();
    expect(await unlock(page)).toBe("unlocked");
    expect(device.commands).toHaveLength(before + 2);
    // No script can read what keeps it signed in, and it is the partner's alone.
    expect(await page.evaluate(() => document.cookie)).toBe("");
    const [cookie, ...others] = await context.cookies(`${relay.url}/api/session/refresh`);
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({
      httpOnly: true,
      secure: true,
      sameSite: "None",
      partitionKey: expect.any(String),
    });
    const history = await relay.history(device.door);
    expect(history[0]).toMatchObject({
      action: "command.send",
      outcome: "done",
      detail: { website: partner.origin },
    });
  });

  it("a website that is not verified gets nowhere, not even with the other's token and cookie", async () => {
    const token = await signIn(page);
    const before = device.commands.length;
    // Of the same site as the partner, so that the browser would send it the partner's cookie.
    await page.goto(stranger.origin);
    expect(await unlock(page)).toBe("network");
    expect(await unlock(page, token)).toBe("network");
    const asked = page.evaluate(
      ({ server, email }) => (globalThis as InPage).createSession({ server }).requestCode(email),
      { server: relay.url, email },
    );
    await expect(asked).rejects.toThrow("could not be reached");
    expect(device.commands).toHaveLength(before);
  });

  it("the relay's own token is worth nothing in a verified website's page", async () => {
    const before = device.commands.length;
    expect(await unlock(page, relay.owner)).toBe("forbidden");
    expect(device.commands).toHaveLength(before);
  });

  it("signing out ends it", async () => {
    await signIn(page);
    await page.evaluate((server) => (globalThis as InPage).createSession({ server }).signOut(), relay.url);
    expect(await unlock(page)).toBe("unauthenticated");
  });

  it("nothing goes any more when the website is removed", async () => {
    const token = await signIn(page);
    expect(await unlock(page)).toBe("unlocked");
    const before = device.commands.length;
    expect((await relay.ask(`/api/websites/${website.id}`, { method: "DELETE" })).status).toBe(204);
    expect(await unlock(page)).toBe("network");
    expect(await unlock(page, token)).toBe("network");
    expect(device.commands).toHaveLength(before);
  });
});
