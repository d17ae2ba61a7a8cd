import { expect, type Page, test } from "@playwright/test";
import { acceptInvitation, becomeOwner, invite } from "./support/browser.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { pressAndHold } from "./support/unlock.ts";
import { Wizard } from "./support/wizard.ts";

// What a door keeps itself, changed from a page by sealed commands, and followed until the door says what became of it.

let stack: Stack;
test.beforeEach(async () => {
  stack = await startStack();
});
test.afterEach(() => stack.stop());

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("a door is told another time, password, Wi-Fi and Door ID, and the page tells what became of each", async ({
  page,
  browser,
}, testInfo) => {
  test.setTimeout(240_000);
  const { relay, doors } = stack;
  const seen = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true });
  const [uart = ""] = await doors.ids();
  await becomeOwner(page, relay);
  const wizard = new Wizard(page, relay.url);
  await wizard.setUp("Front door");
  await invite(page, relay, "sam@example.org", ["Front door"]);
  const sam = await (await browser.newContext()).newPage();
  await acceptInvitation(sam, relay, "sam@example.org", "Sam Staff");
  await sam.goto(`${relay.url}/doors/front-door/settings`);
  await expect(sam.getByRole("heading", { name: "This page is not for your role" })).toBeVisible();

  await page.goto(`${relay.url}/doors/front-door`);
  await page.getByRole("main").getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Door settings" }).click();
  const dialog = page.getByRole("dialog");
  const open = (setting: string) => press(page, `Change ${setting}`);
  const told = (words: string) =>
    expect(page.getByRole("main").getByText(words)).toBeVisible({ timeout: 60_000 });

  // A wrong password changes nothing, says that it counts, and what was typed stays.
  await open("Time until it locks again");
  await dialog.getByLabel("Seconds until it locks again").fill("90");
  await expect(dialog.getByRole("button", { name: "Tell the door" })).toBeDisabled();
  await dialog.getByLabel(/^It stays open for 90 seconds/).check();
  await dialog.getByLabel("Present door password").fill("not the password");
  await press(page, "Tell the door");
  await expect(dialog.getByRole("alert")).toContainText("After five wrong ones in a row");
  await expect(dialog.getByLabel("Seconds until it locks again")).toHaveValue("90");

  // It forgot the kept one, which may have been wrong: it has to be typed, once.
  await dialog.getByLabel("Seconds until it locks again").fill("7");
  await dialog.getByLabel("Present door password").fill(wizard.doorPassword);
  await press(page, "Tell the door");
  await told("The door has the new time");

  await open("Door password");
  await seen("password");
  await dialog.getByText("My own").click();
  await dialog.getByLabel("New door password", { exact: true }).fill("front-door-front-door");
  await expect(dialog.getByText("Too easy to guess")).toBeVisible();
  await dialog.getByLabel("New door password", { exact: true }).fill("correct horse battery staple");
  await dialog.getByLabel("New door password again").fill("correct horse battery");
  await expect(dialog.getByText("They are not the same.")).toBeVisible();
  await dialog.getByLabel("New door password again").fill("correct horse battery staple");
  await dialog.getByLabel("Present door password").fill(wizard.doorPassword);
  await press(page, "Tell the door");
  await told("The door has its new password");

  // The new one opens, kept in this browser; the door locks again after the new time. The old one does not open.
  await sam.goto(`${relay.url}/doors/front-door`);
  await pressAndHold(sam);
  await sam.getByLabel("Door password").fill(wizard.doorPassword);
  await sam.getByRole("dialog").getByRole("button", { name: "Unlock" }).click();
  await expect(sam.getByText("That is not this door's password.", { exact: false })).toBeVisible();
  await page.goto(`${relay.url}/doors/front-door`);
  await pressAndHold(page);
  await expect(page.getByText(/^Unlocked, locks in [67] s$/)).toBeVisible();

  // A network that is not there: the door goes back to the one from before, and the page says so.
  await page.goto(`${relay.url}/doors/front-door/settings`);
  await open("Wi-Fi");
  await dialog.getByLabel("Network name").fill("No such network");
  await dialog.getByLabel("Wi-Fi password").fill("whatever it is");
  await expect(
    dialog.getByText("it goes back to the one from before by itself", { exact: false }),
  ).toBeVisible();
  await dialog.getByLabel(/^This network reaches the door/).check();
  await seen("wifi");
  await press(page, "Tell the door");
  await told("The door is restarting…");
  await seen("restarting");
  await told("The door went back to its Wi-Fi from before");

  await seen("went-back");

  // Another Door ID: it comes back under it, the page goes along, and the old address is gone for everybody.
  await open("Door ID");
  await seen("door-id");
  await dialog.getByLabel("New Door ID").fill("main-entrance");
  await dialog.getByLabel(/^Links, QR codes and keys/).check();
  await press(page, "Tell the door");
  await told("The door has its new Door ID");
  await expect(page).toHaveURL(`${relay.url}/doors/main-entrance/settings`);
  await page.getByRole("link", { name: "Front door" }).click();
  await pressAndHold(page);
  await doors.bolt(uart, "unlocked");
  await page.goto(`${relay.url}/doors/front-door`);
  await expect(page.getByRole("heading", { name: "There is no such door" })).toBeVisible();
  await sam.goto(`${relay.url}/doors`);
  await expect(sam.getByText("Front door")).toHaveCount(1);
});
