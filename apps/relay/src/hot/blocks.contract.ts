import { describe, expect, it } from "vitest";
import type { Blocks } from "./blocks.ts";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const TERMS = { firstMs: MINUTE, maxMs: 5 * MINUTE, rememberMs: 60 * MINUTE };

/** What every implementation of `Blocks` must do, on both of two nodes. */
export function describeBlocks(nodes: () => readonly [Blocks, Blocks], fresh: (what: string) => string) {
  describe("blocks", () => {
    const why = "unauthorised";

    it("last twice as long each time, up to a bound", async () => {
      const [one, other] = nodes();
      const network = fresh("network");
      let now = NOW;
      const lengths: number[] = [];
      for (let times = 1; times <= 5; times++) {
        const { block, added } = await (times % 2 ? one : other).add({ network, why, now }, TERMS);
        expect({ added, times: block.times }).toEqual({ added: true, times });
        lengths.push((block.until - now) / MINUTE);
        now = block.until;
      }
      expect(lengths).toEqual([1, 2, 4, 5, 5]);
    });

    it("stay as they are while they last, though many nodes ask at once", async () => {
      const [one, other] = nodes();
      const network = fresh("network");
      const answers = await Promise.all(
        [one, other, one, other].map((node) => node.add({ network, why, now: NOW }, TERMS)),
      );
      expect(answers.filter(({ added }) => added)).toHaveLength(1);
      expect(new Set(answers.map(({ block }) => block.times))).toEqual(new Set([1]));
      expect((await other.active(NOW)).get(network)).toBe(NOW + MINUTE);
    });

    it("end, and are known no more", async () => {
      const [one, other] = nodes();
      const network = fresh("network");
      await one.add({ network, why, now: NOW }, TERMS);
      expect((await other.active(NOW + MINUTE - 1)).has(network)).toBe(true);
      expect((await other.active(NOW + MINUTE)).has(network)).toBe(false);
      expect((await other.list(NOW + MINUTE, 500)).some((block) => block.network === network)).toBe(false);
    });

    it("can be lifted, and then it is as if there had been none", async () => {
      const [one, other] = nodes();
      const network = fresh("network");
      await one.add({ network, why, now: NOW }, TERMS);
      expect(await other.lift(network, NOW)).toBe(true);
      expect(await one.lift(network, NOW)).toBe(false);
      expect((await one.active(NOW)).has(network)).toBe(false);
      expect((await one.add({ network, why, now: NOW }, TERMS)).block.times).toBe(1);
    });

    it("are listed with all that is known of them, those that end last first, as many as are wanted", async () => {
      const [one, other] = nodes();
      const [short, long] = [fresh("network"), fresh("network")];
      // Later than what other tests left.
      const now = NOW + 600 * MINUTE;
      await one.add({ network: short, why: "excess", now }, TERMS);
      await other.add({ network: long, why, now }, { ...TERMS, firstMs: 2 * MINUTE });
      expect(await one.list(now, 500)).toEqual([
        { network: long, why, since: now, until: now + 2 * MINUTE, times: 1 },
        { network: short, why: "excess", since: now, until: now + MINUTE, times: 1 },
      ]);
      expect(await other.list(now, 1)).toHaveLength(1);
    });
  });
}
