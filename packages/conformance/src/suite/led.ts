import assert from "node:assert/strict";
import { LED_PATTERNS, type LedColour } from "@openlock/protocol";
import type { Rgb } from "../device/device.ts";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";
import { Updates } from "./updates/updates.ts";

const { check, checks } = section("8. LED");
export const ledChecks = checks;

/** The colour that a person would say. Pixels differ, so do their numbers: hues are what counts. */
function nameOf({ red, green, blue }: Rgb): LedColour | "unknown" {
  const most = Math.max(red, green, blue);
  const strong = (value: number) => value > most * 0.85;
  const some = (value: number) => value > most * 0.2;
  if (strong(red) && strong(green) && strong(blue)) return "white";
  if (strong(red) && some(green) && !some(blue)) return green > red * 0.6 ? "yellow" : "orange";
  if (some(red) && !some(green) && strong(blue)) return "purple";
  if (!some(red) && strong(green) && strong(blue)) return "cyan";
  if (strong(red) && !some(green) && !some(blue)) return "red";
  if (!some(red) && strong(green) && !some(blue)) return "green";
  return !some(red) && !some(green) && strong(blue) ? "blue" : "unknown";
}

/** Runs of one colour, as `5 green`. */
function seen(rig: Rig<"led">, from = 0): string[] {
  const runs: [LedColour | "unknown", number][] = [];
  for (const colour of rig.device.led.changes.slice(from)) {
    if (!colour) continue;
    const name = nameOf(colour);
    const last = runs.at(-1);
    if (last?.[0] === name) last[1]++;
    else runs.push([name, 1]);
  }
  return runs.map(([name, blinks]) => `${blinks} ${name}`);
}

/** Lets the LED show all that it has to show. */
async function untilDark(rig: Rig<"led" | "time">): Promise<void> {
  let before = -1;
  while (rig.device.led.changes.length !== before) {
    before = rig.device.led.changes.length;
    for (let step = 0; step < 12; step++) {
      await rig.skip(100);
      await rig.info();
    }
  }
}

const needs = ["led", "time"] as const;

check(
  "from the first Wi-Fi to the relay: blue, 3 green, orange, 5 green, and dark after it",
  { from: "blank", needs },
  async (rig) => {
    const from = rig.device.led.changes.length;
    await rig.setUp();
    await untilDark(rig);
    const shown = seen(rig, from).join(", ");
    assert.match(shown, /blue/);
    assert.match(shown, /3 green.*5 green/);
    assert.equal(rig.device.led.changes.at(-1), null);
  },
);

for (const [what, command, args, pattern] of [
  ["unlocked", "unlock", { seconds: 3600 }, "unlocked"],
  ["settings updated", "configure", { relockSeconds: 9 }, "settings-updated"],
] as const) {
  check(
    `${what}: ${LED_PATTERNS[pattern].blinks} ${LED_PATTERNS[pattern].colour}, behind the white of a command`,
    { needs },
    async (rig) => {
      await untilDark(rig);
      const from = rig.device.led.changes.length;
      await rig.expectDone(command, args);
      await untilDark(rig);
      const { blinks, colour } = LED_PATTERNS[pattern];
      assert.deepEqual(seen(rig, from).slice(0, 2), ["1 white", `${blinks} ${colour}`]);
    },
  );
}

check("update in progress: purple", { needs: ["led", "time", "images"] }, async (rig) => {
  const updates = await Updates.of(rig);
  await untilDark(rig);
  const from = rig.device.led.changes.length;
  await updates.expectUpdated({ version: updates.above() });
  const shown = seen(rig, from);
  assert(
    shown.some((run) => run.endsWith(" purple")),
    shown.join(", "),
  );
});

check("locked: 5 red", { needs }, async (rig) => {
  await rig.expectDone("unlock", { seconds: 3600 });
  await untilDark(rig);
  const from = rig.device.led.changes.length;
  await rig.expectDone("lock");
  await untilDark(rig);
  assert.deepEqual(seen(rig, from).slice(0, 2), ["1 white", "5 red"]);
});

check("an error: 5 red", { needs }, async (rig) => {
  await untilDark(rig);
  const from = rig.device.led.changes.length;
  await rig.expectError("unknown-command", "sing");
  await untilDark(rig);
  assert.deepEqual(seen(rig, from).slice(0, 2), ["1 white", "5 red"]);
});

check("keep-alive sent: 1 blue", { needs }, async (rig) => {
  await untilDark(rig);
  const from = rig.device.led.changes.length;
  const before = rig.session.sent("keepalive").length;
  while (rig.session.sent("keepalive").length === before) {
    await rig.skip(500);
    await rig.info();
  }
  await rig.skip(300);
  assert(seen(rig, from).includes("1 blue"), seen(rig, from).join(", "));
});

check("a critical error repeats red until it is resolved", { from: "blank", needs }, async (rig) => {
  rig.relay.become(await rig.common.authority.issue("relay.other.example"));
  await rig.serial.call("device.configure", { settings: rig.settings });
  await rig.untilInfo(({ trouble }) => trouble !== undefined, "the trouble");
  const from = rig.device.led.changes.length;
  for (let step = 0; step < 30; step++) {
    await rig.skip(100);
    await rig.info();
  }
  const red = seen(rig, from).flatMap((run) => (run.endsWith(" red") ? [Number.parseInt(run, 10)] : []));
  assert(red.reduce((sum, blinks) => sum + blinks, 0) > 5, seen(rig, from).join(", "));
});
