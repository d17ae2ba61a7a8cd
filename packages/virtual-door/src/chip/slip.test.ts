import fc from "fast-check";
import { expect, test } from "vitest";
import { SlipDecoder, slipEncode } from "./slip.ts";

function decode(decoder: SlipDecoder, bytes: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  decoder.push(bytes, (packet) => packets.push(packet));
  return packets;
}

test("what was encoded comes out, however the bytes arrive", () => {
  const packet = fc.uint8Array({ minLength: 1, maxLength: 64 });
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 5 }), fc.integer({ min: 1, max: 7 }), (packets, step) => {
      const decoder = new SlipDecoder(64);
      const bytes = Buffer.concat(packets.map(slipEncode));
      const out: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += step) {
        decoder.push(bytes.subarray(at, at + step), (each) => out.push(each));
      }
      expect(out).toEqual(packets);
    }),
  );
});

test("after any garbage at most two packets are lost", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (garbage) => {
      const decoder = new SlipDecoder(32);
      decode(decoder, garbage);
      const good = Uint8Array.of(1, 0xc0, 0xdb, 2);
      const framed = slipEncode(good);
      const out = [...decode(decoder, framed), ...decode(decoder, framed), ...decode(decoder, framed)];
      expect(out.at(-1)).toEqual(good);
    }),
  );
});

test("a packet longer than the buffer is dropped", () => {
  const decoder = new SlipDecoder(8);
  expect(decode(decoder, slipEncode(new Uint8Array(9)))).toEqual([]);
  expect(decode(decoder, slipEncode(new Uint8Array(8)))).toHaveLength(1);
});
