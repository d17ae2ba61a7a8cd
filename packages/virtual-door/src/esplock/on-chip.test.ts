import { parseSerialResponse, type SerialResponse } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import { ManualTimer } from "../chip/time.ts";
import { createVirtualDoor } from "../virtual-door.ts";
import { PASSWORD, until } from "./testing/rig.ts";

const SETTINGS = { doorId: "front", server: { url: "https://127.0.0.1:1" }, password: PASSWORD };

/** esplock on the simulated chip: real flash, real NVS, a real serial line, and no relay. */
function bench() {
  const timer = new ManualTimer();
  const { chip } = createVirtualDoor({ flashed: true, timer, powered: false });
  const line = chip.usb.open(115_200);
  const responses: SerialResponse[] = [];
  let text = "";
  let lastId = 0;
  line.onData((bytes) => {
    text += Buffer.from(bytes).toString("latin1");
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const each of lines) if (each.startsWith("{")) responses.push(parseSerialResponse(each));
  });
  /** @returns undefined where the chip lost its power over the request */
  const call = async (method: string, params?: unknown) => {
    const id = ++lastId;
    line.write(
      Buffer.from(`\n${JSON.stringify({ jsonrpc: "2.0", id, method, ...(params ? { params } : {}) })}\n`),
    );
    return until<SerialResponse | "dead">(
      () => (chip.powered ? responses.find((response) => response.id === id) : "dead"),
      `an answer to ${method}`,
    );
  };
  const boot = async () => {
    chip.powerOn();
    await timer.advance(1);
    await until(() => chip.mode === "running", "the program");
  };
  const info = async () => {
    const response = await call("device.info");
    if (response === "dead" || "error" in response) throw new Error("no device.info");
    return response.result as { stage: string; doorId?: string; kid?: string };
  };
  const withKey = () =>
    until(async () => {
      const now = await info();
      return now.kid === undefined ? undefined : now;
    }, "the key");
  return { chip, timer, call, boot, info, withKey };
}

describe("on the simulated chip", () => {
  test("a key is made at first boot, and is there after a power cut", async () => {
    const { chip, boot, withKey } = bench();
    await boot();
    const { kid } = await withKey();
    chip.powerOff();
    await boot();
    expect((await withKey()).kid).toBe(kid);
    chip.powerOff();
  });

  test("power cut at any write of a configure: settings, password and claim are all there, or none of them", async () => {
    const { chip, call, boot, withKey } = bench();
    await boot();
    await withKey();
    const seen = new Set<string>();
    for (let write = 1; seen.size < 2; write++) {
      chip.faults.set({ powerCutAtWrite: write, powerCutDone: (write % 4) / 4 });
      const answer = await call("device.configure", { settings: SETTINGS, claim: "0123-4567-89AB-CDEF" });
      chip.faults.clear();
      chip.powerOff();
      await boot();
      const { doorId } = await withKey();
      // Whether a password is wanted says whether there is one.
      const wanted = await call("device.configure", { settings: {} });
      const configured = wanted !== "dead" && "error" in wanted;
      expect(doorId).toBe(configured ? "front" : undefined);
      if (answer !== "dead") expect(configured).toBe(true);
      seen.add(configured ? "after" : "before");
    }
    chip.powerOff();
  });

  test("reset and power cut a hundred times, at any moment: the bolt never moves", async () => {
    const { chip, timer, boot, withKey } = bench();
    await boot();
    await withKey();
    for (let time = 0; time < 100; time++) {
      if (time % 2) chip.pressReset();
      else chip.powerOff();
      if (!chip.powered) chip.powerOn();
      await timer.advance(time * 7);
    }
    await timer.advance(120_000);
    expect(chip.hardware.boltMoves).toBe(0);
    chip.powerOff();
  });
});
