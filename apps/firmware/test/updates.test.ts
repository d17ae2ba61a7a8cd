import type { DoorView } from "@openlock/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setUpOwner } from "../../../e2e/support/people.ts";
import {
  beginRollout,
  deadImage,
  makeReleaseKey,
  readRollout,
  rolloutDoors,
  uploadRelease,
  workingImage,
} from "../../../e2e/support/releases.ts";
import { type HostStack, setUpFront, startHostStack } from "./support/stack.ts";

const PATIENCE = { timeout: 60_000, interval: 200 };

let stack: HostStack;
beforeEach(async () => {
  stack = await startHostStack();
});
afterEach(() => stack.stop());

test("the firmware takes a rollout of a real relay, keeps what works, and goes back from what does not", {
  timeout: 120_000,
}, async () => {
  const { relay, host } = stack;
  const owner = await setUpOwner(relay);
  const key = await makeReleaseKey();
  await owner.json("POST", "/api/release-keys", { name: "Safe", key: key.publicKey });
  await setUpFront(owner, host, { releaseKeys: [key.publicKey] });
  const door = () => owner.json<DoorView>("GET", "/api/doors/front");
  expect((await door()).device?.firmware).toEqual({ version: "0.1.0", chip: "ESP32" });

  const good = await beginRollout(owner, await uploadRelease(owner, key, "1.1.0", workingImage("1.1.0")));
  await expect.poll(async () => (await readRollout(good, owner)).state, PATIENCE).toBe("done");
  await host.stage("online");
  expect((await door()).device?.firmware.version).toBe("1.1.0");
  // Kept for good: also after a power cut.
  await host.control("power-off");
  await host.control("power-on");
  await host.stage("online");

  const bad = await beginRollout(owner, await uploadRelease(owner, key, "1.2.0", deadImage("1.2.0")));
  await expect.poll(async () => (await readRollout(bad, owner)).state, PATIENCE).toBe("halted");
  expect(await rolloutDoors(bad, owner)).toMatchObject([
    { door: "front", state: "failed", why: "rolled-back" },
  ]);
  const started = host.events.flatMap((event) => (event.type === "started" ? event.version : []));
  expect(started.slice(-4)).toEqual(["1.1.0", "1.1.0", "1.2.0", "1.1.0"]);
  expect(await host.snapshot()).toMatchObject({ version: "1.1.0", boltMoves: 0 });
});
