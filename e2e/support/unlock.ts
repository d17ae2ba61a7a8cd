import { expect, type Page } from "@playwright/test";

/** Unlocks the only door on the page as a person does: presses the control, and holds it until the command is sent. */
export async function pressAndHold(page: Page, name = "Unlock"): Promise<void> {
  await page.getByRole("button", { name, exact: true }).hover();
  await page.mouse.down();
  // Held for as long as the page wants it.
  await expect(page.locator('[data-press="holding"]')).toHaveCount(0);
  await page.mouse.up();
}
