import { DeviceSettings } from "@openlock/protocol";
import { expect, test } from "vitest";
import { makeDoorPassword } from "./door-password.ts";

test("a door password has 100 bits in readable groups, and every letter of its alphabet comes up", () => {
  const made = Array.from({ length: 500 }, makeDoorPassword);
  for (const password of made) {
    expect(password).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){4}$/);
    expect(DeviceSettings.safeParse({ password }).success).toBe(true);
  }
  expect(new Set(made).size).toBe(made.length);
  expect(new Set(made.join("").replaceAll("-", "")).size).toBe(32);
});
