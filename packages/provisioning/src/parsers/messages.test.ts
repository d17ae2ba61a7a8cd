import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageParser, type SerialMessage } from "./messages.ts";

async function parse(...lines: string[]): Promise<SerialMessage[]> {
  const messages: SerialMessage[] = [];
  const source = new ReadableStream({
    start(controller) {
      for (const text of lines) controller.enqueue({ kind: "line", text });
      controller.enqueue({ kind: "improv", packet: new Uint8Array(10) });
      controller.close();
    },
  });
  for await (const message of source.pipeThrough(messageParser())) messages.push(message);
  return messages;
}

describe("messages of the serial line", () => {
  test("a response is told from log", async () => {
    expect(await parse('{"jsonrpc":"2.0","id":7,"result":{"ok":true}}', "I (312) wifi: connected")).toEqual([
      { kind: "response", response: { jsonrpc: "2.0", id: 7, result: { ok: true } } },
      { kind: "log", text: "I (312) wifi: connected" },
    ]);
  });

  test.each([
    ["half of one", '{"jsonrpc":"2.0","id":7,"resu'],
    ["another version", '{"jsonrpc":"1.0","id":7,"result":1}'],
    ["a member twice", '{"jsonrpc":"2.0","id":7,"id":8,"result":1}'],
    ["a member too many", '{"jsonrpc":"2.0","id":7,"result":1,"more":1}'],
    ["result and error at once", '{"jsonrpc":"2.0","id":7,"result":1,"error":{"code":1,"message":""}}'],
    ["a request", '{"jsonrpc":"2.0","id":7,"method":"device.info"}'],
    ["something before it", 'I (1) {"jsonrpc":"2.0","id":7,"result":1}'],
  ])("what only looks like a response is log: %s", async (_, line) => {
    expect(await parse(line)).toEqual([{ kind: "log", text: line }]);
  });

  test("colours and control characters do not reach the page", async () => {
    expect(await parse("\u001b[0;31mE (5) boot\u001b[0m \u0007!")).toEqual([
      { kind: "log", text: "E (5) boot ·!" },
    ]);
  });

  test("no line makes it throw", async () => {
    const almost = fc.json().map((json) => `{"jsonrpc":"2.0","id":1,"result":${json}}`.slice(0, -1));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.json(), almost)),
        async (lines) => {
          expect(await parse(...lines)).toHaveLength(lines.length);
        },
      ),
    );
  });
});
