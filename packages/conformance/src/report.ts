import type { Check } from "./suite/check.ts";
import { sections } from "./suite/check.ts";
import type { Common } from "./suite/rig.ts";
import { missingParts, runCheck } from "./suite/run.ts";

/** How many checks ended how. */
export interface Summary {
  passed: number;
  failed: number;
  notTried: number;
}

/**
 * Tries checks one after another, and tells of each as it ends.
 *
 * @param say is given lines
 */
export async function report(
  common: Common,
  checks: readonly Check[],
  say: (line: string) => void,
): Promise<Summary> {
  const summary: Summary = { passed: 0, failed: 0, notTried: 0 };
  say(`The OpenLock protocol on ${common.bench.name}`);
  for (const [section, group] of sections(checks)) {
    say(`\n${section}`);
    for (const check of group) {
      const missing = missingParts(common, check);
      if (missing.length > 0) {
        summary.notTried++;
        say(`  -   ${check.sentence}\n      not tried: it needs ${missing.join(", ")}`);
        continue;
      }
      try {
        await runCheck(common, check);
        summary.passed++;
        say(`  ok  ${check.sentence}`);
      } catch (error) {
        summary.failed++;
        say(`  NO  ${check.sentence}\n${indented((error as Error).message)}`);
      }
    }
  }
  say(`\n${summary.passed} kept, ${summary.failed} broken, ${summary.notTried} not tried`);
  return summary;
}

function indented(text: string): string {
  return text.replace(/^/gm, "      ");
}
