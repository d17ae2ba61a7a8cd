import { expect, type Locator, type Page, test } from "@playwright/test";
import { type SignedIn, signIn } from "./support/people.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { wireDoor } from "./support/wire-door.ts";

// By keyboard alone, from the set-up link to an open door; and on each page Tab comes by everything that can be pressed.

const DOOR = { id: "front", name: "Front door", password: "correct horse battery staple" } as const;
const PAGES = [
  ["/doors", "Front door"],
  ["/doors/front", "Device"],
  ["/doors/front/settings", "Release keys"],
  ["/doors/front/keys", "Owner keys"],
  ["/overview", "Front door"],
  ["/stats", "Time to the door's answer"],
  ["/people", "Olga Owner"],
  ["/history", "History"],
  ["/alerts", "Alerts"],
  ["/updates", "Releases"],
  ["/settings", "Websites"],
  ["/account", "This browser"],
  ["/keys", "Your key"],
] as const;
/** More than any page has. */
const TABS_MAX = 200;

let stack: Stack;
test.beforeEach(async () => {
  stack = await startStack({}, { count: 1, flashed: true });
});
test.afterEach(() => stack.stop());

test("a keyboard is enough", async ({ page }) => {
  test.setTimeout(240_000);
  const { relay, doors } = stack;
  await page.goto(await relay.setUpLink());
  await type(page, page.getByLabel("Email"), "olga@example.org");
  await type(page, page.getByLabel("Your name"), "Olga Owner");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Add door" })).toBeVisible();
  const owner: SignedIn = await signIn(relay, "olga@example.org");
  const [uart = ""] = await doors.ids();
  await wireDoor(owner, doors, { ...DOOR, uart });

  await page.goto(`${relay.url}/doors`);
  const unlock = page.getByRole("button", { name: "Unlock", exact: true });
  await expect(unlock).toBeEnabled();
  await tabTo(page, unlock);
  await page.keyboard.down("Enter");
  const password = page.getByRole("dialog").getByLabel("Door password");
  await expect(password).toBeFocused();
  await page.keyboard.up("Enter");
  await page.keyboard.type(DOOR.password);
  await page.keyboard.press("Enter");
  await doors.bolt(uart, "unlocked");

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Doors, pages, people, actions" })).toBeFocused();
  await page.keyboard.type("people");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "People", exact: true })).toBeVisible();
  const invite = page.getByRole("button", { name: "Invite", exact: true });
  await tabTo(page, invite);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // Whoever closes a dialogue is where they opened it.
  await expect(invite).toBeFocused();

  const missed: Record<string, readonly string[]> = {};
  for (const [path, shows] of PAGES) {
    await page.goto(relay.url + path);
    await expect(page.getByText(shows).first()).toBeVisible();
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
    const left = await notReached(page);
    if (left.length > 0) missed[path] = left;
  }
  expect(missed).toEqual({});
});

/** Presses Tab until it is there. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let each = 0; each < TABS_MAX; each++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never comes by ${wanted}`);
}

async function type(page: Page, field: Locator, text: string): Promise<void> {
  await expect(field).toBeVisible();
  await tabTo(page, field);
  await page.keyboard.type(text);
}

/** What can be pressed or filled in, and is not come by. */
async function notReached(page: Page): Promise<readonly string[]> {
  await page.evaluate(mark);
  await page.evaluate("document.activeElement?.blur()");
  for (let each = 0; each < TABS_MAX; each++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(comeBy)) break;
  }
  return page.evaluate(left);
}

/** In the page: remembers what Tab is to come by. */
function mark(): void {
  const pressable =
    "a[href], button, input, select, textarea, summary, [role=button], [role=link], [role=switch]";
  for (const element of document.querySelectorAll<HTMLElement>(pressable)) {
    const seen = element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
    // Of radio buttons Tab comes by one, and arrows by the others; what is hidden from screen readers has its like elsewhere.
    const one = element instanceof HTMLInputElement && element.type === "radio";
    const disabled = element.matches(":disabled");
    if (seen && !one && !disabled && !element.closest("[aria-hidden=true], [inert]"))
      element.dataset.wanted = "";
  }
}

/** In the page. @returns whether Tab has been by all, or is where it was before */
function comeBy(): boolean {
  const at = document.activeElement;
  if (at instanceof HTMLElement) delete at.dataset.wanted;
  return document.querySelector("[data-wanted]") === null;
}

/** In the page. */
function left(): string[] {
  return [...document.querySelectorAll("[data-wanted]")].map((element) => element.outerHTML.slice(0, 160));
}
