import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { ProtocolError } from "./errors.ts";
import { parseShape, parseStrictJson } from "./json.ts";

const refusal = (run: () => unknown): ProtocolError => {
  try {
    run();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error("was taken");
};

test("JSON without anything twice is what JSON.parse makes of it", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/__proto__|\\u0000|\\ud[89a-f]/.test(text));
      expect(parseStrictJson(text, 1e6)).toEqual(JSON.parse(text));
    }),
  );
});

test("a member added again to any object of any document is refused", () => {
  const name = fc.constantFrom("a", "b", "c", '"', ":", "é");
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(1, "x:y", null),
      fc.dictionary(name, tie("node"), { minKeys: 1, maxKeys: 3 }),
      fc.array(tie("node"), { maxLength: 3 }),
    ),
  })).node;
  fc.assert(
    fc.property(fc.dictionary(name, tree, { minKeys: 1 }), fc.nat(), (value, pick) => {
      const text = JSON.stringify(value);
      // After any `{`, the name that follows it, once more.
      const objects = [...text.matchAll(/\{("(?:[^"\\]|\\.)*"):/g)].filter(
        ({ index }) => !insideText(text, index),
      );
      const object = objects[pick % objects.length];
      if (!object) return;
      const doubled = `${text.slice(0, object.index)}{${object[1]}:0,${text.slice(object.index + 1)}`;
      expect(refusal(() => parseStrictJson(doubled, 1e6)).code).toBe("duplicate-member");
    }),
  );
});

function insideText(text: string, at: number): boolean {
  return (text.slice(0, at).replaceAll(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1;
}

test("nothing of a text that is too long or too deep is parsed", () => {
  expect(refusal(() => parseStrictJson("{".repeat(9), 8)).code).toBe("too-large");
  expect(refusal(() => parseStrictJson(new Uint8Array(9).fill(0xff), 8)).code).toBe("too-large");
  expect(refusal(() => parseStrictJson("[".repeat(1_000_000), 2_000_000)).code).toBe("too-large");
});

test("errors never quote what was sent", () => {
  const schema = z.strictObject({ password: z.string().check(z.maxLength(4)) });
  const secret = "hunter2";
  for (const run of [
    () => parseStrictJson(`{"password":"${secret}`, 100),
    () => parseStrictJson(`{"${secret}":1,"${secret}":2}`, 100),
    () => parseShape(schema, { password: secret }),
    () => parseShape(schema, { password: "a", [secret]: 1 }),
    () => parseShape(z.record(z.string(), z.string()), { [`${secret} `]: 1 }),
  ]) {
    const error = refusal(run);
    expect(`${error.message} ${error.cause ?? ""}`).not.toContain(secret);
  }
});

test("the first member that does not fit is named", () => {
  const schema = z.object({ a: z.object({ b: z.array(z.int()) }) });
  expect(refusal(() => parseShape(schema, { a: { b: [1, "2"] } })).message).toMatch(/^a\.b\.1: /);
});
