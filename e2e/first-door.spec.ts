import { mkdir, writeFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { type Stack, startStack } from "./support/stack.ts";
import { Wizard } from "./support/wizard.ts";

// From the set-up link to an open door, in a browser, as somebody does it who has never seen OpenLock.

let stack: Stack;
test.beforeEach(async () => {
  stack = await startStack({}, { paced: true });
});
test.afterEach(() => stack.stop());

test("from the set-up link to a door that opens and locks again by itself", async ({ page }, testInfo) => {
  const { relay, doors } = stack;
  const [uart = ""] = await doors.ids();
  const seen = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true });

  const link = await relay.setUpLink();
  const begun = performance.now();
  await page.goto(link);
  await page.getByLabel("Email").fill("olga@example.org");
  await page.getByLabel("Your name").fill("Olga Owner");
  await seen("1-set-up");
  await page.getByRole("button", { name: "Become the owner" }).click();
  await expect(page.getByRole("link", { name: /Add door|Set up/ }).first()).toBeVisible();
  await seen("2-no-doors");

  const wizard = new Wizard(page, relay.url);
  await wizard.nameDoor("Front door");
  await wizard.choosePort(0);
  await expect(page.getByRole("button", { name: "Install esplock" })).toBeVisible();
  await seen("3-install");
  await wizard.install();
  await expect(page.getByRole("progressbar", { name: "Installing" })).toBeVisible();
  await seen("4-installing");
  await expect(page.getByText("Which Wi-Fi is at the door?")).toBeVisible({ timeout: 60_000 });
  await wizard.joinWifi();
  await expect(page.getByText("Settings for the board")).toBeVisible({ timeout: 60_000 });
  await seen("5-settings");
  await wizard.sendSettings();
  await expect(page.getByText("They match")).toBeVisible({ timeout: 60_000 });
  await seen("6-fingerprint");
  await wizard.trustFingerprint();
  await wizard.unlockFirst();
  await doors.bolt(uart, "unlocked");
  await noteTimeToFirstUnlock(performance.now() - begun);
  await seen("7-open");
  await doors.bolt(uart, "locked");
  await page.getByRole("button", { name: "Finish" }).click();
  await seen("8-done");

  await page.goto(`${relay.url}/doors`);
  await expect(page.getByText("Front door")).toBeVisible();
  await seen("9-doors");
});

/** From opening the set-up link until the bolt is drawn, by somebody who types at once and knows every answer. */
async function noteTimeToFirstUnlock(ms: number): Promise<void> {
  const seconds = Math.round(ms / 100) / 10;
  console.log(`time to first unlock: ${seconds} s`);
  await mkdir("test-results", { recursive: true });
  await writeFile("test-results/time-to-first-unlock.json", JSON.stringify({ seconds }));
}
