import { describe, expect, test } from "vitest";
import { Rig } from "../testing/rig.ts";

describe("a command", () => {
  test("unlocks, and the door locks again by itself", async () => {
    const rig = await Rig.online();
    const result = await rig.command({ command: "unlock", args: {} });
    expect(result).toMatchObject({ code: 200, state: { lock: "unlocked", mode: "normal" } });
    expect(rig.unlocked).toBe(true);
    await rig.advance(4_999);
    expect(rig.unlocked).toBe(true);
    await rig.advance(1);
    expect(rig.unlocked).toBe(false);
    expect(rig.bolt).toEqual([false, true, false]);
  });
});
