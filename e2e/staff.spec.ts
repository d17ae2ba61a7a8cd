import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { acceptInvitation, becomeOwner, invite } from "./support/browser.ts";
import { Relay } from "./support/relay.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { pressAndHold } from "./support/unlock.ts";
import { Wizard } from "./support/wizard.ts";

// What staff hold in their hands: their doors on a phone, in one hand, by keyboard, by screen reader, and without a network.

const PHONE = { width: 360, height: 740 };

test.describe("a door and who opens it", () => {
  let stack: Stack;
  test.beforeEach(async () => {
    stack = await startStack();
  });
  test.afterEach(() => stack.stop());

  test("no pocket opens a door; a thumb, a key held down and a screen reader do", async ({
    page,
    browser,
  }, testInfo) => {
    test.setTimeout(240_000);
    const { relay, doors } = stack;
    const [uart = ""] = await doors.ids();
    await becomeOwner(page, relay);
    const wizard = new Wizard(page, relay.url);
    await wizard.setUp("Front door");
    await wizard.nameDoor("Archive");
    await invite(page, relay, "sam@example.org");

    // The code to put up beside the door says where its control is.
    await page.goto(`${relay.url}/doors/front-door`);
    await page.getByRole("main").getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Link and QR code…" }).click();
    await expect(page.getByRole("img", { name: "QR code that leads to “Front door”" })).toBeVisible();
    await expect(page.getByText(`${relay.url}/d/front-door`)).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath("qr-code.png") });

    const sam = await (await browser.newContext({ viewport: PHONE, hasTouch: true })).newPage();
    await acceptInvitation(sam, relay, "sam@example.org", "Sam Staff");
    // Staff have their doors, and no navigation to get lost in.
    await expect(sam.getByRole("navigation")).toHaveCount(0);
    const names = sam.getByRole("list", { name: "Doors" }).getByRole("link");
    await expect(names).toHaveText([/Archive/, /Front door/]);
    await sam.getByRole("button", { name: "Front door first" }).click();
    await expect(names).toHaveText([/Front door/, /Archive/]);
    await sam.reload();
    await expect(names).toHaveText([/Front door/, /Archive/]);
    await sam.screenshot({ path: testInfo.outputPath("doors.png"), fullPage: true });

    await sam.goto(`${relay.url}/d/front-door`);
    const control = sam.getByRole("button", { name: "Unlock", exact: true });
    const commands: string[] = [];
    sam.on("request", (request) => {
      if (request.url().endsWith("/commands")) commands.push(request.url());
    });
    await expect(sam.getByText("Locked", { exact: true })).toBeVisible();
    for (let times = 0; times < 5; times++) await control.tap();
    await expect(sam.getByText("Hold it a little longer.")).toBeAttached();
    await expect(sam.getByRole("dialog")).toHaveCount(0);
    expect(commands).toEqual([]);

    await pressAndHold(sam);
    const dialog = sam.getByRole("dialog");
    await dialog.getByLabel("Door password").fill(wizard.doorPassword);
    await dialog.getByRole("button", { name: "Unlock" }).click();
    await doors.bolt(uart, "unlocked");
    await expect(sam.getByText(/^Unlocked, (locks in \d+ s|about to lock)$/)).toBeVisible();
    await sam.screenshot({ path: testInfo.outputPath("unlocked.png") });
    await doors.bolt(uart, "locked");

    // A key, let go too soon and then not.
    await expect(control).toBeVisible();
    await control.press("Enter");
    await control.press("Space");
    expect(commands).toHaveLength(1);
    await control.focus();
    await sam.keyboard.down("Enter");
    await doors.bolt(uart, "unlocked");
    await sam.keyboard.up("Enter");
    await doors.bolt(uart, "locked");

    // A screen reader presses without a length: once asks, twice opens.
    await expect(control).toBeVisible();
    await control.dispatchEvent("click", { detail: 0 });
    await expect(sam.getByText("Press once more to unlock.")).toBeAttached();
    expect(commands).toHaveLength(2);
    await control.dispatchEvent("click", { detail: 0 });
    await doors.bolt(uart, "unlocked");
    await expect.poll(() => commands.length).toBe(3);

    await doors.bolt(uart, "locked");

    // All of it in German, from signing in on.
    await sam.goto(`${relay.url}/doors`);
    await sam.getByRole("button", { name: /^Account/ }).click();
    await sam.getByRole("menuitemradio", { name: "Deutsch" }).click();
    await sam.getByRole("button", { name: /^Konto/ }).click();
    await sam.getByRole("menuitem", { name: "Abmelden" }).click();
    await expect(sam.getByRole("heading", { name: "Anmelden" })).toBeVisible();
    await expect(sam.locator("html")).toHaveAttribute("lang", "de");
    await sam.getByLabel("E-Mail").fill("sam@example.org");
    await sam.getByRole("button", { name: "Code senden" }).click();
    await sam.getByLabel("Code").fill("000000");
    await expect(sam.getByText("Das ist nicht der Code aus der neuesten E-Mail.")).toBeVisible();
    await sam.getByLabel("Code").fill(await relay.mailedCode("sam@example.org"));
    await expect(sam.getByRole("heading", { name: "Türen", exact: true })).toBeVisible();
    await expect(sam).toHaveTitle("Türen · OpenLock");
    await sam.goto(`${relay.url}/d/front-door`);
    await expect(sam.getByText("Abgeschlossen", { exact: true })).toBeVisible();
    await pressAndHold(sam, "Aufschließen");
    await dialog.getByLabel("Türpasswort").fill(wizard.doorPassword);
    await dialog.getByRole("button", { name: "Aufschließen" }).click();
    await doors.bolt(uart, "unlocked");
    await expect(sam.getByText(/^Aufgeschlossen, schließt (in \d+ s|gleich) ab$/)).toBeVisible();
    await sam.screenshot({ path: testInfo.outputPath("unlocked-de.png") });
    await sam.getByRole("button", { name: /^Konto/ }).click();
    await sam.getByRole("menuitemradio", { name: "English" }).click();
    await expect(control).toBeAttached();

    await doors.control(uart, "power-off");
    await expect(sam.getByText(/^Not connected since/)).toBeVisible({ timeout: 60_000 });
    await pressAndHold(sam);
    await expect(sam.getByRole("alert")).toContainText("The door is not connected");
    await sam.screenshot({ path: testInfo.outputPath("failed.png") });
  });
});

test.describe("an installed app", () => {
  let dir: string;
  let relay: Relay;
  test.beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "openlock-e2e-"));
    await cp(fileURLToPath(new URL("../apps/dashboard/dist/web", import.meta.url)), join(dir, "web"), {
      recursive: true,
    });
    relay = await Relay.start(join(dir, "relay"), { env: { DASHBOARD_DIR: join(dir, "web") } });
  });
  test.afterEach(async () => {
    await relay.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test("can be installed, opens without a server and says so, and keeps nothing of anybody's", async ({
    page,
  }) => {
    await becomeOwner(page, relay);
    const manifest = await page.getAttribute('link[rel="manifest"]', "href");
    const { icons, start_url } = await (await page.request.get(relay.url + manifest)).json();
    expect(start_url).toBe("/doors");
    for (const { src } of icons) expect((await page.request.get(relay.url + src)).ok()).toBe(true);

    // Nothing becomes markup or a script here that is not this app's own.
    for (const attack of [
      "document.body.innerHTML = '<img src=x onerror=alert(1)>'",
      "document.createElement('script').src = '/assets/any.js'",
      "document.createElement('script').text = '1'",
      "navigator.serviceWorker.register('/sw.js?other')",
    ]) {
      await expect(page.evaluate(`(async () => void (await (${attack})))()`), attack).rejects.toThrow();
    }

    await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
    for (const path of ["/people", "/history", "/account", "/doors"]) await page.goto(relay.url + path);
    await expect(page.getByText("Your first door")).toBeVisible();
    const kept = (await page.evaluate(`(async () => {
      const urls = [];
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
      return urls;
    })()`)) as string[];
    expect(kept).toContain("/");
    expect(
      kept.filter((path) => path !== "/" && !/^\/(assets\/[^/]+|[a-z0-9-]+\.[a-z]+)$/.test(path)),
    ).toEqual([]);

    await relay.stop();
    await page.goto(`${relay.url}/doors`);
    await expect(page.getByRole("heading", { name: "The server does not answer" })).toBeVisible();
    await expect(page.getByText("No door can be opened from here until it does.")).toBeVisible();
  });

  test("an admin on a phone finds under “More” what does not fit under the thumb", async ({ page }) => {
    await page.setViewportSize(PHONE);
    await becomeOwner(page, relay);
    const navigation = page.getByRole("navigation", { name: "Main" });
    await expect(navigation.getByRole("link")).toHaveText(["Doors", "Overview", "People", "History"]);
    // By keyboard: it opens, Escape closes it, and the focus is where it was.
    const more = navigation.getByRole("button", { name: "More" });
    await more.press("Enter");
    await expect(navigation.getByRole("link", { name: "Settings" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(navigation.getByRole("link", { name: "Settings" })).toHaveCount(0);
    await expect(more).toBeFocused();
    await more.click();
    await navigation.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByRole("heading", { name: "Settings", exact: true })).toBeVisible();
    await expect(navigation.getByRole("link", { name: "Settings" })).toHaveCount(0);
  });

  test("says that there is a new version, and takes it when it is told to", async ({ page }) => {
    await becomeOwner(page, relay);
    await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
    await page.evaluate("window.before = true");
    await appendFile(join(dir, "web", "sw.js"), "\n// A newer version.\n");
    await relay.killAndRestart();
    await expect(page.getByText("There is a new version of OpenLock.")).toBeVisible({ timeout: 60_000 });
    expect(await page.evaluate("window.before")).toBe(true);
    await page.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByText("There is a new version of OpenLock.")).toHaveCount(0);
    await expect(page.getByText("Your first door")).toBeVisible();
    await expect.poll(() => page.evaluate("window.before")).toBeUndefined();
  });
});
