import { describe, expect, it } from "vitest";
import { Remembered } from "./remembered.ts";

function create(max = 10) {
  const state = { now: 0, reads: [] as string[], value: "one", hold: undefined as Promise<void> | undefined };
  const remembered = new Remembered<string>({
    load: async (key) => {
      state.reads.push(key);
      const { value } = state;
      await state.hold;
      return value;
    },
    maxAgeMs: 100,
    max,
    now: () => state.now,
  });
  return { remembered, state };
}

describe("what is remembered", () => {
  it("is read once, until it is too old", async () => {
    const { remembered, state } = create();
    await remembered.get("a");
    state.now = 99;
    await remembered.get("a");
    expect(state.reads).toEqual(["a"]);
    state.now = 100;
    await remembered.get("a");
    expect(state.reads).toEqual(["a", "a"]);
  });

  it("is read once for all who come together", async () => {
    const { remembered, state } = create();
    await Promise.all([remembered.get("a"), remembered.get("a")]);
    expect(state.reads).toEqual(["a"]);
  });

  it.each<[string, (remembered: Remembered<string>) => void]>([
    ["forgotten", (remembered) => remembered.forget("a")],
    ["all forgotten", (remembered) => remembered.clear()],
  ])("is of after the change where it was %s while it was read", async (_, forget) => {
    const { remembered, state } = create();
    let release = () => {};
    state.hold = new Promise((resolve) => {
      release = resolve;
    });
    const before = remembered.get("a");
    state.value = "two";
    state.hold = undefined;
    forget(remembered);
    const after = remembered.get("a");
    release();
    expect(await before).toBe("one");
    expect(await after).toBe("two");
    expect(await remembered.get("a")).toBe("two");
  });

  it("is bounded: the oldest goes", async () => {
    const { remembered, state } = create(2);
    for (const key of ["a", "b", "c", "b", "c", "a"]) await remembered.get(key);
    expect(state.reads).toEqual(["a", "b", "c", "a"]);
  });

  it("does not remember a failure", async () => {
    const { remembered, state } = create();
    state.hold = Promise.reject(new Error("the store is away"));
    await expect(remembered.get("a")).rejects.toThrow("away");
    state.hold = undefined;
    expect(await remembered.get("a")).toBe("one");
  });
});
