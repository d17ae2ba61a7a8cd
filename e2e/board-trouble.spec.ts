import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { becomeOwner } from "./support/browser.ts";
import { lookAt } from "./support/look.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { giveUsbPort } from "./support/usb-port.ts";
import { WIFI } from "./support/virtual-doors.ts";
import { Wizard } from "./support/wizard.ts";

// Boards that are ill, one after another in one sitting: what the wizard says of each, and that it goes on once they are well.

let stack: Stack;
test.beforeEach(async () => {
  stack = await startStack({}, { flashed: true });
});
test.afterEach(() => stack.stop());

const advice = (page: Page, what: string) => page.getByRole("alert", { name: what });

test("the doctor names what a board suffers from, the log keeps no secret, and two boards are set up in a row", async ({
  page,
}) => {
  const { relay, doors } = stack;
  test.setTimeout(300_000);
  const [first = "", second = ""] = await doors.ids();
  await becomeOwner(page, relay);
  const wizard = new Wizard(page, relay.url);
  const barriers: string[] = [];
  const look = async (name: string) => barriers.push(...(await lookAt(page, name)));
  await wizard.nameDoor("Room 1");
  await wizard.choosePort(0);

  await test.step("no boot mode", async () => {
    await doors.fault(first, { noAutoReset: true });
    await wizard.install();
    await expect(advice(page, "The board did not go into its loader by itself.")).toContainText(
      "Hold the BOOT button",
      { timeout: 30_000 },
    );
    await look("wizard-doctor");
    await doors.fault(first, { noAutoReset: null });
  });
  await test.step("another chip", async () => {
    await doors.fault(first, { otherChip: true });
    await wizard.install();
    await expect(advice(page, "This firmware is not for this board's chip.")).toContainText("ESP8266");
    await doors.fault(first, { otherChip: null });
  });
  await wizard.keepProgram();

  await test.step("wrong Wi-Fi password", async () => {
    await wizard.joinWifi("a wrong one");
    const wrong = advice(page, "The password for the network is wrong.");
    await expect(wrong).toContainText("did not accept the password");
    await expect(wrong).toContainText("Upper and lower case matter.");
  });
  await test.step("too little power, told as soon as the board says so", async () => {
    await page.getByRole("button", { name: "Scan again" }).click();
    await doors.fault(first, { brownOut: true });
    await expect(page.getByText("The board gets too little power")).toBeVisible();
    await expect(page.getByText("Brownout detector was triggered").first()).toBeVisible();
    await doors.fault(first, { brownOut: null });
  });
  await page.getByRole("button", { name: "Scan again" }).click();
  await wizard.joinWifi();
  await wizard.sendSettings();
  await wizard.trustFingerprint();
  await wizard.unlockFirst();
  await page.getByRole("button", { name: "Finish" }).click();
  const passwords = [wizard.doorPassword];

  await test.step("the log, as it is seen and as it is kept", async () => {
    await page.getByRole("button", { name: "Board log" }).click();
    const log = page.getByRole("log", { name: "Board log" });
    await expect(log).toContainText("connected to “OpenLock Demo”");
    await look("wizard-console");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download log" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("board-log-room-1.txt");
    const kept = await readFile(await download.path(), "utf8");
    expect(kept).toContain("Brownout detector was triggered");
    for (const secret of [WIFI.password, "a wrong one", ...passwords]) {
      expect(kept).not.toContain(secret);
      expect(await log.textContent()).not.toContain(secret);
    }
  });

  await test.step("the bolt stays through resets", async () => {
    await doors.bolt(first, "locked");
    const { boltMoves } = await doors.snapshot(first);
    await page.getByRole("button", { name: "Test the lock pin" }).click();
    await page.getByText("5", { exact: true }).click();
    await page.getByRole("button", { name: "Start the test" }).click();
    await expect(page.getByText("The bolt did not move at 5 resets")).toBeVisible({ timeout: 60_000 });
    expect((await doors.snapshot(first)).boltMoves).toBe(boltMoves);
    await page.getByRole("button", { name: "Back to the summary" }).click();
  });

  await test.step("the next board: numbered on, the same Wi-Fi, its port lost and found at every reset", async () => {
    await doors.fault(second, { ownUsb: true });
    await page.getByRole("button", { name: "Set up another door" }).click();
    await expect(page.getByLabel("Door name")).toHaveValue("Room 2");
    await page.getByRole("button", { name: "Create door" }).click();
    await wizard.choosePort(1);
    await wizard.keepProgram();
    await expect(page.getByRole("radio", { name: WIFI.ssid })).toBeChecked();
    await page.getByRole("button", { name: "Connect to Wi-Fi" }).click();
    await wizard.sendSettings();
    await wizard.trustFingerprint();
    await wizard.unlockFirst();
    await page.getByRole("button", { name: "Finish" }).click();
    passwords.push(wizard.doorPassword);
  });

  await test.step("a lock pin that pulses is caught", async () => {
    await doors.bolt(second, "locked");
    await doors.fault(second, { boltPulses: true });
    await page.getByRole("button", { name: "Test the lock pin" }).click();
    await page.getByRole("button", { name: "Start the test" }).click();
    await expect(page.getByRole("alert", { name: "The bolt moved at the first reset" })).toContainText(
      "10 kΩ",
    );
    await look("wizard-lock-pin");
    await page.getByRole("button", { name: "Back to the summary" }).click();
  });

  await test.step("what was done in this sitting, and its passwords on one sheet", async () => {
    const list = page.getByRole("list", { name: "Doors of this sitting" });
    await expect(list.getByRole("listitem")).toHaveCount(2);
    await expect(list).toContainText("room-1 · set up, has opened and locked · bolt stayed at 5 resets");
    await expect(list).toContainText(
      "room-2 · set up, has opened and locked · bolt moved at the first reset",
    );
    await look("wizard-sitting");
    // The sheet is a frame of its own, which is printed; nobody is there to answer the browser's dialog.
    await page.evaluate(
      "document.body.append = (frame) => { HTMLBodyElement.prototype.append.call(document.body, frame); frame.contentWindow.print = () => {}; }",
    );
    await page.getByRole("button", { name: "Print all passwords" }).click();
    const sheet = await page.evaluate("document.querySelector('iframe').contentDocument.body.textContent");
    for (const text of ["Room 1", "Room 2", ...passwords]) expect(sheet).toContain(text);
  });

  const question = page.getByRole("group", { name: "Did the bolt move?" });
  const answer = (name: string) => question.getByRole("button", { name }).click();
  const moved = page.getByRole("alert", { name: /^The bolt moved/ });
  const testFor = async (resets: string) => {
    await page.getByText(resets, { exact: true }).click();
    await page.getByRole("button", { name: /^(Start the test|Test once more)$/ }).click();
  };
  await test.step("at a USB port nothing sees the pin: a person says whether the bolt moved", async () => {
    await giveUsbPort(page, doors, first);
    await page.goto(`${relay.url}/doors/room-1/lock-pin`);
    await wizard.chooseUsbPort();
    await expect(page.getByText(/so its contact watches too/)).toBeVisible();
    const { boltMoves } = await doors.snapshot(first);
    await testFor("5");
    await answer("It never moved");
    await expect(page.getByText("The bolt did not move at 5 resets")).toBeVisible();
    expect((await doors.snapshot(first)).boltMoves).toBe(boltMoves);

    await doors.fault(first, { boltPulses: true });
    await testFor("5");
    await expect(question).toBeVisible();
    await look("wizard-lock-pin-question");
    await answer("The bolt moved");
    await expect(moved).toContainText("within 5 resets");
    expect((await doors.snapshot(first)).boltMoves).toBeGreaterThan(boltMoves);

    await testFor("20");
    await page.getByRole("button", { name: "The bolt moved", exact: true }).click();
    await expect(moved).toContainText("10 kΩ");
    await doors.fault(first, { boltPulses: null });
  });

  await test.step("the contact of a closed door tells when it opens, and that it did not", async () => {
    await testFor("5");
    await doors.control(first, "door-open");
    await expect(moved).toContainText("The door's contact says that it was opened.");
    await expect(question).toHaveCount(0);

    // Where the door stands open, or has no contact, only a person can tell.
    await expect(
      page.getByText("Keep your eyes on the bolt, or listen to it.", { exact: true }),
    ).toBeVisible();
    await testFor("5");
    await answer("It never moved");
    await expect(page.getByText("The bolt did not move at 5 resets")).toBeVisible();

    await doors.control(first, "door-close");
    await expect(page.getByText(/so its contact watches too/)).toBeVisible();
    await testFor("5");
    await expect(page.getByText("The door's contact says that it is still closed.")).toBeVisible();
    await answer("It never moved");
    await expect(page.getByText("The bolt did not move at 5 resets")).toBeVisible();
  });
  expect(barriers).toEqual([]);
});
