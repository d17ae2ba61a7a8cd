import { expect, test } from "@playwright/test";
import { acceptInvitation, becomeOwner, invite } from "./support/browser.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { pressAndHold } from "./support/unlock.ts";
import { WIFI } from "./support/virtual-doors.ts";
import { Wizard } from "./support/wizard.ts";

// What people meet in a browser when something goes wrong, and when they may not.

let stack: Stack;
test.afterEach(() => stack.stop());

test("a cable pulled at 40 % of flashing is told, and flashing is done again", async ({ page }) => {
  stack = await startStack({}, { paced: true });
  const { relay, doors } = stack;
  const [uart = ""] = await doors.ids();
  await becomeOwner(page, relay);
  const wizard = new Wizard(page, relay.url);
  await wizard.nameDoor("Front door");
  await wizard.choosePort(0);
  await wizard.install();
  const progress = page.getByRole("progressbar", { name: "Installing" });
  await expect
    .poll(async () => Number(await progress.getAttribute("aria-valuenow")), {
      intervals: [50],
      timeout: 60_000,
    })
    .toBeGreaterThanOrEqual(40);
  await doors.control(uart, "unplug");
  await expect(page.getByRole("alert").getByText("Plug the cable in again", { exact: false })).toBeVisible();

  await doors.control(uart, "plug");
  await wizard.install();
  await expect(page.getByRole("radio", { name: WIFI.ssid })).toBeVisible({ timeout: 60_000 });
});

test("a captured command does nothing, a door without power is told, and it opens again when it is back", async ({
  page,
}) => {
  stack = await startStack();
  const { relay, doors } = stack;
  const [uart = ""] = await doors.ids();
  await becomeOwner(page, relay);
  await new Wizard(page, relay.url).setUp("Front door");
  await page.goto(`${relay.url}/doors`);

  const sent = page.waitForRequest((request) => request.url().endsWith("/commands"));
  await pressAndHold(page);
  const command = await sent;
  await doors.bolt(uart, "unlocked");
  await doors.bolt(uart, "locked");
  const { boltMoves } = await doors.snapshot(uart);
  const again = await fetch(command.url(), {
    method: "POST",
    headers: await command.allHeaders().then(({ authorization = "", "content-type": type = "" }) => ({
      authorization,
      "content-type": type,
    })),
    body: command.postData() ?? "",
  });
  expect(again.status).toBe(409);
  expect((await doors.snapshot(uart)).boltMoves).toBe(boltMoves);

  await doors.control(uart, "power-off");
  await expect(page.getByText(/^Not connected since/)).toBeVisible({ timeout: 60_000 });
  await doors.control(uart, "power-on");
  await expect(page.getByText("Locked", { exact: true })).toBeVisible({ timeout: 60_000 });
  expect((await doors.snapshot(uart)).bolt).toBe("locked");
  await pressAndHold(page);
  await doors.bolt(uart, "unlocked");
});

test("staff see the doors that are theirs, and nothing to run them with", async ({ page, browser }) => {
  stack = await startStack();
  const { relay } = stack;
  await becomeOwner(page, relay);
  await new Wizard(page, relay.url).setUp("Front door");
  await invite(page, relay, "sam@example.org", []);

  const sam = await (await browser.newContext()).newPage();
  await acceptInvitation(sam, relay, "sam@example.org", "Sam Staff");
  await expect(sam.getByText("Front door")).toHaveCount(0);
  await expect(sam.getByRole("link", { name: "People" })).toHaveCount(0);
  await expect(sam.getByRole("link", { name: "Add door" })).toHaveCount(0);
  await sam.goto(`${relay.url}/doors/front-door`);
  await expect(sam.getByRole("button", { name: "Unlock" })).toHaveCount(0);
});
