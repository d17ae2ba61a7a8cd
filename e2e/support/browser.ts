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

/** Invites somebody on the page of people. @param only which doors by name; without, all */
export async function invite(
  page: Page,
  relay: Relay,
  email: string,
  only?: readonly string[],
): Promise<void> {
  await page.goto(`${relay.url}/people`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email").fill(email);
  if (only) {
    await dialog.getByLabel("Only these").check();
    for (const door of only) await dialog.getByLabel(door, { exact: true }).check();
  }
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("list", { name: "Invited" }).getByText(email)).toBeVisible();
}

/** Opens the link of an invitation and accepts it. */
export async function acceptInvitation(page: Page, relay: Relay, email: string, name: string): Promise<void> {
  await page.goto(await relay.mailedInvitation(email));
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Accept and sign in" }).click();
  await expect(page.getByRole("heading", { name: "Doors", exact: true })).toBeVisible();
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
