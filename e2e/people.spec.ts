import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { VirtualAuthenticator } from "./support/authenticator.ts";
import { acceptInvitation, becomeOwner, invite } from "./support/browser.ts";
import { Relay } from "./support/relay.ts";

// People in a browser: invited, signed in by mail and by passkey, and out again.

let dir: string;
let relay: Relay;
test.beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "openlock-e2e-"));
  relay = await Relay.start(dir);
});
test.afterEach(async () => {
  await relay.stop();
  await rm(dir, { recursive: true, force: true });
});

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}

/** So that a virtual authenticator, which chooses by itself, answers the button and not the address field. */
async function withoutAutofill(page: Page): Promise<void> {
  await page.addInitScript("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
}

async function addPasskey(page: Page): Promise<void> {
  await page.goto(`${relay.url}/account`);
  await page.getByRole("button", { name: "Add passkey" }).click();
  await expect(page.getByRole("list", { name: "Passkeys" }).getByRole("listitem")).toHaveCount(1);
}

test("a passkey is added, told by mail, renamed, signed in with, and removed", async ({ page }) => {
  await withoutAutofill(page);
  await becomeOwner(page, relay);
  const authenticator = await VirtualAuthenticator.on(page);
  await addPasskey(page);
  const passkeys = page.getByRole("list", { name: "Passkeys" });
  await expect(passkeys.getByText(/^Chrome on Linux$/)).toBeVisible();
  await expect(passkeys.getByText(/never used · on all devices of its account/)).toBeVisible();
  await passkeys.getByRole("button", { name: "Rename Chrome on Linux" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Work laptop");
  await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await expect(passkeys.getByText("Work laptop")).toBeVisible();
  // The browser itself knows that it is there already.
  await page.getByRole("button", { name: "Add passkey" }).click();
  await expect(page.getByText(/has a passkey for you already/)).toBeVisible();
  expect(await authenticator.count()).toBe(1);

  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  // Back to where one was.
  await expect(passkeys.getByText(/last used/)).toBeVisible();
  await page.goto(`${relay.url}/history`);
  await expect(page.getByText("Olga Owner signed in with the passkey “Work laptop”")).toBeVisible();

  await page.goto(`${relay.url}/account`);
  await passkeys.getByRole("button", { name: "Remove Work laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove passkey" }).click();
  await expect(page.getByText("No passkey yet")).toBeVisible();
  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("alert")).toContainText("This passkey is not accepted here");
});

test("a passkey is chosen in the address field, without a button", async ({ page }) => {
  await becomeOwner(page, relay);
  const authenticator = await VirtualAuthenticator.on(page);
  await addPasskey(page);
  await authenticator.touched(false);
  await signOut(page);
  await expect(page.getByLabel("Email")).toHaveAttribute("autocomplete", /webauthn$/);
  // The person picks it from what the browser offers.
  await authenticator.touched(true);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
});

test("a device that does not recognise its user signs nobody in", async ({ page }) => {
  await withoutAutofill(page);
  await becomeOwner(page, relay);
  const authenticator = await VirtualAuthenticator.on(page);
  await addPasskey(page);
  await signOut(page);
  await authenticator.recognises(false);
  const asked = page.waitForResponse((answer) => answer.url().endsWith("/api/sign-in/passkey/options"));
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await asked;
  await expect(page.getByRole("button", { name: "Sign in with a passkey" })).toBeEnabled();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("somebody is invited, joins, is seen, and is out the moment they are removed", async ({
  page,
  browser,
}) => {
  await becomeOwner(page, relay);
  await invite(page, relay, "sam@example.org");
  const sam = await (await browser.newContext()).newPage();
  await acceptInvitation(sam, relay, "sam@example.org", "Sam Staff");

  const again = await (await browser.newContext()).newPage();
  await again.goto(await relay.mailedInvitation("sam@example.org"));
  await expect(again.getByRole("heading", { name: "You have joined already" })).toBeVisible();
  await again.getByRole("link", { name: "Sign in" }).click();
  await expect(again.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await page.reload();
  await expect(page.getByRole("list", { name: "People" }).getByText("Sam Staff")).toBeVisible();
  await expect(page.getByRole("list", { name: "Invited" })).toHaveCount(0);
  await page.getByRole("button", { name: "Remove Sam Staff" }).click();
  await page.getByRole("button", { name: "Remove person" }).click();
  await expect(sam.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("an invitation is sent again and withdrawn, and its links say so", async ({ page, browser }) => {
  await becomeOwner(page, relay);
  await invite(page, relay, "sam@example.org");
  const first = await relay.mailedInvitation("sam@example.org");
  await page.getByRole("button", { name: "Send the invitation to sam@example.org again" }).click();
  await expect(page.getByText("Sent again")).toBeVisible();
  const sam = await (await browser.newContext()).newPage();
  await sam.goto(first);
  await expect(sam.getByRole("heading", { name: "This link leads nowhere" })).toBeVisible();
  const second = await relay.mailedInvitation("sam@example.org");
  expect(second).not.toBe(first);
  await sam.goto(second);
  await expect(sam.getByRole("heading", { name: "You are invited" })).toBeVisible();
  await page.getByRole("button", { name: "Withdraw the invitation to sam@example.org" }).click();
  await expect(page.getByRole("list", { name: "Invited" })).toHaveCount(0);
  await sam.getByLabel("Your name").fill("Sam");
  await sam.getByRole("button", { name: "Accept and sign in" }).click();
  await expect(sam.getByRole("heading", { name: "This invitation was withdrawn" })).toBeVisible();
});

test("one ends a sign-in of one's own in another browser, which has its mail in its language", async ({
  page,
  browser,
}) => {
  await becomeOwner(page, relay);
  const other = await (await browser.newContext({ locale: "de-AT" })).newPage();
  await other.goto(`${relay.url}/sign-in`);
  await other.getByLabel("E-Mail").fill("olga@example.org");
  await other.getByRole("button", { name: "Code senden" }).click();
  expect(await relay.mailed("olga@example.org", /^Guten Tag (.*),$/m)).toBe("Olga Owner");
  await other.getByLabel("Code").fill(await relay.mailedCode("olga@example.org"));
  await expect(other.getByRole("heading", { name: "Türen", exact: true })).toBeVisible();
  await page.goto(`${relay.url}/account`);
  const signIns = page.getByRole("list", { name: "Signed in" });
  await expect(signIns.getByRole("listitem")).toHaveCount(2);
  await expect(signIns.getByText(/^This browser/)).toHaveCount(1);
  await signIns.getByRole("button", { name: /^End the sign-in of/ }).click();
  await expect(signIns.getByRole("listitem")).toHaveCount(1);
  await expect(other.getByRole("heading", { name: "Anmelden" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
});
