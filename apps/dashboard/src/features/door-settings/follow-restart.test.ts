import { expect, test } from "vitest";
import { followRestart, type RestartPorts, type RestartStep, type Seen } from "./follow-restart.ts";

interface Story {
  /** What each look finds, a second after the one before; the last one stays. */
  readonly seen: readonly (Seen | undefined)[];
  readonly sealed?: readonly (string | undefined)[];
  readonly wentBack?: boolean;
}

async function follow({ seen, sealed = ["new"], wentBack = false }: Story) {
  const looks = [...seen];
  const answers = [...sealed];
  const next = <T>(of: T[]): T => (of.length > 1 ? (of.shift() as T) : (of[0] as T));
  let now = 0;
  const steps: RestartStep[] = [];
  const ports: RestartPorts = {
    look: async () => next(looks),
    sealedBoot: async () => next(answers),
    wentBack: async () => wentBack,
    pause: async () => {
      now += 1_000;
      if (now > 60_000) throw new Error("nobody looks any more");
    },
    now: () => now,
  };
  const end = await followRestart(ports, { before: "old", lateAfterMs: 5_000 }, (step) =>
    steps.push(step),
  ).catch(() => "given up" as const);
  return { end, steps, seconds: now / 1_000 };
}

const here = { online: true, boot: "old" };
const gone = { online: false, boot: "old" };
const back = { online: true, boot: "new" };

test("a door that goes and comes back has taken it, once it says so itself", async () => {
  const { end, steps } = await follow({ seen: [here, gone, gone, back] });
  expect(end).toBe("taken");
  expect(steps).toEqual([
    { at: "leaving" },
    { at: "away", late: false },
    { at: "away", late: false },
    { at: "checking" },
  ]);
});

test("one that went back to the Wi-Fi from before is not taken for one that took the new", async () => {
  expect((await follow({ seen: [gone, back], wentBack: true })).end).toBe("went-back");
});

test("one that is away for longer than it should is late, and looked for further", async () => {
  const { end, steps } = await follow({ seen: [...Array<Seen>(8).fill(gone), back] });
  expect(steps).toContainEqual({ at: "away", late: true });
  expect(end).toBe("taken");
});

test("one that stays where it is had these settings before", async () => {
  const { end, seconds } = await follow({ seen: [here], sealed: ["old"] });
  expect(end).toBe("same");
  expect(seconds).toBe(8);
});

test("a relay that shows another boot nonce proves nothing: the door's seal counts", async () => {
  expect((await follow({ seen: [{ online: true, boot: "made up" }], sealed: ["old"] })).end).toBe("same");
  expect((await follow({ seen: [back], sealed: [undefined] })).end).toBe("given up");
});

test("no answer of the relay is neither here nor away", async () => {
  const { end, steps } = await follow({ seen: [undefined, undefined, { online: true }, gone, back] });
  expect(end).toBe("taken");
  expect(steps.slice(0, 2)).toEqual([{ at: "leaving" }, { at: "away", late: false }]);
});

test("one that restarted unseen, between two looks, is back", async () => {
  expect((await follow({ seen: [here, back] })).end).toBe("taken");
});
