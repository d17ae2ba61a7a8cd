import { DoorId } from "@openlock/protocol";
import { expect, test } from "vitest";
import { suggestDoorId } from "./suggest-door-id.ts";

test.each([
  ["Front door (Kitchen)", "front-door-kitchen"],
  ["  Büro 2.OG — Süd ", "buro-2-og-sud"],
  ["Äußere Tür", "aussere-tur"],
  ["北京", ""],
  ["---", ""],
  [`${"a".repeat(63)} b`, "a".repeat(63)],
])("suggests a Door ID for %j", (name, id) => {
  expect(suggestDoorId(name)).toBe(id);
  if (id) expect(DoorId.safeParse(id).success).toBe(true);
});
