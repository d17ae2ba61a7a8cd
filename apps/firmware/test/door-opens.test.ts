import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { About, Claim } from "@openlock/api";
import { createClient, memoryPins } from "@openlock/client";
import {
  Board,
  configureDevice,
  joinNetwork,
  scanNetworks,
  waitForKey,
  waitUntilOnline,
} from "@openlock/provisioning";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setUpOwner } from "../../../e2e/support/people.ts";
import { Relay } from "../../../e2e/support/relay.ts";
import { EsplockHost } from "./support/esplock-host.ts";
import { tcpSerialLine } from "./support/tcp-serial-port.ts";

const WIFI = { ssid: "OpenLock Demo", password: "open-sesame" } as const;
const PASSWORD = "correct horse battery staple";
const RESETS = 100;

let dir: string;
let relay: Relay;
let host: EsplockHost;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "openlock-firmware-"));
  relay = await Relay.start(join(dir, "relay"));
  host = await EsplockHost.start(join(dir, "door"), [
    "--no-pacing",
    "--wifi",
    `${WIFI.ssid}:${WIFI.password}`,
  ]);
});

afterEach(async () => {
  await host.stop();
  await relay.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Takes the door from its box to being online, by the flows that the wizard runs, over its serial line. */
async function setUp() {
  const owner = await setUpOwner(relay);
  const about = await owner.json<About>("GET", "/api/about");
  await owner.json("POST", "/api/doors", { id: "front", name: "Front door" });
  const { claim } = await owner.json<Claim>("POST", "/api/doors/front/claim");
  const log: string[] = [];
  const board = new Board(tcpSerialLine(host.uartPort), (line) => log.push(line));
  try {
    await board.use(async (session) => {
      await waitForKey(session, { timeoutMs: 60_000 });
      expect(await scanNetworks(session)).toMatchObject([{ ssid: WIFI.ssid }]);
      await joinNetwork(session, WIFI);
      await configureDevice(session, {
        settings: { server: about.device, doorId: "front", password: PASSWORD, relockSeconds: 2 },
        claim,
      });
      await waitUntilOnline(session, { timeoutMs: 60_000 });
    });
  } catch (error) {
    throw new Error(`the door was not set up; its log:\n${log.slice(-40).join("\n")}`, { cause: error });
  } finally {
    await board.release();
  }
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
