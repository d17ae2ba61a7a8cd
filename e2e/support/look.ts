import { expect, type Page } from "@playwright/test";
import { barriersIn } from "./barriers.ts";

/** The widths of docs/design.md. */
export const SIZES = {
  phone: { width: 360, height: 760 },
  tablet: { width: 768, height: 1024 },
  desktop: { width: 1440, height: 900 },
} as const;
const THEMES = ["light", "dark"] as const;

/**
 * Leaves a picture of a page as it is now in test-results/gallery, at every width, light and dark.
 *
 * @param name of the pictures
 * @param what is looked at, for who reads the result
 * @returns barriers that axe has found
 */
export async function lookAt(page: Page, name: string, what = name): Promise<readonly string[]> {
  const barriers: string[] = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({
        path: `test-results/gallery/${name}-${size}-${colorScheme}.png`,
        fullPage: true,
      });
      for (const barrier of await barriersIn(page)) {
        barriers.push(`${what}, ${size}, ${colorScheme}: ${barrier}`);
      }
    }
    const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    expect(overflow, `${what} at ${viewport.width} px`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(SIZES.desktop);
  return barriers;
}
