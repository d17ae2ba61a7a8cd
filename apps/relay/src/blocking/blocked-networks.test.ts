import { pino } from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readConfig } from "../config/config.ts";
import type { Hot } from "../hot/hot.ts";
import { createProcessHot } from "../hot/process-hot.ts";
import { BlockedNetworks } from "./blocked-networks.ts";

const NETWORK = "198.51.100.66";
const TERMS = { firstMs: 600_000, maxMs: 600_000, rememberMs: 600_000 };

let hot: Hot;
let networks: BlockedNetworks;
beforeEach(async () => {
  vi.useFakeTimers();
  hot = createProcessHot();
  networks = await start(hot);
});
afterEach(async () => {
  await networks.stop();
  vi.useRealTimers();
});

function start(store: Hot): Promise<BlockedNetworks> {
  return BlockedNetworks.start({
    hot: store,
    journal: { write: async () => {}, close: async () => {} },
    config: readConfig({ BLOCK_AFTER_REFUSALS: "1" }),
    log: pino({ level: "silent" }),
    now: Date.now,
  });
}

const add = () => hot.blocks.add({ network: NETWORK, why: "excess", now: Date.now() }, TERMS);

it("learns within ten seconds of a block, and of its end, whose message was lost", async () => {
  await add();
  expect(() => networks.require(NETWORK)).not.toThrow();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(() => networks.require(NETWORK)).toThrow(/blocked for 590 s/);
  await hot.blocks.lift(NETWORK, Date.now());
  await vi.advanceTimersByTimeAsync(10_000);
  expect(() => networks.require(NETWORK)).not.toThrow();
});

it("goes by what it knows while the store is gone", async () => {
  await add();
  await vi.advanceTimersByTimeAsync(10_000);
  const gone = vi.spyOn(hot.blocks, "active").mockRejectedValue(new Error("gone"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(gone).toHaveBeenCalled();
  expect(() => networks.require(NETWORK)).toThrow("blocked");
  expect(() => networks.require("203.0.113.5")).not.toThrow();
});

it("does not forget what it hears of while it reads", async () => {
  const before = await hot.blocks.active(Date.now());
  let answer: (active: ReadonlyMap<string, number>) => void = () => {};
  vi.spyOn(hot.blocks, "active").mockReturnValue(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  for (let times = 0; times < 10; times++) networks.strike(NETWORK, "unauthorised");
  await networks.settled();
  answer(before);
  await vi.advanceTimersByTimeAsync(0);
  expect(() => networks.require(NETWORK)).toThrow("blocked");
});
