import { makeSigner, type Signer } from "@openlock/conformance";
import type { ReleaseClaims } from "@openlock/protocol";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { HttpsRelay, sendImage } from "../../testing/https-relay.ts";
import { smallImage } from "../../testing/images.ts";
import { manifestFor, sha256, UpdateBench } from "../../testing/update-bench.ts";

let owner: Signer;
let stranger: Signer;
let bench: UpdateBench;
const newer = smallImage("1.1.0");

beforeAll(async () => {
  owner = await makeSigner();
  stranger = await makeSigner();
});
afterEach(() => bench.close());

/** A door that is online, runs 1.0.0 and knows the owner's release key. */
async function online(releaseKeys = [owner.jwk]): Promise<UpdateBench> {
  bench = new UpdateBench(await HttpsRelay.start());
  await bench.setUp({ releaseKeys });
  return bench;
}

/** Offers, and waits for the result; what runs, and the flash, must be as before. */
async function refused(manifest: string, image: Uint8Array = newer) {
  const { writes } = bench.chip.flash;
  const id = bench.offer(manifest, image);
  // Ten tries are minutes, and nothing is on trial meanwhile.
  const error = await bench.until(() => bench.resultOf(id), "a result", 50, 60);
  expect(bench.chip.application?.version).toBe("1.0.0");
  return { error, wrote: bench.chip.flash.writes > writes, fetched: bench.relay.ranges.length > 0 };
}

const nothingTouched = (error: string) => ({ error, wrote: false, fetched: false });

describe("an update", () => {
  test("is fetched, checked, started and kept; the relay hears of each step, and the bolt never moves", async () => {
    const { chip, relay } = await online();
    const moves = chip.hardware.boltMoves;
    const id = bench.offer(await manifestFor(newer, owner), newer);
    await bench.untilRestarted(id);
    await bench.until(() => bench.resultOf(id), "a result");
    expect(bench.resultOf(id)).toBe("done");
    expect(bench.phases(id)).toEqual(["downloading", "checking", "restarting"]);
    expect(bench.firmware).toBe("1.1.0");
    // Kept for good: also after a power cut.
    chip.powerOff();
    chip.powerOn();
    await bench.until(() => bench.started.length === 4, "another boot");
    expect(bench.started).toEqual(["1.0.0", "1.0.0", "1.1.0", "1.1.0"]);
    expect(chip.hardware.boltMoves).toBe(moves);
    expect(relay.sent("update-result")).toHaveLength(1);
    const kids = new Set(relay.registrations.map(({ publicKey }) => publicKey.n));
    expect(kids.size).toBe(1);
  });

  test("progress comes at most once a percent, and the LED is purple", async () => {
    const { relay, chip, timer } = await online();
    // The patterns of coming online are over.
    await timer.advance(5000);
    const patterns: unknown[] = [];
    chip.events.on("program", (event) => event.type === "led-pattern" && patterns.push(event.pattern));
    const id = bench.offer(await manifestFor(newer, owner), newer);
    await bench.untilRestarted(id);
    const told = relay.sent("update-progress").map(({ phase, percent }) => `${phase} ${percent}`);
    expect(new Set(told).size).toBe(told.length);
    expect(told).toContain("downloading 100");
    expect(patterns).toContain("updating");
  });

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
});

describe("refused before anything is fetched or erased", () => {
  test("unsigned, by a stranger, and where the device has no release key", async () => {
    await online();
    const signed = await manifestFor(newer, owner);
    const [header, claims, signature] = signed.split(".");
    const forged = (await manifestFor(newer, stranger)).split(".")[2];
    expect(await refused(`${header}.${claims}.`)).toEqual(nothingTouched("malformed"));
    expect(await refused(`${header}.${claims}.${forged}`)).toEqual(nothingTouched("not-signed"));
    expect(await refused(await manifestFor(newer, stranger))).toEqual(nothingTouched("not-signed"));
    // A stranger's signature under the owner's name.
    const named = await manifestFor(newer, { privateKey: stranger.privateKey, kid: owner.kid });
    expect(await refused(named)).toEqual(nothingTouched("not-signed"));
    // Claims of one manifest under the signature of another.
    const other = (await manifestFor(newer, owner, { version: "9.0.0" })).split(".")[1];
    expect(await refused(`${header}.${other}.${signature}`)).toEqual(nothingTouched("not-signed"));
    bench.close();
    await online([]);
    expect(await refused(signed)).toEqual(nothingTouched("not-signed"));
  });

  test.each<[string, Partial<ReleaseClaims>]>([
    ["wrong-chip", { chip: "ESP32-S3" }],
    ["too-large", { size: 0x1e0001 }],
    ["not-newer", { version: "1.0.0" }],
    ["not-newer", { version: "0.9.9" }],
    ["not-newer", { version: "0.9.9", allowDowngrade: "ab".repeat(32) }],
    ["below-minimum", { version: "3.0.0", minimum: "2.0.0" }],
  ])("%s: %o", async (error, change) => {
    await online();
    expect(await refused(await manifestFor(newer, owner, change))).toEqual(nothingTouched(error));
  });

  test("another one while one is under way: busy; the same one again is answered by its progress", async () => {
    const { relay } = await online();
    relay.onImage = () => true;
    const manifest = await manifestFor(newer, owner);
    const first = bench.offer(manifest, newer);
    await bench.until(() => relay.ranges.length === 1, "the request");
    expect((await refused(manifest)).error).toBe("busy");
    const told = relay.sent("update-progress").length;
    relay.say({ type: "update", id: first, manifest, url: `/api/devices/images/${first}` });
    await bench.until(() => relay.sent("update-progress").length > told, "the progress");
    expect(bench.resultOf(first)).toBeUndefined();
  });
});

describe("a signed way back", () => {
  test("from the image that it names, and from no other", async () => {
    await online();
    const older = smallImage("0.9.0");
    const running = smallImage("1.0.0");
    const change = { version: "0.9.0", allowDowngrade: sha256(running) };
    const id = bench.offer(await manifestFor(older, owner, change), older);
    await bench.untilRestarted(id);
    expect(await bench.until(() => bench.resultOf(id), "a result")).toBe("done");
    expect(bench.firmware).toBe("0.9.0");
  });
});

describe("what comes is not what was signed", () => {
  test("changed and truncated images never boot", async () => {
    await online();
    const changed = newer.slice();
    changed[1000] = (changed[1000] ?? 0) ^ 1;
    expect(await refused(await manifestFor(newer, owner), changed)).toMatchObject({ error: "wrong-hash" });
    // The relay ends early and says that this was all; the device asks for the rest, and gives up.
    expect(await refused(await manifestFor(newer, owner), newer.subarray(0, 3000))).toMatchObject({
      error: "download-failed",
    });
    bench.chip.pressReset();
    await bench.until(() => bench.started.length === 3, "the restart", 5);
    expect(bench.started.at(-1)).toBe("1.0.0");
  });

  test("more than was signed is not taken", async () => {
    await online();
    const more = new Uint8Array(newer.length + 100_000);
    more.set(newer);
    const { writes } = bench.chip.flash;
    const id = bench.offer(await manifestFor(newer, owner), more);
    await bench.untilRestarted(id);
    expect(await bench.until(() => bench.resultOf(id), "a result")).toBe("done");
    expect((bench.chip.flash.writes - writes) * 256).toBeLessThan(newer.length + 20_000);
  });

  test.each<[string, () => Uint8Array]>([
    [
      "for another chip, whatever its manifest says",
      () => smallImage("1.1.0", "esplock-virtual", "ESP32-S3"),
    ],
    ["truncated before it was signed", () => newer.subarray(0, newer.length - 100)],
    ["with bytes behind its end", () => new Uint8Array([...newer, 0, 0, 0, 0])],
    ["with a broken checksum", () => newer.with(newer.length - 33, (newer.at(-33) ?? 0) ^ 0xff)],
    ["that is no image", () => new TextEncoder().encode("<!doctype html>".repeat(100))],
  ])("a signed image %s", async (_, make) => {
    await online();
    const image = make();
    expect(await refused(await manifestFor(image, owner), image)).toMatchObject({ error: "bad-image" });
    bench.chip.pressReset();
    await bench.until(() => bench.started.length === 3, "the restart", 5);
    expect(bench.started.at(-1)).toBe("1.0.0");
  });

  test("flash that does not take it", async () => {
    await online();
    // In the second slot, behind the descriptor.
    bench.faults.set({ badFlash: [{ address: 0x1f0000 + 1000, bits: 0xff }] });
    expect(await refused(await manifestFor(newer, owner))).toMatchObject({ error: "write-failed" });
  });
});

describe("a download", () => {
  test("that breaks off goes on where it was, over a new session too", async () => {
    const { relay } = await online();
    let requests = 0;
    relay.onImage = (request, response, image) => {
      requests++;
      if (requests > 3) return false;
      sendImage(request, response, image, requests * 1500);
      if (requests === 2) relay.drop();
      return true;
    };
    const id = bench.offer(await manifestFor(newer, owner), newer);
    await bench.until(() => requests === 4, "four requests", 10);
    expect(relay.ranges).toEqual(["", "bytes=1500-", "bytes=3000-", "bytes=4500-"]);
    await bench.until(() => bench.resultOf(id), "a result", 10);
    expect(bench.resultOf(id)).toBe("done");
    expect(bench.firmware).toBe("1.1.0");
  });

  test("from a server that knows no ranges begins again, and one that sends another part is not believed", async () => {
    const { relay } = await online();
    const answers: ((...args: Parameters<typeof sendImage>) => void)[] = [
      (request, response, image) => sendImage(request, response, image, 2000),
      (request, response, image) => {
        const from = 100;
        response.writeHead(206, { "content-range": `bytes ${from}-${image.length - 1}/${image.length}` });
        response.end(image.subarray(from));
        request.resume();
      },
      (_request, response) => response.writeHead(302, { location: "https://127.0.0.1:1/else" }).end(),
      (_request, response) => response.writeHead(503).end(),
      (_request, response, image) => response.writeHead(200).end(image),
    ];
    relay.onImage = (...args) => {
      answers.shift()?.(...args);
      return true;
    };
    const id = bench.offer(await manifestFor(newer, owner), newer);
    await bench.until(() => bench.resultOf(id), "a result", 10);
    expect(bench.resultOf(id)).toBe("done");
    expect(relay.ranges).toEqual(["", ...Array(4).fill("bytes=2000-")]);
  });

  test("is given up after ten tries without a new byte; then the same update may be sent again", async () => {
    const { relay } = await online();
    relay.onImage = (request, response, image) => {
      sendImage(request, response, image, 2000);
      return true;
    };
    const manifest = await manifestFor(newer, owner);
    expect((await refused(manifest)).error).toBe("download-failed");
    expect(relay.ranges).toHaveLength(11);
    relay.onImage = () => false;
    const id = bench.offer(manifest, newer);
    await bench.untilRestarted(id);
    expect(await bench.until(() => bench.resultOf(id), "a result")).toBe("done");
  });

  test("that falls silent is taken up again", async () => {
    const { relay } = await online();
    relay.onImage = (_request, response, image) => {
      if (relay.ranges.length > 1) return false;
      response.writeHead(200, { "content-length": image.length });
      response.write(image.subarray(0, 1000));
      return true;
    };
    const id = bench.offer(await manifestFor(newer, owner), newer);
    await bench.until(() => relay.ranges.length === 2, "another request", 50);
    await bench.until(() => bench.resultOf(id), "a result", 10);
    expect(bench.resultOf(id)).toBe("done");
  });
});
