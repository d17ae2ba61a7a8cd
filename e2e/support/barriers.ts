import type { Page } from "@playwright/test";
import axeCore from "axe-core";

declare global {
  var axe: typeof axeCore | undefined;
}

/** Runs in each frame; the frames of a page tell each other what they found, whosever they are. */
const AXE = `${axeCore.source}; axe.configure({ allowedOrigins: ["<unsafe_all_origins>"] });`;

/**
 * What axe finds in a page as it is now, by all its rules.
 *
 * axe stays in the document for the next look: a page is looked at six times, and to load it takes longer than to run it.
 */
export async function barriersIn(page: Page): Promise<readonly string[]> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => globalThis.axe !== undefined))) await frame.evaluate(AXE);
  }
  return page.evaluate(async () => {
    // A colour on its way to another one is neither: what moves and comes to an end is waited for.
    const moving = () =>
      document.getAnimations().filter(({ effect, playState }) => {
        const end = effect?.getComputedTiming().endTime;
        return playState === "running" && Number.isFinite(end);
      });
    for (let each = moving(); each.length > 0; each = moving()) {
      await Promise.allSettled(each.map(({ finished }) => finished));
    }
    if (!globalThis.axe) throw new Error("axe is not in the page");
    // What is fine is not described: that takes most of the time.
    const { violations } = await globalThis.axe.run({ resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => `${id}, ${help}: ${nodes.map(({ html }) => html)}`);
  });
}
