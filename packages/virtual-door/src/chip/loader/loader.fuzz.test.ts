import { concat, words, xorChecksum } from "@openlock/esp-image";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Faults } from "../faults.ts";
import { Flash } from "../flash.ts";
import { SlipDecoder, slipEncode } from "../slip.ts";
import { ManualTimer } from "../time.ts";
import type { Loader, LoaderHost } from "./loader.ts";
import { COMMAND, MAX_PACKET } from "./packet.ts";
import { Registers } from "./registers.ts";
import { RomLoader } from "./rom.ts";
import { StubLoader } from "./stub.ts";

function bench(make: (host: LoaderHost) => Loader, paced = false) {
  const answers: Uint8Array[] = [];
  const decoder = new SlipDecoder(MAX_PACKET);
  const timer = new ManualTimer();
  const flash = new Flash({ faults: new Faults() });
  const host: LoaderHost = {
    flash,
    registers: new Registers(new Uint8Array(6), () => 115_200, new Faults()),
    timer,
    paced,
    send: (bytes) => decoder.push(bytes, (packet) => answers.push(packet)),
    setBaudRate: () => {},
    runStub: () => {},
    crash: () => {},
    runUserCode: () => {},
    reboot: () => {},
  };
  const loader = make(host);
  answers.length = 0;
  return { loader, answers, timer, flash };
}

function request(command: number, data: Uint8Array, checksum = xorChecksum(data.subarray(16))): Uint8Array {
  const header = Uint8Array.of(0, command, data.length & 0xff, data.length >> 8);
  return slipEncode(concat(header, words(checksum), data));
}

const kinds = [
  ["ROM", (host: LoaderHost) => new RomLoader(host)],
  ["stub", (host: LoaderHost) => new StubLoader(host)],
] as const;

const someRequest = fc
  .tuple(
    fc.oneof(fc.constantFrom(...Object.values(COMMAND)), fc.nat(255)),
    fc.array(fc.oneof(fc.nat(0x500000), fc.nat(64), fc.constant(0xffffffff)), { maxLength: 6 }),
    fc.uint8Array({ maxLength: 80 }),
    fc.boolean(),
  )
  .map(([command, head, tail, wrong]) => {
    const data = concat(words(...head), tail);
    return request(command, data, wrong ? 1 : undefined);
  });

describe.each(kinds)("%s loader", (name, make) => {
  test("never throws and never hangs, whatever comes", () => {
    const input = fc.array(
      fc.oneof({ weight: 3, arbitrary: someRequest }, { weight: 1, arbitrary: fc.uint8Array() }),
      {
        maxLength: 25,
      },
    );
    fc.assert(
      fc.property(input, fc.boolean(), (parts, paced) => {
        const { loader, answers, timer } = bench(make, paced);
        for (const part of parts) loader.receive(part);
        timer.advanceSync(60_000);
        answers.length = 0;
        // An open READ_FLASH takes the next packet for an acknowledgement and ends with it.
        for (let count = 0; count < 3; count++) loader.receive(request(COMMAND.readReg, words(0x40001000)));
        timer.advanceSync(60_000);
        expect(answers.at(-1)?.subarray(0, 8)).toEqual(
          concat(Uint8Array.of(1, COMMAND.readReg, name === "ROM" ? 4 : 2, 0), words(0x00f01d83)),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("a block with a wrong checksum is refused and not written", () => {
    const { loader, answers, flash } = bench(make);
    loader.receive(request(COMMAND.flashBegin, words(1024, 1, 1024, 0x10000)));
    const block = new Uint8Array(1024).fill(0x12);
    const data = concat(words(1024, 0, 0, 0), block);
    loader.receive(request(COMMAND.flashData, data, xorChecksum(block) ^ 1));
    const status = answers.at(-1)?.subarray(8, 10);
    expect(status).toEqual(name === "ROM" ? Uint8Array.of(1, 0x07) : Uint8Array.of(0xc1, 0));
    expect(flash.read(0x10000, 1)).toEqual(Uint8Array.of(0xff));
    loader.receive(request(COMMAND.flashData, data, xorChecksum(block)));
    expect(answers.at(-1)?.subarray(8, 10)).toEqual(Uint8Array.of(0, 0));
    expect(flash.read(0x10000, 1024)).toEqual(block);
  });

  test("what does not inflate is an error", () => {
    const { loader, answers } = bench(make);
    loader.receive(request(COMMAND.flashDeflBegin, words(4096, 1, 1024, 0x10000)));
    for (let sequence = 0; sequence < 2; sequence++) {
      loader.receive(
        request(COMMAND.flashDeflData, concat(words(8, sequence, 0, 0), new Uint8Array(8).fill(0xee))),
      );
    }
    expect(answers.at(-1)?.[8]).not.toBe(0);
  });

  test("an unknown command is answered so", () => {
    const { loader, answers } = bench(make);
    loader.receive(request(COMMAND.getSecurityInfo, new Uint8Array(0)));
    expect(answers.at(-1)?.subarray(8, 10)).toEqual(
      name === "ROM" ? Uint8Array.of(1, 5) : Uint8Array.of(0xff, 0),
    );
  });
});

test("flash takes its time: an erase is answered when it is done", () => {
  const { loader, answers, timer } = bench((host) => new StubLoader(host), true);
  loader.receive(request(COMMAND.eraseFlash, new Uint8Array(0)));
  timer.advanceSync(9_000);
  expect(answers).toEqual([]);
  timer.advanceSync(1_000);
  expect(answers).toHaveLength(1);
});
