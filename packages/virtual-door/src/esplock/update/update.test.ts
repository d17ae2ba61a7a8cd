import { makeSigner, type Signer } from "@openlock/conformance";
import { type Command, importDeviceKey, sealCommand, thumbprint } from "@openlock/protocol";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { HttpsRelay } from "../../testing/https-relay.ts";
import { smallImage } from "../../testing/images.ts";
import { manifestFor, PASSWORD, UpdateBench } from "../../testing/update-bench.ts";

let owner: Signer;
let bench: UpdateBench;
const newer = smallImage("1.1.0");

beforeAll(async () => {
  owner = await makeSigner();
});
afterEach(() => bench.close());

async function online(): Promise<UpdateBench> {
  bench = new UpdateBench(await HttpsRelay.start());
  await bench.setUp({ releaseKeys: [owner.jwk] });
  return bench;
}

/** Seals and sends, as a person behind the relay does; waits for the answer. */
async function command(it: Command) {
  const { relay } = bench;
  const registration = relay.registrations.at(-1);
  if (!registration) throw new Error("not registered");
  const before = relay.sent("result").length;
  const sealed = await sealCommand({
    door: "front",
    key: await importDeviceKey(registration.publicKey),
    kid: await thumbprint(registration.publicKey),
    boot: registration.boot,
    password: PASSWORD,
    now: relay.now,
    command: it,
  });
  relay.say({ type: "command", id: sealed.jti, jwe: sealed.jwe });
  return bench.until(() => relay.sent("result")[before]?.code, "a result");
}

const bootsOf = (version: string) => bench.started.filter((each) => each === version).length;

// What a device must keep of section 5 is tried by the conformance suite; here is what only the chip's inside shows.

describe("the slots", () => {
  test("two after another go into alternating slots", async () => {
    await online();
    for (const version of ["1.1.0", "1.2.0", "1.3.0"]) {
      const image = smallImage(version);
      const id = bench.offer(await manifestFor(image, owner, { version }), image);
      await bench.untilRestarted(id);
      expect(await bench.until(() => bench.resultOf(id), "a result")).toBe("done");
      expect(bench.firmware).toBe(version);
    }
  });

  test("flash that does not take it", async () => {
    await online();
    // In the second slot, behind the descriptor.
    bench.faults.set({ badFlash: [{ address: 0x1f0000 + 1000, bits: 0xff }] });
    const id = bench.offer(await manifestFor(newer, owner), newer);
    expect(await bench.until(() => bench.resultOf(id), "a result", 50)).toBe("write-failed");
    expect(bench.chip.application?.version).toBe("1.0.0");
  });
});

describe("an image on trial", () => {
  test("that cannot reach the relay: the one before runs again, with its settings and its key, and says so", async () => {
    const { relay, chip } = await online();
    const moves = chip.hardware.boltMoves;
    const kid = relay.registrations[0]?.publicKey.n;
    const image = smallImage("1.1.0", "test-deaf");
    const id = bench.offer(await manifestFor(image, owner), image);
    await bench.untilRestarted(id);
    await bench.until(() => bootsOf("1.1.0") === 1, "the new image");
    const { resets } = chip;
    await bench.timer.advance(119_000);
    expect(chip.resets).toBe(resets);
    await bench.until(() => bench.resultOf(id), "a result", 100);
    expect(bench.resultOf(id)).toBe("rolled-back");
    expect(bench.firmware).toBe("1.0.0");
    expect(relay.registrations.at(-1)?.publicKey.n).toBe(kid);
    expect(bootsOf("1.1.0")).toBe(1);
    expect(chip.hardware.boltMoves).toBe(moves);
  });
});

describe("a door in use", () => {
  test("unlocked in the last moment before the restart: that waits again", async () => {
    const { chip } = await online();
    const id = bench.offer(await manifestFor(newer, owner), newer);
    await bench.until(() => bench.phases(id).includes("restarting"), "restarting");
    expect(await command({ command: "unlock", args: { seconds: 30 } })).toBe(200);
    const { resets } = chip;
    await bench.timer.advance(20_000);
    expect(chip.resets).toBe(resets);
    expect(chip.hardware.bolt).toBe("unlocked");
    await bench.until(() => bench.resultOf(id), "a result", 100);
    expect(bench.resultOf(id)).toBe("done");
  });
});

describe("power cut at any write of an update", () => {
  test("always one image boots, the relay is reached, and the update can be sent again", async () => {
    await online();
    const { flash } = bench.chip;
    const content = flash.read(0, flash.size);
    const manifest = await manifestFor(newer, owner);
    const { relay } = bench;
    bench.chip.powerOff();
    let cuts = 0;
    const ends = new Set<string | undefined>();
    for (let write = 1; ; write++) {
      const board = new UpdateBench(relay, content);
      relay.drop();
      board.chip.powerOn();
      await board.untilOnline();
      board.faults.set({ powerCutAtWrite: write, powerCutDone: (write % 3) / 2 });
      const id = board.offer(manifest, newer);
      const end = await board.until(
        () => (board.chip.powered ? board.resultOf(id) : "cut"),
        "a result or a power cut",
        20,
      );
      board.faults.clear();
      if (end === "cut") {
        cuts++;
        relay.drop();
        board.chip.powerOn();
        await board.untilOnline(20);
        ends.add(board.resultOf(id));
        expect(board.chip.hardware.boltMoves).toBe(0);
        // Whichever runs, it is whole, kept, and can be updated.
        expect(["1.0.0", "1.1.0"]).toContain(board.firmware);
        const next = smallImage("1.2.0");
        const again = board.offer(await manifestFor(next, owner, { version: "1.2.0" }), next);
        expect(await board.until(() => board.resultOf(again), "a result", 20)).toBe("done");
        expect(board.firmware).toBe("1.2.0");
      }
      board.chip.powerOff();
      if (end !== "cut") {
        expect(end).toBe("done");
        break;
      }
    }
    // Sectors and pages of the image, what is kept in NVS, and the OTA data's steps.
    expect(cuts).toBeGreaterThan(Math.ceil(newer.length / 256) + 6);
    expect([...ends].sort()).toEqual(["done", "rolled-back", undefined]);
  });

  test("a slot that was chosen and found broken does not boot another image without a trial", async () => {
    await online();
    const id = bench.offer(await manifestFor(newer, owner), newer);
    await bench.untilRestarted(id);
    await bench.until(() => bench.resultOf(id), "a result");
    // The slot of 1.1.0 decays; the bootloader passes it over, and 1.0.0 runs.
    bench.chip.flash.write(0x1f0000 + 2000, new Uint8Array(64));
    bench.chip.pressReset();
    await bench.until(() => bench.started.at(-1) === "1.0.0", "the image before", 5);
    bench.relay.drop();
    await bench.untilOnline(20);
    const image = smallImage("1.2.0", "test-crashing");
    const again = bench.offer(await manifestFor(image, owner, { version: "1.2.0" }), image);
    expect(await bench.until(() => bench.resultOf(again), "a result", 20)).toBe("rolled-back");
    bench.chip.pressReset();
    const boots = bootsOf("1.2.0");
    await bench.until(() => bench.started.at(-1) === "1.0.0", "the image before", 5);
    expect(bootsOf("1.2.0")).toBe(boots);
  });
});
