import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { becomeOwner } from "./support/browser.ts";
import { Relay } from "./support/relay.ts";

// What an owner gives to others' websites and programs, and what the relay signs with.

let dir: string;
let relay: Relay;
let website: Server;
/** What it serves, by path. */
const files = new Map<string, string>();
test.beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "openlock-e2e-"));
  relay = await Relay.start(dir);
  files.clear();
  website = createServer((request, response) => {
    const text = files.get(request.url ?? "");
    response.writeHead(text === undefined ? 404 : 200, { "content-type": "text/plain" }).end(text);
  });
  await new Promise<void>((resolve) => website.listen(0, "127.0.0.1", resolve));
});
test.afterEach(async () => {
  await relay.stop();
  await new Promise((resolve) => website.close(resolve));
  await rm(dir, { recursive: true, force: true });
});

test("a website is added, not found to be its owner's, then verified, and removed", async ({ page }) => {
  await becomeOwner(page, relay);
  const address = website.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const host = `127.0.0.1:${address.port}`;
  await page.goto(`${relay.url}/settings`);
  await page.getByRole("button", { name: "Add website" }).click();
  await page.getByRole("dialog").getByLabel("Address").fill(`http://${host}/some/page`);
  await page.getByRole("dialog").getByRole("button", { name: "Add website" }).click();

  const dialog = page.getByRole("dialog", { name: `Verify ${host}` });
  await expect(dialog.getByRole("status")).toHaveText("Not verified yet");
  await dialog.getByRole("button", { name: "Check now" }).click();
  const file = dialog.getByRole("region", { name: "File" });
  await expect(file.getByText("The website answers 404.")).toBeVisible();
  files.set(
    "/.well-known/openlock-verification.txt",
    (await file.getByLabel("File to copy").textContent()) ?? "",
  );
  await dialog.getByRole("button", { name: "Check now" }).click();
  await expect(dialog.getByRole("status")).toHaveText("Verified");
  await dialog.getByRole("button", { name: "Done" }).click();

  await expect(page.getByText(/Verified · checked .*, by its file/)).toBeVisible();
  await page.getByRole("button", { name: `Remove ${host}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove website" }).click();
  await expect(page.getByText("There is no website yet.")).toBeVisible();
});

test("an API key is shown once, works, is seen to be used, and is refused once revoked", async ({ page }) => {
  await becomeOwner(page, relay);
  await page.goto(`${relay.url}/settings`);
  await page.getByRole("button", { name: "Add API key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Booking system");
  await dialog.getByLabel("Send sealed commands").uncheck();
  await dialog.getByRole("button", { name: "Add API key" }).click();
  const key = (await dialog.getByLabel("API key", { exact: true }).textContent()) ?? "";
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText(key)).toHaveCount(0);
  await expect(
    page.getByText("Keys and status of all doors · never used · until it is revoked"),
  ).toBeVisible();

  const asked = () =>
    fetch(`${relay.url}/api/doors/front/status`, { headers: { authorization: `Bearer ${key}` } });
  // Let in, and told that there is no such door.
  expect((await asked()).status).toBe(404);
  await page.reload();
  await expect(page.getByText(/Keys and status of all doors · last used/)).toBeVisible();
  await page.getByRole("button", { name: "Revoke Booking system" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke API key" }).click();
  await expect(page.getByText("There is no API key.")).toBeVisible();
  expect((await asked()).status).toBe(401);
});

test("signing keys are changed, and revoked, and this page stays signed in", async ({ page }) => {
  await becomeOwner(page, relay);
  await page.goto(`${relay.url}/settings`);
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make new key" }).click();
  await expect(page.getByText(/^Signed from/)).toHaveCount(1);
  await expect(page.getByText(/^Signs since/)).toHaveCount(1);
  await page.getByRole("button", { name: "Revoke all" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke and make new key" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText(/^Signs since/)).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Signing keys" })).toBeVisible();
});
