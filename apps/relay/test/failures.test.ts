import { afterAll, beforeAll, expect, test } from "vitest";
import type { Hot } from "../src/hot/hot.ts";
import type { TestDevice } from "./support/device.ts";
import { expectProblem } from "./support/http.ts";
import { seal, TestRelay } from "./support/relay.ts";

/** Stores that do not answer, as soon as a test says so. */
const broken = { admit: false, count: false, journal: false };
let relay: TestRelay;
let device: TestDevice;
beforeAll(async () => {
  relay = await TestRelay.start({
    wrap: {
      hot: (hot): Hot => ({
        ...hot,
        admit: (command) => (broken.admit ? Promise.reject(new Error("gone")) : hot.admit(command)),
        count: (...args) => (broken.count ? Promise.reject(new Error("gone")) : hot.count(...args)),
        ping: () => (broken.admit ? Promise.reject(new Error("gone")) : hot.ping()),
      }),
      journal: (journal) => ({
        write: (entry) => (broken.journal ? Promise.reject(new Error("full")) : journal.write(entry)),
        close: () => journal.close(),
      }),
    },
  });
  device = await relay.online();
});
afterAll(async () => {
  device.stop();
  await relay.close();
});

async function expectOnly(jti: string): Promise<void> {
  await device.settled();
  expect(device.commands.at(-1)?.jti).toBe(jti);
}

test("without the replay memory no command goes through, and it says so", async () => {
  const good = await seal(device);
  expect((await relay.send(device.door, good.jwe)).status).toBe(200);
  broken.admit = true;
  expectProblem(await relay.send(device.door, (await seal(device)).jwe), "store-unavailable", 503);
  expectProblem(await relay.send(device.door, good.jwe), "store-unavailable", 503);
  expectProblem(await relay.ask("/readyz"), "store-unavailable", 503);
  expect((await relay.ask("/healthz")).status).toBe(200);
  await expectOnly(good.jti);
  broken.admit = false;
  expect((await relay.ask("/readyz")).status).toBe(200);
  expect((await relay.send(device.door, (await seal(device)).jwe)).status).toBe(200);
});

test("what cannot be written down is not sent, not then and not later", async () => {
  const good = await seal(device);
  expect((await relay.send(device.door, good.jwe)).status).toBe(200);
  broken.journal = true;
  const lost = await seal(device);
  expectProblem(await relay.send(device.door, lost.jwe), "store-unavailable", 503);
  await expectOnly(good.jti);
  broken.journal = false;
  expectProblem(await relay.send(device.door, lost.jwe), "replayed", 409);
  await expectOnly(good.jti);
});

test("where only the end cannot be written down, the caller still learns what the door did", async () => {
  const { jwe, jti } = await seal(device);
  device.reaction = "keep-silent";
  const answer = relay.send(device.door, jwe);
  await device.received(jti);
  broken.journal = true;
  device.send({ type: "result", id: jti, code: 200 });
  expect((await answer).status).toBe(200);
  broken.journal = false;
  device.reaction = "answer";
});

test("a device does not register where the limits or the journal do not answer", async () => {
  broken.count = true;
  expectProblem(await device.tryRegister(), "store-unavailable", 503);
  broken.count = false;
  broken.journal = true;
  expectProblem(await device.tryRegister(), "store-unavailable", 503);
  broken.journal = false;
  expect((await device.tryRegister()).status).toBe(200);
});

test("a claim is not used up where it cannot be written down", async () => {
  const other = await relay.newDevice();
  const claim = await relay.claim(other.door);
  broken.journal = true;
  expectProblem(await other.tryRegister(claim), "store-unavailable", 503);
  broken.journal = false;
  await other.register(claim);
});
