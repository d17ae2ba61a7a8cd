import assert from "node:assert/strict";
import { section } from "../check.ts";
import type { Rig } from "../rig.ts";
import { Updates } from "./updates.ts";

const { check, checks } = section("5. Updates: power cuts");
export const powerCutChecks = checks;

/** The writes that fill the slot are all alike but for the first: of the others one in so many. */
const STRIDE = 6;
const MAX_WRITES = 500;
const needs = ["images", "storage", "power", "time", "bolt"] as const;
type Cuttable = Rig<(typeof needs)[number]>;

/**
 * Waits for the end of an update in which the power goes, gives it back, and looks at what runs then.
 *
 * @returns whether the power went before the end
 */
async function isCut(rig: Cuttable, updates: Updates, id: string, runs: readonly string[]): Promise<boolean> {
  const { storage, power, bolt } = rig.device;
  const end = await updates.until(
    () => (storage.powered ? updates.result(id) : "cut"),
    "the end of the update, or the cut",
  );
  await storage.cutAtWrite(0);
  if (end !== "cut") {
    assert.equal(end, "done");
    return false;
  }
  const { moves } = bolt;
  const opened = rig.nextSession();
  await power.on();
  await rig.comeBack(opened);
  await rig.settle();
  assert(runs.includes(updates.running), updates.running);
  assert.equal(bolt.moves, moves);
  return true;
}

check(
  "the power may go at any write of the download: what ran before boots, and takes the same update again",
  { needs },
  async (rig) => {
    const updates = await Updates.of(rig);
    const before = updates.running;
    const version = updates.above();
    const manifest = await updates.manifest({ version });
    for (let write = 1; write < MAX_WRITES; write += write < 3 ? 1 : STRIDE) {
      await rig.device.storage.cutAtWrite(write);
      const id = await updates.offer({ version, manifest });
      if (!(await isCut(rig, updates, id, [before]))) return;
      // From here on it is the next check's.
      if (updates.phases(id).includes("restarting")) return;
      assert.deepEqual(updates.results(id), [], "it is forgotten");
    }
    assert.fail("it never came to an end");
  },
);

check(
  "the power may go at any write from the restart until the image is kept: one of both boots, says so, and can be updated",
  { needs },
  async (rig) => {
    const updates = await Updates.of(rig);
    const ends = new Set<string>();
    for (let write = 1; write < MAX_WRITES; write++) {
      const before = updates.running;
      const version = updates.above();
      // An open door is waited for, so that the count begins where the last write of the download has been.
      await rig.expectDone("unlock", { seconds: 3_600 });
      const id = await updates.offer({ version });
      await updates.untilPhase(id, "waiting");
      await rig.device.storage.cutAtWrite(write);
      await rig.expectDone("lock");
      if (!(await isCut(rig, updates, id, [before, version]))) {
        assert(ends.has("rolled-back"), [...ends].join(", "));
        return;
      }
      const end = updates.results(id).at(-1);
      if (updates.running === version) assert.equal(end, "done", `cut at write ${write}`);
      else assert.notEqual(end, "done", `cut at write ${write}`);
      ends.add(String(end));
    }
    assert.fail("it never came to an end");
  },
);
