import fc from "fast-check";
import { expect, test } from "vitest";
import { createSseParser, type ServerSentEvent } from "./sse.ts";

function parse(...pieces: readonly string[]): ServerSentEvent[] {
  const heard: ServerSentEvent[] = [];
  const take = createSseParser((event) => heard.push(event));
  for (const piece of pieces) take(piece);
  return heard;
}

test("events have their name and their data, of all its lines", () => {
  expect(parse("event: door-online\ndata: {\ndata:}\n\ndata: x\n\n")).toEqual([
    { event: "door-online", data: "{\n}" },
    { event: "message", data: "x" },
  ]);
});

test("comments, ids and retry times are read over; without data there is no event", () => {
  expect(parse(": still here\n\nid: 4\nretry: 10\nevent: nothing\n\ndata\n\n")).toEqual([
    { event: "message", data: "" },
  ]);
});

test("an event that is not finished is not told", () => {
  expect(parse("data: half\n")).toEqual([]);
});

test("every line end and a byte order mark are understood", () => {
  const events = [{ event: "a", data: "1" }];
  for (const end of ["\n", "\r", "\r\n"]) {
    expect(parse(`\u{feff}event: a${end}data: 1${end}${end}data: not yet`)).toEqual(events);
  }
});

test("wherever the stream is cut, the same events come out", () => {
  const lineEnd = fc.constantFrom("\n", "\r", "\r\n");
  const line = fc.oneof(
    fc.constantFrom(": open", "event: door-status", "data: {}", "data:", "", "id: 1", "data"),
    fc.string({ unit: "grapheme" }).map((text) => text.replace(/[\r\n]/g, "")),
  );
  const stream = fc.array(fc.tuple(line, lineEnd)).map((lines) => lines.flat().join(""));
  fc.assert(
    fc.property(stream, fc.array(fc.nat(), { maxLength: 20 }), (text, at) => {
      const cuts = [0, ...at.map((n) => n % (text.length + 1)).sort((a, b) => a - b), text.length];
      const pieces = cuts.slice(1).map((cut, index) => text.slice(cuts[index], cut));
      expect(parse(...pieces)).toEqual(parse(text));
    }),
    { numRuns: 2_000 },
  );
});

test("a line that never ends is refused rather than kept", () => {
  expect(() => parse("x".repeat((1 << 20) + 1))).toThrow("above the limit");
});
