import { expect, type Page } from "@playwright/test";
import type { Relay } from "./relay.ts";

/** Opens the set-up link and becomes the owner. */
export async function becomeOwner(page: Page, relay: Relay): Promise<void> {
  await page.goto(await relay.setUpLink());
  await page.getByLabel("Email").fill("olga@example.org");
  await page.getByLabel("Your name").fill("Olga Owner");
  await page.getByRole("button", { name: "Become the owner" }).click();
  await expect(page.getByRole("link", { name: "Add door" })).toBeVisible();
}

/** Signs in by the code that is mailed. */
export async function signIn(page: Page, relay: Relay, email: string): Promise<void> {
  await page.goto(`${relay.url}/sign-in`);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send code" }).click();
  // The sixth digit sends it.
  await page.getByLabel("Code").fill(await relay.mailedCode(email));
  await expect(page.getByRole("heading", { name: "Doors", exact: true })).toBeVisible();
}
