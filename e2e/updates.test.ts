import type { DoorView } from "@openlock/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type SignedIn, setUpOwner } from "./support/people.ts";
import {
  beginRollout,
  deadImage,
  makeReleaseKey,
  readRollout,
  rolloutDoors,
  uploadRelease,
  workingImage,
} from "./support/releases.ts";
import { setUpDoor } from "./support/set-up-door.ts";
import { type Stack, startStack } from "./support/stack.ts";

// Signed firmware on its way to doors that run it, with the product's own processes.

// Two boards are flashed, and each restarts with every update.
const TIMEOUT = 240_000;
const PATIENCE = { timeout: 90_000, interval: 500 };

let stack: Stack;
beforeEach(async () => {
  stack = await startStack();
});
afterEach(() => stack.stop());

async function versions(owner: SignedIn): Promise<readonly (string | undefined)[]> {
  const { doors } = await owner.json<{ doors: DoorView[] }>("GET", "/api/doors");
  return doors.map(({ device, online }) => (online ? device?.firmware.version : "offline"));
}

test("a signed image goes to the first door, then to all; one that does not work goes back and halts everything", {
  timeout: TIMEOUT,
}, async () => {
  const { relay, doors } = stack;
  const owner = await setUpOwner(relay);
  const key = await makeReleaseKey();
  await owner.json("POST", "/api/release-keys", { name: "Safe", key: key.publicKey });
  const [first = "", second = ""] = await doors.ids();
  for (const [id, uart] of [
    ["front", first],
    ["side", second],
  ] as const) {
    await setUpDoor(owner, doors, { id, name: id, uart, settings: { releaseKeys: [key.publicKey] } });
  }
  const good = await beginRollout(owner, await uploadRelease(owner, key, "1.1.0", workingImage("1.1.0")));
  await expect.poll(async () => (await readRollout(good, owner)).state, PATIENCE).toBe("done");
  expect((await readRollout(good, owner)).stages).toMatchObject([{ done: 1 }, { done: 1 }]);
  await expect.poll(() => versions(owner), PATIENCE).toEqual(["1.1.0", "1.1.0"]);

  const bad = await beginRollout(owner, await uploadRelease(owner, key, "1.2.0", deadImage("1.2.0")));
  await expect
    .poll(async () => (await readRollout(bad, owner)).state, { ...PATIENCE, timeout: 150_000 })
    .toBe("halted");
  expect(await rolloutDoors(bad, owner)).toMatchObject([
    { door: "front", state: "failed", why: "rolled-back" },
    { door: "side", state: "waiting", tries: 0 },
  ]);
  await expect.poll(() => versions(owner), PATIENCE).toEqual(["1.1.0", "1.1.0"]);
});
