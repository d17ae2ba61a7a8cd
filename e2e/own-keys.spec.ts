import { expect, type Page, test } from "@playwright/test";
import { acceptInvitation, becomeOwner, invite } from "./support/browser.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { pressAndHold } from "./support/unlock.ts";
import { Wizard } from "./support/wizard.ts";

// Somebody opens a door with a key of their own, from asking to the day it is taken back: nobody gives them a password.

let stack: Stack;
test.beforeEach(async () => {
  stack = await startStack();
});
test.afterEach(() => stack.stop());

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("staff ask, an owner signs in the page, they open without a password, and it is taken back", async ({
  page,
  browser,
}) => {
  const { relay, doors } = stack;
  const [uart = ""] = await doors.ids();
  await becomeOwner(page, relay);
  await new Wizard(page, relay.url).setUp("Front door");
  await invite(page, relay, "sam@example.org");
  const sam = await (await browser.newContext()).newPage();
  await acceptInvitation(sam, relay, "sam@example.org", "Sam Staff");

  // Sam makes a key and asks.
  await sam.goto(`${relay.url}/keys`);
  await press(sam, "Make a key");
  const fingerprint = (await sam.getByRole("code").textContent()) ?? "";
  expect(fingerprint.length).toBeGreaterThan(43);
  await press(sam, "Ask for access to Front door");
  await expect(sam.getByText("Asked; nobody has answered yet")).toBeVisible();

  // Olga cannot sign before this browser is an owner of the door, by the door password that it keeps from the set-up.
  await page.goto(`${relay.url}/keys`);
  await expect(page.getByText(fingerprint)).toBeVisible();
  await press(page, "Approve Sam Staff at Front door");
  await expect(page.getByRole("dialog").getByText("This browser is no owner of this door")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign and approve" })).toBeDisabled();
  await page.getByRole("link", { name: "Keys and access" }).click();
  await press(page, "Change owner keys");
  await page.getByRole("dialog").getByLabel("Name of this browser").fill("Olga's laptop");
  await press(page, "Tell the door");
  await expect(page.getByText(/^Olga's laptop \(this browser\)/)).toBeVisible();
  await page.goto(`${relay.url}/keys`);
  await press(page, "Approve Sam Staff at Front door");
  await expect(page.getByRole("dialog").getByText(fingerprint)).toBeVisible();
  await page.getByLabel("I have compared it with the person").check();
  await press(page, "Sign and approve");
  await expect(page.getByText("Nobody is waiting.")).toBeVisible();

  // Sam opens: no password anywhere.
  await expect(sam.getByText(/^unlock, lock, status until/)).toBeVisible();
  await sam.goto(`${relay.url}/doors/front-door`);
  await pressAndHold(sam);
  await doors.bolt(uart, "unlocked");
  await doors.bolt(uart, "locked");
  await expect(sam.getByRole("dialog")).toHaveCount(0);

  // While the door is away it stays open to that key, and the page says so; once it is back, it confirms.
  await doors.control(uart, "power-off");
  await page.goto(`${relay.url}/doors/front-door/keys`);
  await press(page, "Revoke Sam Staff");
  await press(page, "Revoke access");
  await expect(page.getByRole("alert")).toContainText("The door");
  await press(page, "Cancel");
  await expect(page.getByText(/^Still open to that key: the door has not confirmed/)).toBeVisible();
  await doors.control(uart, "power-on");
  await expect
    .poll(
      async () => {
        await press(page, "Try to revoke Sam Staff again");
        await press(page, "Revoke access");
        const failed = page.getByRole("alert");
        const revoked = page.getByText(/^Revoked: the door has confirmed/);
        await expect(failed.or(revoked)).toBeVisible();
        if (await revoked.isVisible()) return true;
        await press(page, "Cancel");
        return false;
      },
      { timeout: 60_000 },
    )
    .toBe(true);

  await pressAndHold(sam);
  await expect(sam.getByRole("alert")).toContainText("Your key may not do this at this door");
  expect((await doors.snapshot(uart)).bolt).toBe("locked");
});
