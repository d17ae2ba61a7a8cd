import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameSplitter, type SerialFrame } from "./frames.ts";

const utf8 = new TextEncoder();

async function split(chunks: readonly Uint8Array[], maxLineBytes?: number): Promise<SerialFrame[]> {
  const frames: SerialFrame[] = [];
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  for await (const frame of source.pipeThrough(frameSplitter(maxLineBytes))) frames.push(frame);
  return frames;
}

/** An Improv packet around any data. */
function improv(data: Uint8Array): Uint8Array {
  const packet = new Uint8Array([...utf8.encode("IMPROV"), 1, 4, data.length, ...data, 0]);
  packet[packet.length - 1] = packet.reduce((sum, byte) => (sum + byte) & 0xff, 0);
  return packet;
}

function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
}

describe("frames of the serial line", () => {
  test("lines end at a newline, with or without carriage return, and at the end of the stream", async () => {
    expect(await split([utf8.encode("one\r\ntwo\n\nthr"), utf8.encode("ee")])).toEqual([
      { kind: "line", text: "one" },
      { kind: "line", text: "two" },
      { kind: "line", text: "three" },
    ]);
  });

  test("an Improv packet may hold newlines, and log goes on behind it", async () => {
    const packet = improv(new Uint8Array([10, 13, 10, 0xff]));
    const frames = await split([utf8.encode("boot\n"), packet, utf8.encode("\nready\n")]);
    expect(frames).toEqual([
      { kind: "line", text: "boot" },
      { kind: "improv", packet },
      { kind: "line", text: "ready" },
    ]);
  });

  test("a line without end is cut, and the next one is whole", async () => {
    const frames = await split([utf8.encode(`${"x".repeat(1_000)}\nnext\n`)], 300);
    expect(frames).toEqual([
      { kind: "line", text: "x".repeat(300) },
      { kind: "line", text: "next" },
    ]);
  });

  test("where the bytes are cut into chunks makes no difference", async () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }).map((text) => utf8.encode(`${text}\n`)),
      fc.uint8Array({ maxLength: 255 }).map((data) => new Uint8Array([...improv(data), 10])),
      fc.uint8Array({ maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat()), async (pieces, cuts) => {
        const bytes = new Uint8Array(pieces.flatMap((part) => [...part]));
        expect(await split(cutAt(bytes, cuts))).toEqual(await split([bytes]));
      }),
    );
  });

  test("no bytes make it throw, and no line is longer than allowed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 500 })), async (chunks) => {
        for (const frame of await split(chunks, 64)) {
          if (frame.kind === "line") expect(frame.text.length).toBeLessThanOrEqual(64);
        }
      }),
    );
  });
});
