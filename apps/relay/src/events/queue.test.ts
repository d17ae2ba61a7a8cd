import { expect, test, vi } from "vitest";
import { EventQueue } from "./queue.ts";

const event = (at: number) => ({ type: "door-changed", door: "front", at }) as const;

test("gives events in order, then says that it is idle", async () => {
  const queue = new EventQueue();
  queue.put(event(1));
  queue.put(event(2));
  expect(await queue.next(1)).toEqual(event(1));
  expect(await queue.next(1)).toEqual(event(2));
  expect(await queue.next(1)).toBe("idle");
});

test("wakes whoever waits, for an event and for the end", async () => {
  const queue = new EventQueue();
  const first = queue.next(1e6);
  queue.put(event(1));
  expect(await first).toEqual(event(1));
  const second = queue.next(1e6);
  queue.end();
  expect(await second).toBe("ended");
});

test("a reader that does not keep up is let go, and nothing more is kept for it", () => {
  const queue = new EventQueue();
  const overflow = vi.fn();
  queue.onOverflow(overflow);
  for (let at = 0; at < 1000; at++) queue.put(event(at));
  expect(overflow).toHaveBeenCalledTimes(1);
});
