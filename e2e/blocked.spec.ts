import { expect, test } from "@playwright/test";
import { getBlocked, guess, IMPATIENT } from "./support/attacker.ts";
import { becomeOwner } from "./support/browser.ts";
import { type Stack, startStack } from "./support/stack.ts";

let stack: Stack;
test.beforeEach(async () => {
  stack = await startStack(IMPATIENT);
});
test.afterEach(() => stack.stop());

test("an owner sees who is blocked, and lets them in again", async ({ page }) => {
  const { relay } = stack;
  const address = "198.51.100.66";
  await becomeOwner(page, relay);
  await page.goto(`${relay.url}/settings`);
  await expect(page.getByText("No address is blocked.")).toBeVisible();

  await getBlocked(relay, address);
  await page.reload();
  const row = page.getByRole("listitem").filter({ hasText: address });
  await expect(row).toContainText(/Until .* · tried again and again what it may not/);

  // To think about it once more, and to leave it.
  await row.getByRole("button", { name: "Lift block" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect(await guess(relay, address)).toBe(403);

  await row.getByRole("button", { name: "Lift block" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lift block" }).click();
  await expect(page.getByText("No address is blocked.")).toBeVisible();
  expect(await guess(relay, address)).toBe(401);

  await page.goto(`${relay.url}/history`);
  await expect(page.getByText(`The server blocked ${address} for 15 min`)).toBeVisible();
  await expect(page.getByText(`Olga Owner lifted the block on ${address}`)).toBeVisible();
});
