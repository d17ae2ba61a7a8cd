import type { LedEvent } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import type { ChipServices, Rgb } from "../../chip/services.ts";
import { ManualTimer } from "../../chip/time.ts";
import { Boot } from "./boot.ts";
import { Led } from "./led.ts";

function pixel() {
  const timer = new ManualTimer();
  const shown: [number, "on" | "off"][] = [];
  const patterns: (LedEvent | "identify" | null)[] = [];
  const chip: Pick<ChipServices, "off" | "timer" | "trace"> & { pins: Pick<ChipServices["pins"], "setLed"> } =
    {
      off: new AbortController().signal,
      timer,
      pins: { setLed: (colour: Rgb | null) => shown.push([timer.now(), colour ? "on" : "off"]) },
      trace: (event) => {
        if (event.type === "led-pattern") patterns.push(event.pattern);
      },
    };
  return { timer, shown, patterns, led: new Led(new Boot(chip as ChipServices)) };
}

describe("the LED", () => {
  test("blinks as the table says, and is dark after", async () => {
    const { timer, shown, patterns, led } = pixel();
    led.play("wifi-connected");
    await timer.advance(5_000);
    const blinks = [0, 200, 400].flatMap((at) => [
      [at, "on"],
      [at + 100, "off"],
    ]);
    expect(shown).toEqual([...blinks, [600, "off"]]);
    expect(patterns).toEqual(["wifi-connected", null]);
  });

  test("a repeating pattern goes on until it is ended, and gives way to what happens", async () => {
    const { timer, shown, patterns, led } = pixel();
    led.background("connecting-relay");
    await timer.advance(2_500);
    led.play("command-received");
    await timer.advance(1_000);
    led.background(undefined);
    const { length } = shown;
    await timer.advance(10_000);
    expect(patterns).toEqual(["connecting-relay", "command-received", "connecting-relay", null]);
    expect(shown.slice(length)).toEqual([]);
    expect(shown.at(-1)?.[1]).toBe("off");
  });

  test("patterns do not cut each other short, and what would show too late is dropped", async () => {
    const { timer, patterns, led } = pixel();
    for (let time = 0; time < 20; time++) led.play("unlocked");
    led.play("locked");
    await timer.advance(60_000);
    expect(patterns.filter((pattern) => pattern === "unlocked").length).toBeLessThan(6);
    expect(patterns.slice(-2)).toEqual(["locked", null]);
  });

  test("a keep-alive shows only on a dark LED; who looks for the device sees when it opens", async () => {
    const { timer, patterns, led } = pixel();
    led.play("identify");
    await timer.advance(1_000);
    led.play("keep-alive-sent");
    led.play("unlocked");
    await timer.advance(5_000);
    led.play("keep-alive-sent");
    await timer.advance(1_000);
    expect(patterns).toEqual(["identify", "unlocked", null, "keep-alive-sent", null]);
  });
});
