import { BOUNDS } from "@openlock/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FrameReader, type SerialFrame } from "./frames.ts";

const utf8 = new TextEncoder();

/** A packet as Improv's clients send it. */
function improv(data: readonly number[], type = 3): Uint8Array {
  const packet = Uint8Array.of(...utf8.encode("IMPROV"), 1, type, data.length, ...data, 0);
  packet[packet.length - 1] = packet.reduce((sum, byte) => (sum + byte) & 0xff, 0);
  return packet;
}

function read(...chunks: Uint8Array[]): SerialFrame[] {
  const reader = new FrameReader();
  return chunks.flatMap((chunk) => reader.push(chunk, 0));
}

describe("what arrives on the serial line", () => {
  test("lines, with or without carriage return, and packets that hold line breaks, in between", () => {
    const bytes = [...utf8.encode("one\r\n\n"), ...improv([10, 13, 10]), ...utf8.encode("\ntwo\n")];
    expect(read(Uint8Array.from(bytes))).toEqual([
      { kind: "line", text: "one" },
      { kind: "improv", type: 3, data: Uint8Array.of(10, 13, 10) },
      { kind: "line", text: "two" },
    ]);
  });

  test("a changed byte anywhere behind the header is noticed", () => {
    const packet = improv([4, 0]);
    for (let at = 6; at < packet.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = packet.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(read(changed).filter(({ kind }) => kind === "improv")).toEqual([]);
      }
    }
  });

  test("another version is not taken", () => {
    const packet = improv([4, 0]);
    packet[6] = 2;
    packet[packet.length - 1] = ((packet.at(-1) ?? 0) + 1) & 0xff;
    expect(read(packet)).toEqual([{ kind: "improv-damaged" }]);
  });

  test("the longest line is taken, a longer one is not, and the next is whole", () => {
    const longest = "x".repeat(BOUNDS.serialLineBytes);
    expect(read(utf8.encode(`${longest}\n${longest}y\nnext\n`))).toEqual([
      { kind: "line", text: longest },
      { kind: "unreadable", why: "too-long" },
      { kind: "line", text: "next" },
    ]);
  });

  test("half a packet does not swallow what comes after a pause", () => {
    const reader = new FrameReader();
    expect(reader.push(improv([1, 2, 3]).subarray(0, 10), 0)).toEqual([]);
    expect(reader.push(utf8.encode("line\n"), 1_001)).toEqual([{ kind: "line", text: "line" }]);
  });

  test("where the bytes are cut makes no difference, and no bytes make it throw", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }).map((text) => utf8.encode(`${text}\n`)),
      fc.uint8Array({ maxLength: 255 }).map((data) => improv([...data])),
      fc.uint8Array({ maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 8 }), (pieces, cuts) => {
        const bytes = Uint8Array.from(pieces.flatMap((part) => [...part]));
        const at = [0, ...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
        const chunks = at.map((start, index) => bytes.subarray(start, at[index + 1] ?? bytes.length));
        expect(read(...chunks)).toEqual(read(bytes));
      }),
    );
  });
});
