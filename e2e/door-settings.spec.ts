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

test("a door is told another time, password, Wi-Fi and Door ID, and its board is replaced; the page tells what becomes of each", async ({
  page,
  browser,
}, testInfo) => {
  // Two boards are set up, and one of them restarts four times.
  test.setTimeout(480_000);
  const { relay, doors } = stack;
  const seen = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true });
  const [uart = "", spare = ""] = await doors.ids();
  await becomeOwner(page, relay);
  const wizard = new Wizard(page, relay.url);
  await wizard.setUp("Front door");
  await invite(page, relay, "sam@example.org", ["Front door"]);
  const sam = await (await browser.newContext()).newPage();
  await acceptInvitation(sam, relay, "sam@example.org", "Sam Staff");
  await sam.goto(`${relay.url}/doors/front-door/settings`);
  await expect(sam.getByRole("heading", { name: "This page is not for your role" })).toBeVisible();
  await sam.goto(`${relay.url}/doors/front-door/replace`);
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
  // How far it is is shown meanwhile; a board without real time may be back before the first look.
  await told("The door went back to its Wi-Fi from before");
  await seen("went-back");

  // Olga's browser becomes an owner, and gives Gina, in a browser of her own, a key that opens.
  await page.goto(`${relay.url}/doors/front-door/keys`);
  await press(page, "Change owner keys");
  await press(page, "Tell the door");
  await expect(page.getByText(/\(this browser\)/)).toBeVisible();
  await invite(page, relay, "gina@example.org");
  const gina = await (await browser.newContext()).newPage();
  await acceptInvitation(gina, relay, "gina@example.org", "Gina Grant");
  await gina.goto(`${relay.url}/keys`);
  await press(gina, "Make a key");
  await press(gina, "Ask for access to Front door");
  await page.goto(`${relay.url}/keys`);
  await press(page, "Approve Gina Grant");
  await page.getByLabel("I have compared it with the person").check();
  await press(page, "Sign and approve");
  await expect(gina.getByText(/^unlock, lock, status until/)).toBeVisible();
  await gina.goto(`${relay.url}/doors/front-door`);
  await pressAndHold(gina);
  await doors.bolt(uart, "unlocked");

  // The board breaks, and another takes its place under the same Door ID.
  await doors.control(uart, "power-off");
  await page.goto(`${relay.url}/doors/front-door`);
  await page.getByRole("main").getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Replace the board…" }).click();
  await expect(page.getByRole("heading", { name: "What has to be made again" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Set up the new board" })).toBeDisabled();
  await page.getByLabel(/^The new board is at hand/).check();
  await seen("replace");
  await page.getByRole("link", { name: "Set up the new board" }).click();
  await wizard.choosePort(1);
  await wizard.install();
  await wizard.joinWifi();
  await wizard.sendSettings();
  await wizard.trustFingerprint();
  await wizard.unlockFirst();
  await press(page, "Finish");

  // Sam's browser knows the old key, sends nothing, and takes no other than the one that Olga reads to him.
  await page.goto(`${relay.url}/doors/front-door`);
  const fingerprint = (await page.getByText(/^(\S{4} ){10}\S{3}$/).textContent()) ?? "";
  await sam.goto(`${relay.url}/doors/front-door`);
  const changed = sam.getByRole("alert").filter({ hasText: "This door shows another key than before" });
  await changed.getByLabel("The beginning of the new fingerprint").fill("AAAA BBBB CCCC DDDD");
  await expect(
    changed.getByText("That is another key than the one offered here.", { exact: false }),
  ).toBeVisible();
  await expect(changed.getByRole("button", { name: "Trust the new key" })).toBeDisabled();
  await changed
    .getByLabel("The beginning of the new fingerprint")
    .fill(fingerprint.slice(0, 19).toLowerCase());
  await changed.getByRole("button", { name: "Trust the new key" }).click();
  await expect(changed).toHaveCount(0);
  await pressAndHold(sam);
  await sam.getByLabel("Door password").fill(wizard.doorPassword);
  await sam.getByRole("dialog").getByRole("button", { name: "Unlock" }).click();
  await doors.bolt(spare, "unlocked");

  // Gina's browser knows whose key signed hers: the door did what it allows. That owner has signed for the new board too, so there is
  // no alarm; her key counts again once the new board knows that owner.
  await gina.goto(`${relay.url}/doors/front-door`);
  await expect(gina.getByText("This door has a new board")).toBeVisible();
  await expect(gina.getByText("This door shows another key than before")).toHaveCount(0);
  await press(gina, "Go on with the new key");
  await expect(gina.getByText("This door has a new board")).toHaveCount(0);
  await doors.bolt(spare, "locked");
  await pressAndHold(gina);
  await expect(gina.getByRole("alert")).toContainText("Your key may not do this at this door");
  await page.goto(`${relay.url}/doors/front-door/keys`);
  await expect(page.getByText(/^There is no owner key yet/)).toBeVisible();
  await press(page, "Change owner keys");
  await press(page, "Tell the door");
  await expect(page.getByText(/\(this browser\)/)).toBeVisible();
  await pressAndHold(gina);
  await doors.bolt(spare, "unlocked");
  await page.goto(`${relay.url}/doors/front-door`);

  // The old board comes back: it is refused, which is written down, and the new one stays the door's.
  await doors.control(uart, "power-on");
  await expect(page.getByText("refused: the door is bound to another key").first()).toBeVisible({
    timeout: 60_000,
  });
  await seen("door");
  expect((await doors.snapshot(uart)).bolt).toBe("locked");
  await page.goto(`${relay.url}/doors/front-door/settings`);

  // Another Door ID: it comes back under it, the page goes along, and the old address is gone for everybody.
  await open("Door ID");
  await seen("door-id");
  await dialog.getByLabel("New Door ID").fill("main-entrance");
  await dialog.getByLabel(/^Links, QR codes and keys/).check();
  await press(page, "Tell the door");
  await told("The door has its new Door ID");
  await expect(page).toHaveURL(`${relay.url}/doors/main-entrance/settings`);
  await page.getByRole("link", { name: "Front door" }).click();
  await doors.bolt(spare, "locked");
  await pressAndHold(page);
  await doors.bolt(spare, "unlocked");
  await page.goto(`${relay.url}/doors/front-door`);
  await expect(page.getByRole("heading", { name: "There is no such door" })).toBeVisible();
  await sam.goto(`${relay.url}/doors`);
  await expect(sam.getByText("Front door")).toHaveCount(1);
});
