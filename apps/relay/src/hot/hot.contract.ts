import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeBlocks } from "./blocks.contract.ts";
import { describeDelays } from "./delays.contract.ts";
import type { Hot } from "./hot.ts";
import type { Limit } from "./limit.ts";

export const NOW = 1_800_000_000_000;

/** What every implementation of `Hot` must do. `second` is another node on the same store, where there can be one. */
export function describeHot(
  name: string,
  open: () => Promise<{ hot: Hot; second: Hot; end(): Promise<void> }>,
) {
  describe(`hot state on ${name}`, () => {
    let hot: Hot;
    let second: Hot;
    let end: () => Promise<void>;
    let unique = 0;
    const fresh = (what: string) => `${what}-${++unique}`;
    const limit = (burst: number, perMs = 1000, name = "test"): Limit => ({
      name,
      key: fresh("limit"),
      burst,
      perMs,
    });

    beforeAll(async () => {
      ({ hot, second, end } = await open());
    });
    afterAll(() => end());

    describe("replay memory", () => {
      const command = (
        hash: string,
        more: { door?: string; limits?: readonly Limit[]; shared?: readonly Limit[] } = {},
      ) => ({
        door: more.door ?? "front",
        hash,
        issuedAt: NOW,
        rememberMs: 60_000,
        limits: more.limits ?? [],
        shared: more.shared ?? [],
        now: NOW,
      });

      it("admits exactly one of many that come at once, on all nodes", async () => {
        const hash = fresh("hash");
        const outcomes = await Promise.all(
          Array.from({ length: 40 }, (_, index) => (index % 2 ? hot : second).admit(command(hash))),
        );
        expect(outcomes.filter(({ outcome }) => outcome === "admitted")).toHaveLength(1);
        expect(outcomes.filter(({ outcome }) => outcome === "replayed")).toHaveLength(39);
      });

      it("keeps doors apart", async () => {
        const hash = fresh("hash");
        expect((await hot.admit(command(hash, { door: "front" }))).outcome).toBe("admitted");
        expect((await hot.admit(command(hash, { door: "back" }))).outcome).toBe("admitted");
      });

      it("remembers what it is filled with", async () => {
        const hash = fresh("hash");
        await hot.remember("front", [hash], 60_000);
        expect((await second.admit(command(hash))).outcome).toBe("replayed");
      });

      it("does not remember a command that a limit refused", async () => {
        const hash = fresh("hash");
        const limits = [limit(1)];
        expect((await hot.admit(command(fresh("hash"), { limits }))).outcome).toBe("admitted");
        expect(await hot.admit(command(hash, { limits }))).toMatchObject({
          outcome: "rate-limited",
          limit: "test",
          retryAfterMs: 1000,
        });
        expect((await hot.admit(command(hash))).outcome).toBe("admitted");
      });

      it("counts a shared limit over all doors and nodes, and a door's for itself", async () => {
        const shared = [limit(3, 1000, "shared")];
        const limits = [limit(2, 1000, "own")];
        const send = async (node: Hot, door: string) => {
          const admission = await node.admit(command(fresh("hash"), { door, limits, shared }));
          return admission.outcome === "rate-limited" ? admission.limit : admission.outcome;
        };
        expect(await send(hot, "front")).toBe("admitted");
        expect(await send(second, "front")).toBe("admitted");
        expect(await send(hot, "front")).toBe("own");
        // Three attempts were made, whatever came of them.
        expect(await send(second, "back")).toBe("shared");
      });

      it("neither remembers nor counts for the door what a shared limit refused", async () => {
        const hash = fresh("hash");
        const shared = [limit(1, 1000, "shared")];
        const limits = [limit(2, 1000, "own")];
        await hot.admit(command(fresh("hash"), { limits, shared }));
        const refused = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 ? hot : second).admit(command(hash, { limits, shared })),
          ),
        );
        expect(new Set(refused.map(({ outcome }) => outcome))).toEqual(new Set(["rate-limited"]));
        expect((await second.admit(command(hash, { limits }))).outcome).toBe("admitted");
        expect((await hot.admit(command(hash, { limits }))).outcome).toBe("rate-limited");
      });

      it("does not forget a command that was let through when a shared limit refuses it later", async () => {
        const hash = fresh("hash");
        const shared = [limit(1, 1000, "shared")];
        expect((await hot.admit(command(hash, { shared }))).outcome).toBe("admitted");
        expect((await second.admit(command(hash, { shared }))).outcome).toBe("rate-limited");
        expect((await hot.admit(command(hash))).outcome).toBe("replayed");
      });

      it("tells what is left of each limit", async () => {
        const shared = [limit(2, 1000, "shared")];
        const limits = [limit(4, 1000, "own")];
        const quotas = async () => {
          const admission = await hot.admit(command(fresh("hash"), { limits, shared }));
          if (admission.outcome === "forgotten") throw new Error("forgotten");
          return admission.quotas.map(({ limit: { name }, left, nextMs }) => [name, left, nextMs]);
        };
        expect(await quotas()).toEqual([
          ["shared", 1, 500],
          ["own", 3, 250],
        ]);
        expect(await quotas()).toEqual([
          ["shared", 0, 500],
          ["own", 2, 250],
        ]);
        expect(await quotas()).toEqual([["shared", 0, 500]]);
      });

      it("counts a replay against the limits", async () => {
        const hash = fresh("hash");
        const limits = [limit(2)];
        await hot.admit(command(hash, { limits }));
        expect((await hot.admit(command(hash, { limits }))).outcome).toBe("replayed");
        expect((await hot.admit(command(hash, { limits }))).outcome).toBe("rate-limited");
      });
    });

    describe("limits", () => {
      it("never let more through than the burst and what was refilled since", async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.integer({ min: 1, max: 8 }),
            fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }),
            async (burst, pauses) => {
              const bucket = limit(burst);
              let now = NOW;
              let passed = 0;
              for (const pause of pauses) {
                now += pause;
                if ((await hot.count([bucket], now)).outcome === "counted") passed += 1;
                expect(passed).toBeLessThanOrEqual(burst + ((now - NOW) * burst) / 1000 + 1e-6);
              }
            },
          ),
          { numRuns: 30 },
        );
      });

      it("say when to come again, and keep to it", async () => {
        const bucket = limit(2);
        await hot.count([bucket], NOW);
        await hot.count([bucket], NOW);
        const refused = await hot.count([bucket], NOW);
        expect(refused).toMatchObject({ outcome: "rate-limited", limit: "test", retryAfterMs: 500 });
        expect((await second.count([bucket], NOW + 499)).outcome).toBe("rate-limited");
        expect((await second.count([bucket], NOW + 500)).outcome).toBe("counted");
      });

      it("can be filled up again", async () => {
        const bucket = limit(1);
        await hot.count([bucket], NOW);
        await second.refill(bucket);
        expect((await hot.count([bucket], NOW)).outcome).toBe("counted");
      });

      it("give nothing for a clock that was set back", async () => {
        const bucket = limit(1);
        await hot.count([bucket], NOW);
        expect((await hot.count([bucket], NOW - 10_000)).outcome).toBe("rate-limited");
        expect((await hot.count([bucket], NOW + 999)).outcome).toBe("rate-limited");
      });
    });

    describeDelays(() => [hot.delays, second.delays], fresh);
    describeBlocks(() => [hot.blocks, second.blocks], fresh);

    it("keeps the first of many values that come at once, the same for all nodes, for its time", async () => {
      const key = fresh("once");
      const given = await Promise.all(
        Array.from({ length: 10 }, (_, at) => (at % 2 ? hot : second).once(key, `value-${at}`, 60_000)),
      );
      expect(new Set(given).size).toBe(1);
      expect(await second.once(key, "later", 60_000)).toBe(given[0]);
      expect(await hot.once(fresh("once"), "another", 60_000)).toBe("another");
    });

    describe("presence", () => {
      const session = (sessionId: string, nodeId = "node") => ({ sessionId, nodeId, since: NOW });

      it("tells who was taken over, and only the holder renews and lets go", async () => {
        const door = fresh("door");
        expect(await hot.presence.claim(door, session("one"), 60_000)).toBeUndefined();
        expect(await second.presence.claim(door, session("two", "other"), 60_000)).toEqual(session("one"));
        expect(await hot.presence.renew(door, "one", 60_000)).toBe(false);
        await hot.presence.release(door, "one");
        expect(await hot.presence.find(door)).toEqual(session("two", "other"));
        expect(await second.presence.renew(door, "two", 60_000)).toBe(true);
        await second.presence.release(door, "two");
        expect(await hot.presence.find(door)).toBeUndefined();
      });

      it("lists who is online", async () => {
        const [here, away] = [fresh("door"), fresh("door")];
        await hot.presence.claim(here, session("one"), 60_000);
        expect(await second.presence.online([here, away])).toEqual(new Set([here]));
        expect(await hot.presence.online([])).toEqual(new Set());
      });
    });

    it("carries messages to every listener on every node, until it has had enough", async () => {
      const channel = fresh("channel");
      const heard: string[] = [];
      const arrivals = new EventTarget();
      const hear = (who: string) => (message: string) => {
        heard.push(`${who}:${message}`);
        arrivals.dispatchEvent(new Event("heard"));
      };
      const endFirst = await hot.bus.subscribe(channel, hear("first"));
      await second.bus.subscribe(channel, hear("second"));
      const until = async (count: number) => {
        while (heard.length < count)
          await new Promise((done) => arrivals.addEventListener("heard", done, { once: true }));
      };
      await hot.bus.publish(channel, "a");
      await until(2);
      expect([...heard].sort()).toEqual(["first:a", "second:a"]);
      await endFirst();
      expect(await second.bus.publish(channel, "b")).toBe(1);
      await until(3);
      expect(heard[2]).toBe("second:b");
      expect(await second.bus.publish(fresh("nobody listens"), "c")).toBe(0);
    });
  });
}
