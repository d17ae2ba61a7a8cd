import fc from "fast-check";
import { expect, test } from "vitest";
import { type CommandEvent, type CommandState, IDLE, nextCommandState } from "./command-state.ts";

const unlock = { command: "unlock" } as const;
const asked: CommandEvent = { type: "asked", action: unlock };
const waiting: CommandEvent = { type: "step", step: "waiting" };
const failure = {
  code: "door-offline",
  title: "The door is not connected",
  next: "Check its power.",
} as const;

function run(...events: readonly CommandEvent[]): CommandState {
  return events.reduce(nextCommandState, IDLE);
}

test("a command goes from sending over the door to done", () => {
  expect(run(asked)).toEqual({ phase: "sending", action: unlock });
  expect(run(asked, waiting)).toEqual({ phase: "at-door", action: unlock });
  expect(run(asked, waiting, { type: "answered" })).toEqual({ phase: "done", action: unlock });
});

test("a second tap while the door is asked changes nothing", () => {
  const atDoor = run(asked, waiting);
  expect(nextCommandState(atDoor, { type: "asked", action: { command: "lock" } })).toBe(atDoor);
});

test("a wrong password is asked for again, and then it goes on", () => {
  const wrong = run(asked, waiting, { type: "password-needed", wrong: true });
  expect(wrong).toEqual({ phase: "asking", action: unlock, wrong: true });
  expect(nextCommandState(wrong, { type: "password-given" })).toEqual({ phase: "sending", action: unlock });
  expect(nextCommandState(wrong, { type: "dismissed" })).toBe(IDLE);
});

test("after a restart of the door it is sent anew, which shows", () => {
  expect(run(asked, waiting, { type: "step", step: "retrying" })).toMatchObject({ phase: "sending" });
});

test("a failure stays until it was seen or something else is asked", () => {
  const failed = run(asked, waiting, { type: "failed", failure });
  expect(failed).toEqual({ phase: "failed", action: unlock, failure });
  expect(nextCommandState(failed, asked)).toMatchObject({ phase: "sending" });
  expect(nextCommandState(failed, { type: "dismissed" })).toBe(IDLE);
});

test("whatever comes in whatever order: done only on an answer to what was sent", () => {
  const event = fc.constantFrom<CommandEvent>(
    asked,
    waiting,
    { type: "asked", action: { command: "lock" } },
    { type: "step", step: "preparing" },
    { type: "step", step: "retrying" },
    { type: "password-needed", wrong: false },
    { type: "password-given" },
    { type: "answered" },
    { type: "failed", failure },
    { type: "dismissed" },
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let state: CommandState = IDLE;
      for (const each of events) {
        const next = nextCommandState(state, each);
        if (next.phase === "done" && state.phase !== "done") {
          expect(state.phase).toBe("at-door");
          expect(each.type).toBe("answered");
        }
        // What is under way is what was asked for, to its end.
        if (state.phase === "at-door" && next.phase === "done") expect(next.action).toBe(state.action);
        state = next;
      }
    }),
    { numRuns: 2_000 },
  );
});
