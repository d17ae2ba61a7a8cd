import type { Page } from "@playwright/test";

/** Long enough for a page to show that it waits. */
const LATE_MS = 150;

/** What browsers tell of things that moved by themselves; not in TypeScript's library yet. https://wicg.github.io/layout-instability/ */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

declare global {
  var jumps: { value: number; what: string }[];
}

/** Makes the relay's answers come late from now on, each, so that every page is seen while it loads. */
export async function answerLate(page: Page): Promise<void> {
  await page.addInitScript(watchJumps);
  await page.route("**/api/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await route.fallback();
  });
}

/** @returns by how much, as a share of the screen times the way, things have moved in this page since it was opened, and what did */
export async function jumped(page: Page): Promise<{ readonly by: number; readonly what: readonly string[] }> {
  const jumps = await page.evaluate(() => globalThis.jumps);
  return { by: jumps.reduce((sum, { value }) => sum + value, 0), what: jumps.map(({ what }) => what) };
}

/** Runs in the page, before its own scripts. */
function watchJumps(): void {
  globalThis.jumps = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as LayoutShift[]) {
      const what = sources.map(({ node }) => node?.textContent?.slice(0, 40) ?? "?").join(" / ");
      globalThis.jumps.push({ value, what });
    }
  }).observe({ type: "layout-shift", buffered: true });
}
