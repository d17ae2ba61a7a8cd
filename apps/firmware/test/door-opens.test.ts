import { createClient, memoryPins } from "@openlock/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setUpOwner } from "../../../e2e/support/people.ts";
import { DOOR_PASSWORD } from "../../../e2e/support/set-up-door.ts";
import { type HostStack, setUpFront, startHostStack } from "./support/stack.ts";

const RESETS = 100;

let stack: HostStack;
beforeEach(async () => {
  stack = await startHostStack();
});
afterEach(() => stack.stop());

async function setUp() {
  const { relay, host } = stack;
  const owner = await setUpOwner(relay);
  await setUpFront(owner, host);
  const client = createClient({
    server: relay.url,
    token: owner.token,
    password: DOOR_PASSWORD,
    pins: memoryPins(),
  });
  return { host, door: client.door("front") };
}

test("a door that is set up over its cable opens over a real relay, locks again by itself, and comes back", {
  timeout: 120_000,
}, async () => {
  const { host, door } = await setUp();
  const from = host.events.length;
  expect((await door.unlock()).lock).toBe("unlocked");
  await host.event((event) => event.type === "bolt" && event.bolt === "unlocked", from);
  await host.event((event) => event.type === "bolt" && event.bolt === "locked", from);
  expect((await door.status()).firmware).toBe("0.1.0");
  await expect(door.unlock({ password: "a wrong one" })).rejects.toMatchObject({ code: "bad-password" });

  await host.control("power-off");
  await host.control("power-on");
  await host.stage("online");
  expect((await door.unlock()).lock).toBe("unlocked");
  expect(await host.snapshot()).toMatchObject({ boltMoves: 3 });
});

test(`the bolt does not move when a set-up door loses its power, or is reset, ${RESETS} times at any moment`, {
  timeout: 120_000,
}, async () => {
  const { host } = await setUp();
  for (let round = 0; round < RESETS; round++) {
    const from = host.events.length;
    if (round % 2 === 0) {
      await host.control("reset");
    } else {
      await host.control("power-off");
      await host.control("power-on");
    }
    // As far as it comes: at once, on Wi-Fi, on its way to the relay, there.
    const stage = [undefined, "wifi", "relay", "online"][round % 4];
    if (stage) await host.event((event) => event.type === "stage" && event.stage === stage, from);
  }
  expect(await host.snapshot()).toMatchObject({ bolt: "locked", boltMoves: 0 });
});
