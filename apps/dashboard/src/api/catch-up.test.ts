import type { DoorView } from "@openlock/api";
import { expect, test } from "vitest";
import { applyEvent } from "./apply-event.ts";
import { catchUp, overtake } from "./catch-up.ts";

const away: DoorView = { id: "front", name: "Front", createdAt: 1, online: false, since: 5 };

test("an answer that events have overtaken does not take their place", async () => {
  let answer: (door: DoorView) => void = () => {};
  const reading = catchUp(
    () =>
      new Promise<DoorView>((resolve) => {
        answer = resolve;
      }),
    applyEvent,
  );
  overtake({ type: "door-online", door: "back", at: 9 });
  overtake({ type: "door-online", door: "front", at: 10 });
  answer(away);
  expect(await reading).toEqual({ ...away, online: true, since: 10 });
});

test("what came before the question is in the answer already, whatever became of earlier questions", async () => {
  await expect(catchUp(() => Promise.reject(new Error("away")), applyEvent)).rejects.toThrow("away");
  overtake({ type: "door-online", door: "front", at: 10 });
  expect(await catchUp(async () => away, applyEvent)).toEqual(away);
});
