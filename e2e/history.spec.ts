import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { becomeOwner } from "./support/browser.ts";
import { type Stack, startStack } from "./support/stack.ts";

// The history in a browser: narrowed down, taken away, and found out when somebody changes it in the database.

// The relay's own SQLite: the whole stories have no dependencies of their own.
const Libsql = createRequire(new URL("../apps/relay/package.json", import.meta.url))("libsql");

let stack: Stack;
test.beforeEach(async () => {
  stack = await startStack();
});
test.afterEach(() => stack.stop());

/** As somebody who owns the server's database. */
function change(sql: string): void {
  const file = new Libsql(join(stack.relay.data, "openlock.sqlite"));
  file.pragma("busy_timeout = 5000");
  file.exec(sql);
  file.close();
}

async function download(page: Page, choice: string): Promise<{ name: string; text: string }> {
  await page.getByRole("button", { name: "Download" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: choice }).click();
  const file = await saved;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("the history is narrowed down, and downloaded as it is shown", async ({ page }) => {
  await becomeOwner(page, stack.relay);
  await page.goto(`${stack.relay.url}/history`);
  await expect(page.getByText("set this server up")).toBeVisible();
  await expect(page.getByText("Olga Owner signed in")).toBeVisible();
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByLabel("What").selectOption("Sign-ins");
  await expect(page.getByText("set this server up")).toHaveCount(0);
  await expect(page.getByText("Olga Owner signed in")).toBeVisible();
  await expect(page).toHaveURL(/action=sign-in/);
  const csv = await download(page, "CSV, for a spreadsheet");
  expect(csv.name).toMatch(/^openlock-audit-.*\.csv$/);
  expect(csv.text).toContain("sign-in");
  expect(csv.text).not.toContain("set-up");

  await page.getByLabel("How it ended").selectOption("Refused");
  await expect(page.getByText("Nothing fits this filter.")).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(page.getByText("set this server up")).toBeVisible();
  const lines = (await download(page, "JSON Lines, for a program")).text.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).action)).toContain("audit.export");
});

test("a history that was changed, or cut behind what this browser saw, shows", async ({ page }) => {
  await becomeOwner(page, stack.relay);
  await page.goto(`${stack.relay.url}/history`);
  const verify = page.getByRole("button", { name: "Verify", exact: true });
  const sound = page.getByText("The history is as it was written");
  const changed = page.getByText("The history is not what was written");
  await verify.click();
  await expect(sound).toBeVisible();
  await expect(page.getByText("This browser had not seen it before")).toBeVisible();
  await page.reload();
  await verify.click();
  await expect(page.getByText(/This browser saw it up to row \d+ before/)).toBeVisible();

  change("update audit set actor_label = 'Eve Evil' where actor_label = 'Olga Owner' and action = 'sign-in'");
  await verify.click();
  await expect(changed).toBeVisible();
  await expect(page.getByText(/written together, something is not|is not as it was written/)).toBeVisible();
  change("update audit set actor_label = 'Olga Owner' where actor_label = 'Eve Evil'");
  await verify.click();
  await expect(sound).toBeVisible();

  // Cut and gone on with: sound in itself, but not to this browser.
  await stack.relay.killAndRestart();
  change("delete from audit where seq > 2; delete from audit_checkpoints");
  await stack.relay.killAndRestart();
  await page.reload();
  await verify.click();
  await expect(changed).toBeVisible();
  await expect(page.getByText(/the journal was (cut|rewritten)/)).toBeVisible();
});
