import type { DoorView } from "@openlock/api";
import { expect, type Page, test } from "@playwright/test";
import { becomeOwner } from "./support/browser.ts";
import { type SignedIn, signIn } from "./support/people.ts";

import { type Stack, startStack } from "./support/stack.ts";
import { wireDoor } from "./support/wire-door.ts";

// Many doors: seen at a glance, found, and locked down together, one of them without a connection at first.

const DOOR_PASSWORD = "correct horse battery staple";
const OTHER_PASSWORD = "another one for the back door";
const DOORS = [
  { id: "front", name: "Front door", password: DOOR_PASSWORD },
  { id: "side", name: "Side door", password: DOOR_PASSWORD },
  { id: "back", name: "Back door", password: OTHER_PASSWORD },
  { id: "gate", name: "Gate", password: DOOR_PASSWORD },
] as const;
/** Without devices: they are to be seen, not to be commanded. */
const FURTHER = 120;

let stack: Stack;
test.beforeEach(async () => {
  stack = await startStack({}, { count: DOORS.length, flashed: true });
});
test.afterEach(() => stack.stop());

test("an owner finds doors among many, locks all down at once, and those that did not answer again", async ({
  page,
}) => {
  const { relay, doors } = stack;
  await becomeOwner(page, relay);
  const owner = await signIn(relay, "olga@example.org");
  const uarts = await doors.ids();
  await Promise.all(DOORS.map((door, at) => wireDoor(owner, doors, { ...door, uart: uarts[at] ?? "" })));
  await addDoors(owner, FURTHER);
  const gate = uarts[3] ?? "";
  await doors.control(gate, "power-off");

  // On the page of the doors there are as many cards as one would look through, and a field for the others.
  await page.goto(`${relay.url}/doors`);
  await expect(page.getByText("Here are 60 of 124 doors. Search for the others.")).toBeVisible();
  await page.getByLabel("Search doors").fill("room 999");
  await expect(page.getByRole("list", { name: "Doors" }).getByRole("listitem")).toHaveCount(0);
  await page.getByLabel("Search doors").fill("room 099");
  await expect(page.getByRole("list", { name: "Doors" }).getByRole("listitem")).toHaveCount(1);

  await page.goto(`${relay.url}/overview`);
  const table = page.getByRole("table", { name: "Doors" });
  await expect(table).toHaveAttribute("aria-rowcount", String(1 + DOORS.length + FURTHER));
  // However many doors there are: as many rows as are seen, and some more.
  expect(await table.getByRole("row").count()).toBeLessThan(50);
  await expect(page.getByRole("button", { name: "Offline 1" })).toBeVisible();
  await page.getByRole("button", { name: "Offline 1" }).click();
  await expect(table.getByRole("link")).toHaveText(["Gate"]);
  await page.getByRole("button", { name: /^All/ }).click();
  await page.getByLabel("Search doors").fill("door side");
  await expect(table.getByRole("link")).toHaveText(["Side door"]);
  await page.getByLabel("Search doors").fill("");
  await expect(table.getByRole("link", { name: "Front door" })).toBeVisible();
  await page.screenshot({ path: "test-results/gallery/overview-many.png" });

  await page.getByRole("button", { name: "Lockdown", exact: true }).click();
  await holdDown(page, /^Lock down 4 doors/);
  const bulk = page.getByRole("dialog", { name: "Start lockdown: 4 doors" });
  await givePassword(bulk, DOOR_PASSWORD);
  await expect(bulk.getByText("In lockdown: 2 of 4 doors. Not yet: Back door, Gate")).toBeVisible();
  await givePassword(bulk, OTHER_PASSWORD);
  await expect(bulk.getByText("In lockdown: 3 of 4 doors. Not yet: Gate")).toBeVisible();
  await expect(bulk.getByText(/The door is not connected/)).toBeVisible();
  await expect
    .poll(() => modes(owner))
    .toMatchObject({ front: "lockdown", side: "lockdown", back: "lockdown" });

  await doors.control(gate, "power-on");
  await expect.poll(() => isOnline(owner, "gate")).toBe(true);
  await bulk.getByRole("button", { name: "Try again at 1 door" }).click();
  await expect(bulk.getByText("In lockdown: all 4 doors")).toBeVisible();
  await expect.poll(() => modes(owner)).toMatchObject({ gate: "lockdown" });
  await bulk.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "In lockdown 4" })).toBeVisible();

  // Some of them: chosen in the table, lifted without a password, for this browser has them now.
  await page.getByRole("button", { name: "In lockdown 4" }).click();
  await table.getByRole("checkbox", { name: "Choose Back door" }).check();
  await table.getByRole("checkbox", { name: "Choose Gate" }).check();
  await page.getByRole("button", { name: "Lift lockdown…" }).click();
  await holdDown(page, /^Lift at 2 doors/);
  await expect(page.getByText("Lockdown lifted: all 2 doors")).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Lockdown 2", exact: true })).toBeVisible();
  await expect.poll(() => modes(owner)).toMatchObject({ back: "normal", gate: "normal", front: "lockdown" });

  // By keyboard alone, from any page.
  const palette = page.getByRole("dialog", { name: "Go to or do" });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("side");
  await expect(palette.getByRole("option").first()).toHaveText("Side door");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Side door" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("lift front");
  await page.keyboard.press("ArrowDown");
  await expect(palette.getByRole("combobox")).toHaveAttribute("aria-activedescendant", /./);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Lift at 1 door/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
});

async function holdDown(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).hover();
  await page.mouse.down();
  // The window is gone once it was held for long enough.
  await expect(page.getByRole("button", { name })).toHaveCount(0);
  await page.mouse.up();
}

async function givePassword(bulk: ReturnType<Page["getByRole"]>, password: string): Promise<void> {
  await bulk.getByLabel(/^Door password of/).fill(password);
  await bulk.getByRole("button", { name: /^Use it/ }).click();
}

async function addDoors(owner: SignedIn, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, at) => String(at + 1).padStart(3, "0"));
  while (numbers.length > 0) {
    const some = numbers.splice(0, 50);
    await Promise.all(
      some.map((number) =>
        owner.json("POST", "/api/doors", { id: `room-${number}`, name: `Room ${number}` }),
      ),
    );
  }
}

async function listDoors(owner: SignedIn): Promise<readonly DoorView[]> {
  return (await owner.json<{ doors: DoorView[] }>("GET", "/api/doors")).doors;
}

/** As the doors tell the relay, which may be a little after their answers. */
async function modes(owner: SignedIn): Promise<Readonly<Record<string, string | undefined>>> {
  return Object.fromEntries((await listDoors(owner)).map(({ id, status }) => [id, status?.document.mode]));
}

async function isOnline(owner: SignedIn, id: string): Promise<boolean | undefined> {
  return (await listDoors(owner)).find((door) => door.id === id)?.online;
}
