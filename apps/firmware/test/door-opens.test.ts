import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, memoryPins } from "@openlock/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setUpOwner } from "../../../e2e/support/people.ts";
import { Relay } from "../../../e2e/support/relay.ts";
import { EsplockHost } from "./support/esplock-host.ts";
import { HOST_OPTIONS, PASSWORD, setUpFront } from "./support/set-up.ts";

const RESETS = 100;

let dir: string;
let relay: Relay;
let host: EsplockHost;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "openlock-firmware-"));
  relay = await Relay.start(join(dir, "relay"));
  host = await EsplockHost.start(join(dir, "door"), HOST_OPTIONS);
});

afterEach(async () => {
  await host.stop();
  await relay.stop();
  await rm(dir, { recursive: true, force: true });
});

async function setUp() {
  const owner = await setUpOwner(relay);
  await setUpFront(owner, host);
  const client = createClient({
    server: relay.url,
    token: owner.token,
    password: PASSWORD,
    pins: memoryPins(),
  });
  return client.door("front");
}

test("a door that is set up over its cable opens over a real relay, locks again by itself, and comes back", {
  timeout: 120_000,
}, async () => {
  const door = await setUp();
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
  expect(await host.snapshot()).toMatchObject({ crashes: 0, boltMoves: 3 });
});

test(`the bolt does not move when a set-up door loses its power, or is reset, ${RESETS} times at any moment`, {
  timeout: 120_000,
}, async () => {
  await setUp();
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
  expect(await host.snapshot()).toMatchObject({ bolt: "locked", boltMoves: 0, crashes: 0 });
});
