import { createHash, randomBytes } from "node:crypto";
import { EcPublicJwk, signRelease, thumbprint } from "@openlock/protocol";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { exportJWK, generateKeyPair } from "jose";
import { first } from "../apps/dashboard/src/i18n/de/first.ts";
import { further } from "../apps/dashboard/src/i18n/de/further.ts";
import { getBlocked, IMPATIENT } from "./support/attacker.ts";
import { VirtualAuthenticator } from "./support/authenticator.ts";
import { becomeOwner, invite } from "./support/browser.ts";
import { answerLate, jumped } from "./support/late-answers.ts";
import { lookAt, SIZES } from "./support/look.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { Wizard } from "./support/wizard.ts";

// Every page in a picture, at phone, tablet and desktop width, light and dark: kept in test-results/gallery to be looked at. What is
// checked here is what no eye need check: that no page is wider than its screen, that axe finds no barrier in any,
// that none asks anybody else for anything, and that none does what the relay's Content-Security-Policy forbids.

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly shows: string;
  /** Brings the page into the state that is to be seen. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const verifyHistory = async (page: Page) => {
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("The history is as it was written")).toBeVisible();
};

const showQrCode = async (page: Page) => {
  await page.getByRole("main").getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Link and QR code…" }).click();
  await expect(page.getByRole("img", { name: /^QR code/ })).toBeVisible();
};

const makeKey = async (page: Page) => {
  const made = page.getByRole("button", { name: "Ask for access to Front door" });
  const make = page.getByRole("button", { name: "Make a key" });
  await expect(made.or(make)).toBeVisible();
  if (await make.isVisible()) await make.click();
  await expect(made).toBeVisible();
};

/** This browser's own key, and as an owner: by the password, for its owner key is not in the state that contexts share. */
const makeKeys = async (page: Page) => {
  await makeKey(page);
  await page.getByRole("button", { name: "Own more doors" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Front door").check();
  await dialog.getByLabel("Door password").fill(doorPassword);
  await dialog.getByRole("button", { name: "Make this browser an owner" }).click();
  await expect(dialog.getByText("This browser owns it: the door has confirmed")).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Opened with this key, as far as this server was told")).toBeVisible();
};

const fillInGuest = async (page: Page) => {
  await page.getByRole("button", { name: "Invite a guest" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name of the guest").fill("Gina Guest");
  await dialog.getByLabel("Front door").check();
  await dialog.getByLabel("Only at some hours of the week").check();
  await expect(dialog.getByRole("grid", { name: "Week" })).toBeVisible();
};

const openAsGuest = async (page: Page) => {
  await fillInGuest(page);
  await page.getByLabel("Only at some hours of the week").uncheck();
  await page.getByRole("button", { name: "Make the link" }).click();
  await page.goto((await page.getByRole("textbox", { name: "Link" }).textContent()) ?? "");
  await expect(page.getByText(/^Yours until/)).toBeVisible();
};

const changeOwners = async (page: Page) => {
  await page.getByRole("button", { name: "Change owner keys" }).click();
  await expect(page.getByLabel("Name of this browser")).toBeVisible();
};

const changeWifi = async (page: Page) => {
  await page.getByRole("button", { name: "Change Wi-Fi" }).click();
  await expect(page.getByLabel("Network name")).toBeVisible();
};

const changePassword = async (page: Page) => {
  await page.getByRole("button", { name: "Change Door password" }).click();
  await expect(page.getByRole("button", { name: "Print password" })).toBeVisible();
};

const verifyWebsite = async (page: Page) => {
  await page.getByRole("button", { name: "How to verify doors.example.org" }).click();
  await expect(page.getByText("Add a TXT record at")).toBeVisible();
};

/** A website, and a key for a program. */
async function addPartners(page: Page): Promise<void> {
  await page.goto(`${stack.relay.url}/settings`);
  await page.getByRole("button", { name: "Add website" }).click();
  await page.getByRole("dialog").getByLabel("Address").fill("https://doors.example.org");
  await page.getByRole("dialog").getByRole("button", { name: "Add website" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Add API key" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Booking system");
  await page.getByRole("dialog").getByRole("button", { name: "Add API key" }).click();
  await page.getByRole("button", { name: "I have kept it" }).click();
}

const openPalette = async (page: Page) => {
  await page.getByRole("button", { name: "Go to or do" }).click();
  await expect(page.getByRole("option", { name: "Start lockdown…" })).toBeVisible();
};

const openLockdown = async (page: Page) => {
  await page.getByRole("button", { name: "Lockdown", exact: true }).click();
  await page.getByText("Only some").click();
  await page.getByRole("checkbox", { name: "Front door", exact: true }).check();
};

const chooseDoor = async (page: Page) => page.getByRole("checkbox", { name: "Choose Front door" }).check();

const PAGES: readonly Picture[] = [
  { name: "doors", path: "/doors", shows: "Front door" },
  { name: "overview", path: "/overview", shows: "Front door", prepare: chooseDoor },
  { name: "lockdown", path: "/overview", shows: "Front door", prepare: openLockdown },
  { name: "palette", path: "/doors", shows: "Front door", prepare: openPalette },
  { name: "door", path: "/doors/front-door", shows: "Front door" },
  { name: "door-link", path: "/d/front-door", shows: "Front door" },
  { name: "door-qr", path: "/doors/front-door", shows: "Front door", prepare: showQrCode },
  { name: "add-door", path: "/doors/new", shows: "Which door is it?" },
  { name: "people", path: "/people", shows: "sam@example.org" },
  { name: "history", path: "/history", shows: "History" },
  { name: "account", path: "/account", shows: "This browser" },
  {
    name: "history-filtered",
    path: "/history?action=device.register&outcome=done",
    shows: "How it ended",
  },
  { name: "history-verified", path: "/history", shows: "History", prepare: verifyHistory },
  { name: "settings", path: "/settings", shows: "2001:db8:1:2::/64" },
  { name: "keys", path: "/keys", shows: "There is no key of yours in this browser yet." },
  { name: "keys-made", path: "/keys", shows: "This browser's key", prepare: makeKeys },
  { name: "guest-invite", path: "/keys", shows: "Requests", prepare: fillInGuest },
  { name: "guest", path: "/keys", shows: "Requests", prepare: openAsGuest },
  { name: "door-keys", path: "/doors/front-door/keys", shows: "Owner keys" },
  { name: "door-keys-change", path: "/doors/front-door/keys", shows: "Owner keys", prepare: changeOwners },
  { name: "door-replace", path: "/doors/front-door/replace", shows: "Keys that were taken back" },
  { name: "door-settings", path: "/doors/front-door/settings", shows: "Release keys" },
  { name: "door-settings-wifi", path: "/doors/front-door/settings", shows: "Wi-Fi", prepare: changeWifi },
  {
    name: "door-settings-password",
    path: "/doors/front-door/settings",
    shows: "Wi-Fi",
    prepare: changePassword,
  },
  { name: "website-verify", path: "/settings", shows: "doors.example.org", prepare: verifyWebsite },
  { name: "alerts", path: "/alerts", shows: "New key for a door" },
  { name: "updates", path: "/updates", shows: "1.1.0 for ESP32" },
  {
    name: "updates-begin",
    path: "/updates",
    shows: "Release keys",
    prepare: async (page) => page.getByRole("button", { name: "Update doors" }).click(),
  },
  { name: "led", path: "/help/led", shows: "What the LED says" },
  { name: "install", path: "/install", shows: "Install" },
  { name: "not-found", path: "/no-such-page", shows: "OpenLock" },
  { name: "stats", path: "/stats", shows: "in all; most at" },
];
const SIGNED_OUT = [{ name: "sign-in", path: "/sign-in", shows: "Sign in with a passkey" }] as const;

/** The relay writes its figures down once a minute, and a page looks for them once a minute. */
const SHOWN_WITHIN_MS = 150_000;

/** A line of text that a phone's screen shows a little lower; web.dev ("Cumulative Layout Shift") calls 0.1 good. */
const MAY_JUMP = 0.02;

/** Texts that are others in German. */
const LEFT_IN_ENGLISH: ReadonlySet<string> = new Set(
  Object.entries({ ...first, ...further }).flatMap(([text, german]) => (text === german ? [] : [text])),
);

let stack: Stack;
let doorPassword: string;
test.beforeEach(async () => {
  stack = await startStack(IMPATIENT);
});
test.afterEach(() => stack.stop());

test("every page, at phone, tablet and desktop width, light and dark", async ({ page, browser }) => {
  test.setTimeout(900_000);
  const { relay } = stack;
  await becomeOwner(page, relay);
  const wizard = new Wizard(page, relay.url);
  await wizard.setUp("Front door");
  doorPassword = wizard.doorPassword;
  for (const address of ["198.51.100.66", "2001:db8:1:2::1"]) await getBlocked(relay, address);
  await page.goto(`${relay.url}/account`);
  await VirtualAuthenticator.on(page);
  await page.getByRole("button", { name: "Add passkey" }).click();
  await expect(page.getByText(/never used/)).toBeVisible();
  await addPartners(page);
  await invite(page, relay, "sam@example.org");
  const { pathname, hash } = new URL(await relay.mailedInvitation("sam@example.org"));
  await rollOut(page);
  const signedIn = await page.context().storageState();
  await page.close();
  await pictures(browser, [
    ...SIGNED_OUT,
    { name: "invitation", path: pathname + hash, shows: "You are invited" },
    {
      name: "invitation-over",
      path: `${pathname}#token=${"A".repeat(43)}`,
      shows: "This link leads nowhere",
    },
  ]);
  await pictures(browser, PAGES, signedIn);
});

/** A release that is being rolled out, with the key that signed it. */
async function rollOut(page: Page): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const key = EcPublicJwk.parse({ kty, crv, x, y });
  const image = randomBytes(50_000);
  const manifest = await signRelease(
    {
      ...{ version: "1.1.0", chip: "ESP32", size: image.length, iat: 1_800_000_000 },
      sha256: createHash("sha256").update(image).digest("hex"),
    },
    { privateKey, kid: await thumbprint(key) },
  );
  await page.goto(`${stack.relay.url}/updates`);
  await expect(page.getByText("Nothing is uploaded yet")).toBeVisible();
  await page.screenshot({ path: "test-results/gallery/updates-empty.png", fullPage: true });
  await page.getByRole("button", { name: "Add key" }).click();
  await page.getByLabel("Name").fill("In the safe");
  await page.getByLabel("Public key").fill(JSON.stringify(key));
  await page.getByRole("dialog").getByRole("button", { name: "Add key" }).click();
  await expect(page.getByText("In the safe")).toBeVisible();
  await page.getByRole("button", { name: "Upload" }).click();
  await page
    .getByLabel("Image")
    .setInputFiles({ name: "a.bin", mimeType: "application/octet-stream", buffer: image });
  await page
    .getByLabel("Manifest")
    .setInputFiles({ name: "a.jws", mimeType: "text/plain", buffer: Buffer.from(manifest) });
  await expect(page.getByText("Version 1.1.0 for ESP32")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Upload" }).click();
  await expect(page.getByText("signature checked")).toBeVisible();
  await page.getByRole("button", { name: "Update doors" }).click();
  await page.getByRole("button", { name: "Update one door" }).click();
  await expect(page.getByText("1.1.0 for ESP32")).toBeVisible();
}

async function pictures(
  browser: Browser,
  pages: readonly Picture[],
  storageState?: Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>,
): Promise<void> {
  // One context for all: a refresh token is good once.
  const context = await browser.newContext(storageState ? { storageState } : {});
  const page = await context.newPage();
  const own = new Set([new URL(stack.relay.url).host, new URL(stack.doors.url).host]);
  const foreign: string[] = [];
  const barriers: string[] = [];
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted(HTML|Script)/.test(message.text())) violations.push(message.text());
  });
  page.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && !own.has(host)) foreign.push(request.url());
  });
  for (const { name, path, shows, prepare } of pages) {
    await page.setViewportSize(SIZES.desktop);
    await page.goto(stack.relay.url + path);
    await expect(page.getByText(shows).first()).toBeVisible({ timeout: SHOWN_WITHIN_MS });
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
    await prepare?.(page);
    barriers.push(...(await lookAt(page, name, path)));
  }
  await lookInGerman(page, pages);
  expect(foreign).toEqual([]);
  expect(barriers).toEqual([]);
  expect(violations).toEqual([]);
  await context.close();
}

/** Each page on a phone in German: German words are longer, none of it may be left in English, and nothing jumps while it loads. */
async function lookInGerman(page: Page, pages: readonly Picture[]): Promise<void> {
  await page.evaluate("localStorage.setItem('openlock-language', 'de')");
  await page.setViewportSize(SIZES.phone);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await answerLate(page);
  const english: string[] = [];
  const jumps: string[] = [];
  for (const { name, path } of pages) {
    // From elsewhere, so that another fragment is another page.
    await page.goto("about:blank");
    await page.goto(stack.relay.url + path);
    await expect(page.locator("html[lang=de] h1")).toBeVisible();
    await expect(page.getByRole("status", { name: "Wird geladen" })).toHaveCount(0);
    const { by, what } = await jumped(page);
    if (by > MAY_JUMP) jumps.push(`${path} by ${by.toFixed(3)}: ${what.join(", ")}`);
    await page.screenshot({ path: `test-results/gallery/${name}-phone-de.png`, fullPage: true });
    const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    expect(overflow, `${path} in German`).toBeLessThanOrEqual(0);
    const shown = await page.evaluate(() => {
      const labels = [...document.querySelectorAll("[aria-label], [placeholder]")].flatMap((element) => [
        element.getAttribute("aria-label") ?? "",
        element.getAttribute("placeholder") ?? "",
      ]);
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) labels.push(texts.currentNode.textContent ?? "");
      return labels.map((text) => text.trim());
    });
    english.push(...shown.filter((text) => LEFT_IN_ENGLISH.has(text)).map((text) => `${path}: ${text}`));
  }
  expect(english).toEqual([]);
  expect(jumps).toEqual([]);
}
