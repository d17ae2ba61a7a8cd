import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameSplitter } from "../parsers/frames.ts";
import { messageParser } from "../parsers/messages.ts";
import { BoardConsole } from "./board-console.ts";
import { Redactor } from "./redact.ts";

/** Such as people choose; and such as nobody should, made of what masks and each other are made of. */
const aSecret = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.stringMatching(/^[a-z0-9]{4}(-[a-z0-9]{4}){4}$/),
  fc.stringMatching(/^[ab•*"\\%]{1,4}$/),
);
const secrets = fc.uniqueArray(aSecret, { minLength: 1, maxLength: 4 });

/** Text that is full of them, whole, doubled and begun. */
const textWith = (of: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(...of),
        fc.tuple(fc.constantFrom(...of), fc.nat(20)).map(([secret, length]) => secret.slice(0, length)),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(""));
const secretsAndText = secrets.chain((of) => fc.tuple(fc.constant(of), textWith(of)));

function redactorOf(of: readonly string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of of) redactor.add(secret);
  return redactor;
}

describe("a redactor", () => {
  test("leaves nothing that it was given, in whatever text", () => {
    fc.assert(
      fc.property(secretsAndText, ([of, text]) => {
        const clean = redactorOf(of).redact(text);
        for (const secret of of) expect(clean).not.toContain(secret);
        expect(clean).toHaveLength(text.length);
      }),
    );
  });

  test("nor a part of one at the edge of a text that was cut there", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.string(), fc.nat(), (secret, other, place) => {
        const at = 4 + (place % (secret.length - 7));
        const redactor = redactorOf([secret]);
        expect(redactor.redact(other + secret.slice(0, at))).not.toContain(secret.slice(0, at));
        expect(redactor.redact(secret.slice(at) + other)).not.toContain(secret.slice(at));
      }),
    );
  });

  test("takes them out in the spelling of JSON and of addresses too", () => {
    const redactor = redactorOf(['a "quoted" one\\', "p ä/ss?"]);
    const clean = redactor.redact(
      `{"wifi":${JSON.stringify('a "quoted" one\\')}} /?p=${encodeURIComponent("p ä/ss?")}`,
    );
    expect(clean).toBe(`{"wifi":"${"•".repeat(18)}"} /?p=${"•".repeat(18)}`);
  });

  test.each([
    ['{"password":"hunter2","doorId":"front"}', /hunter2/, "front"],
    ['{"password" : "hun\\"ter2"}', /ter2/, "password"],
    ['{"claim":"abcd-efgh"}', /efgh/, "claim"],
    ["Authorization: Bearer abc.def-123", /abc/, "Authorization"],
    ["got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln here", /eyJ/, "here"],
    ["-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\nafter", /MIGH/, "after"],
  ])("knows what has the form of a secret: %s", (text, secret, stays) => {
    const clean = new Redactor().redact(text);
    expect(clean).not.toMatch(secret);
    expect(clean).toContain(stays);
  });

  test("leaves a log as it is that has none", () => {
    const log = "I (312) key: fingerprint dQw4w9WgXcQ_dQw4w9WgXcQ_dQw4w9WgXcQ_dQw4w9Wg";
    expect(new Redactor().redact(log)).toBe(log);
  });
});

describe("a console", () => {
  /** As bytes of a serial line, in pieces, to what is shown and downloaded. */
  async function written(console: BoardConsole, text: string, cuts: readonly number[]): Promise<void> {
    const splitter = frameSplitter();
    const writer = splitter.writable.getWriter();
    const told = (async () => {
      for await (const message of splitter.readable.pipeThrough(messageParser())) {
        if (message.kind === "log") console.add(message.text);
      }
    })();
    const bytes = new TextEncoder().encode(text);
    const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
    for (const [index, end] of at.slice(1).entries()) await writer.write(bytes.slice(at[index], end));
    await writer.close();
    await told;
  }

  test("shows and downloads nothing that is secret, however the bytes came and whenever it was told", async () => {
    await fc.assert(
      fc.asyncProperty(
        secretsAndText,
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.boolean(),
        async ([of, text], cuts, before) => {
          const console = new BoardConsole(() => 0);
          if (before) for (const secret of of) console.keepSecret(secret);
          await written(console, text, cuts);
          if (!before) for (const secret of of) console.keepSecret(secret);
          const shown = console.lines.map((line) => line.text).join("\n");
          for (const secret of of) {
            expect(shown).not.toContain(secret);
            expect(console.toText()).not.toContain(secret);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("is bounded in lines and in characters, and says that older ones are gone", () => {
    const console = new BoardConsole(() => 0);
    for (let line = 0; line < 3_000; line++) console.add(`line ${line}`);
    expect(console.lines).toHaveLength(2_000);
    expect(console.lines.at(-1)).toEqual({ number: 3_000, at: 0, text: "line 2999" });
    expect(console.toText()).toMatch(
      /^\(1000 older lines are gone\)\n1970-01-01T00:00:00.000Z {2}line 1000\n/,
    );
    for (let line = 0; line < 1_000; line++) console.add("x".repeat(100_000));
    const characters = console.lines.reduce((sum, { text }) => sum + text.length, 0);
    expect(characters).toBeLessThanOrEqual(256 * 1024);
    expect(console.lines.length).toBeGreaterThan(100);
  });
});
