import { type Browser, expect, type Page, test } from "@playwright/test";
import { acceptInvitation, becomeOwner, invite, signIn } from "./support/browser.ts";
import { lookAt } from "./support/look.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { pressAndHold } from "./support/unlock.ts";
import { Wizard } from "./support/wizard.ts";

// Somebody opens a door with a key of their own, and a guest with that of a link, from being let in to the day it is taken
// back: nobody gives them a password.

let stack: Stack;
test.beforeEach(async () => {
  stack = await startStack();
});
test.afterEach(() => stack.stop());

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const freshPage = async (browser: Browser) => (await browser.newContext()).newPage();

test("an owner's browser lets staff and a guest in, and takes it back, also from a door that is away", async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const { relay, doors } = stack;
  const [uart = ""] = await doors.ids();
  const opens = async (by: Page) => {
    await pressAndHold(by);
    await doors.bolt(uart, "unlocked");
    await doors.bolt(uart, "locked");
  };
  await becomeOwner(page, relay);
  const wizard = new Wizard(page, relay.url);
  await wizard.setUp("Front door");

  await test.step("setting the door up made this browser its owner, who opens it without the password", async () => {
    await page.goto(`${relay.url}/doors/front-door/keys`);
    await expect(page.getByText(/\(this browser\)/)).toBeVisible();
    // What this browser keeps of the password is gone; the key is not.
    await page.evaluate("indexedDB.deleteDatabase('openlock')");
    await page.goto(`${relay.url}/doors/front-door`);
    await opens(page);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  await invite(page, relay, "sam@example.org");
  const sam = await freshPage(browser);
  await acceptInvitation(sam, relay, "sam@example.org", "Sam Staff");

  await test.step("staff ask, and the owner signs in the page, for hours of the week", async () => {
    await sam.goto(`${relay.url}/keys`);
    await press(sam, "Make a key");
    const fingerprint = (await sam.getByRole("code").textContent()) ?? "";
    expect(fingerprint.length).toBeGreaterThan(43);
    await press(sam, "Ask for access to Front door");
    await expect(sam.getByText("Asked; nobody has answered yet")).toBeVisible();

    await page.goto(`${relay.url}/keys`);
    await expect(page.getByText(fingerprint)).toBeVisible();
    await press(page, "Approve Sam Staff");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(fingerprint)).toBeVisible();
    await expect(dialog.getByLabel("Front door")).toBeChecked();
    await dialog.getByLabel("I have compared it with the person").check();
    await dialog.getByLabel("Only at some hours of the week").check();
    await paintTheWeek(page);
    await press(page, "Sign and approve");
    await expect(dialog.getByText("Signed and approved")).toBeVisible();
    await press(page, "Done");
    await expect(page.getByText("Nobody is waiting.")).toBeVisible();
    await expect(sam.getByText(/^unlock, lock, status, Mon–Sun 00:00–24:00 until/)).toBeVisible();
    await press(sam, "Week at Front door");
    await expect(sam.getByRole("img", { name: "Mon–Sun 00:00–24:00" })).toBeVisible();
    await sam.goto(`${relay.url}/doors/front-door`);
    await opens(sam);
    await expect(sam.getByRole("dialog")).toHaveCount(0);
  });

  const guest = await freshPage(browser);
  const link = await test.step("a guest opens the link, whose key no server is told", async () => {
    const link = await inviteGuest(page, `${relay.url}/doors/front-door/keys`);
    const secrets = new URL(link).hash.slice(1).split(".").slice(0, 1);
    const sent: string[] = [];
    guest.on("request", (request) =>
      sent.push(request.url() + JSON.stringify(request.headers()) + (request.postData() ?? "")),
    );
    await guest.goto(link);
    await expect(guest.getByRole("heading", { name: "Welcome, Gina Guest" })).toBeVisible();
    await expect(guest.getByRole("heading", { name: "Front door" })).toBeVisible();
    await expect(guest.getByText(/^Yours until/)).toBeVisible();
    expect(guest.url()).toBe(`${relay.url}/guest`);
    await opens(guest);
    // It is in this browser now: the address alone leads back.
    await guest.reload();
    await expect(guest.getByText(/^Yours until/)).toBeVisible();
    for (const secret of secrets) expect(sent.filter((text) => text.includes(secret))).toEqual([]);
    expect(await guest.evaluate("history.length")).toBeLessThanOrEqual(2);
    return link;
  });

  await test.step("while the door is away both stay open; once it is back it confirms by itself", async () => {
    await doors.control(uart, "power-off");
    await page.goto(`${relay.url}/doors/front-door/keys`);
    for (const who of ["Sam Staff", "Gina Guest"]) {
      await press(page, `Revoke ${who}`);
      await press(page, "Revoke access");
      await expect(page.getByRole("dialog").getByText(/^The door is not connected/)).toBeVisible();
      await press(page, "Cancel");
    }
    await expect(page.getByText("Still open to that key: the door has not confirmed")).toHaveCount(2);
    await page.goto(`${relay.url}/keys`);
    await expect(page.getByText(/^Waits for the door to come back/)).toHaveCount(2);
    await doors.control(uart, "power-on");
    await expect(page.getByText("Nothing: every door has confirmed what was taken back.")).toBeVisible({
      timeout: 60_000,
    });
    await page.goto(`${relay.url}/doors/front-door/keys`);
    await expect(page.getByText(/^Revoked: the door has confirmed/)).toHaveCount(2);

    await pressAndHold(sam);
    await expect(sam.getByRole("alert")).toContainText("Your key may not do this at this door");
    await guest.goto(link);
    await expect(guest.getByText("Your access was taken back.")).toBeVisible();
    await expect(guest.getByRole("button", { name: "Unlock" })).toHaveCount(0);
    expect((await doors.snapshot(uart)).bolt).toBe("locked");
  });

  await test.step("who asks again is shown with the week that was and the one that will be", async () => {
    await sam.goto(`${relay.url}/keys`);
    await press(sam, "Ask for access to Front door");
    await page.goto(`${relay.url}/keys`);
    await press(page, "Approve Sam Staff");
    const dialog = page.getByRole("dialog");
    const before = dialog.getByRole("region", { name: "What Sam Staff has so far" });
    const asItWas = (hours: string) => before.getByRole("img", { name: `As it was: ${hours}` });
    await expect(before).toContainText("Revoked: the door has confirmed");
    await expect(asItWas("Mon–Sun 00:00–24:00")).toBeVisible();
    await expect(before.getByRole("img", { name: "As it will be: At all hours" })).toBeVisible();
    await dialog.getByLabel("Only at some hours of the week").check();
    await expect(before.getByRole("img", { name: "As it will be: Mon–Fri 08:00–18:00" })).toBeVisible();
    await dialog.getByLabel("I have compared it with the person").check();
    await press(page, "Sign and approve");
    await press(page, "Done");

    const phone = await freshPage(browser);
    await signIn(phone, relay, "sam@example.org");
    await phone.goto(`${relay.url}/keys`);
    await press(phone, "Make a key");
    await press(phone, "Ask for access to Front door");
    await press(page, "Approve Sam Staff");
    await expect(asItWas("Mon–Fri 08:00–18:00")).toBeVisible();
    await expect(before).toContainText("Approving takes nothing back");
    await dialog.getByLabel("Only at some hours of the week").check();
    await before.scrollIntoViewIfNeeded();
    expect(await lookAt(page, "keys-approve-again")).toEqual([]);
    await press(page, "Cancel");

    await page.goto(`${relay.url}/doors/front-door/keys`);
    await page.getByRole("button", { name: "Week of Sam Staff" }).first().press("Enter");
    await expect(page.getByRole("img", { name: "Mon–Fri 08:00–18:00" })).toBeVisible();
  });

  await test.step("a backup, wrapped by a passphrase, owns the door from another browser", async () => {
    await page.goto(`${relay.url}/keys`);
    await press(page, "Make a backup");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Passphrase", { exact: true }).fill("correct horse battery staple");
    await dialog.getByLabel("The passphrase again").fill("correct horse battery staple");
    const saved = page.waitForEvent("download");
    await press(page, "Save the file and tell the doors");
    const file = await (await saved).path();
    await expect(dialog.getByText("The backup owns it: the door has confirmed")).toBeVisible();
    await press(page, "Done");

    // As in a browser that never saw this door: neither key nor password.
    await page.evaluate("indexedDB.deleteDatabase('openlock-own-keys')");
    await page.reload();
    await expect(page.getByText("This browser owns no door yet.")).toBeVisible();
    await press(page, "Use a backup");
    await dialog.locator("input[type=file]").setInputFiles(file);
    await dialog.getByLabel("Passphrase", { exact: true }).fill("another passphrase");
    await press(page, "Open the backup");
    await expect(dialog.getByRole("alert")).toContainText("This passphrase does not open this file");
    await dialog.getByLabel("Passphrase", { exact: true }).fill("correct horse battery staple");
    await press(page, "Open the backup");
    await expect(page.getByText("Opened with this key, as far as this server was told")).toBeVisible();
    await page.goto(`${relay.url}/doors/front-door`);
    await opens(page);
  });
});

/** Wipes office hours by the keyboard, then paints all of the week with the mouse. */
async function paintTheWeek(page: Page): Promise<void> {
  const words = page.getByRole("dialog").getByRole("status");
  await expect(words).toHaveText(/Mon–Fri 08:00–18:00/);
  const cell = (name: string) => page.getByRole("gridcell", { name, exact: true });
  await cell("Monday 8:00").focus();
  await page.keyboard.down("Shift");
  for (let count = 0; count < 9; count++) await page.keyboard.press("ArrowDown");
  for (let count = 0; count < 4; count++) await page.keyboard.press("ArrowRight");
  await page.keyboard.up("Shift");
  await expect(words).toHaveText(/No hour is chosen yet/);
  await cell("Monday 0:00").dragTo(cell("Sunday 23:00"));
  await expect(words).toHaveText(/Mon–Sun 00:00–24:00/);
  await expect(page.getByText(/^The hours count in /)).toBeVisible();
}

/** @returns the link */
async function inviteGuest(page: Page, keysOfTheDoor: string): Promise<string> {
  await page.goto(keysOfTheDoor);
  await press(page, "Invite a guest");
  await page.getByLabel("Name of the guest").fill("Gina Guest");
  await press(page, "Make the link");
  const link = (await page.getByRole("textbox", { name: "Link" }).textContent()) ?? "";
  await press(page, "I have given it");
  await expect(page.getByText("Gina Guest, guest")).toBeVisible();
  return link;
}
