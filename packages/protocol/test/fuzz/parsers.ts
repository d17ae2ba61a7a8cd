import fc from "fast-check";
import {
  BOUNDS,
  CommandAnswer,
  DeviceSettings,
  DoorKey,
  decodeBase64url,
  isWithin,
  openCommand,
  openResult,
  openSession,
  Problem,
  ProtocolError,
  parseCommand,
  parseDeviceFrame,
  parseGrant,
  parseHandover,
  parseRegistrationRequest,
  parseRegistrationResponse,
  parseRelayFrame,
  parseRelease,
  parseSealedCommand,
  parseSerialRequest,
  parseSerialResponse,
  parseShape,
  parseStrictJson,
  Schedule,
  StatusAnswer,
  TimeZone,
  utcOffset,
} from "../../src/index.ts";
import { privateKeyOf, readFixture, type TestKey } from "../vectors/jwe.ts";

/** Everything that takes what somebody else sent. */
export type Parser = (input: string) => unknown;

export const PARSERS: Readonly<Record<string, Parser>> = {
  decodeBase64url,
  parseStrictJson: (input) => parseStrictJson(input, BOUNDS.frameBytes),
  "parseStrictJson, bytes": (input) => parseStrictJson(Buffer.from(input, "latin1"), BOUNDS.frameBytes),
  parseSealedCommand,
  parseGrant,
  parseHandover,
  parseRelease,
  TimeZone: (input) => utcOffset(parseShape(TimeZone, input), 1_800_000_000),
  Schedule: (input) =>
    isWithin(parseShape(Schedule, parseStrictJson(input, BOUNDS.claimsBytes)), "UTC0", 1_800_000_000),
  parseRelayFrame,
  parseDeviceFrame,
  parseSerialRequest,
  parseSerialResponse,
  parseRegistrationRequest,
  parseRegistrationResponse,
  DoorKey: (input) => parseShape(DoorKey, parseStrictJson(input, BOUNDS.frameBytes)),
  CommandAnswer: (input) => parseShape(CommandAnswer, parseStrictJson(input, BOUNDS.frameBytes)),
  StatusAnswer: (input) => parseShape(StatusAnswer, parseStrictJson(input, BOUNDS.frameBytes)),
  Problem: (input) => parseShape(Problem, parseStrictJson(input, BOUNDS.frameBytes)),
  DeviceSettings: (input) => parseShape(DeviceSettings, parseStrictJson(input, BOUNDS.claimsBytes)),
  parseCommand: (input) => {
    const value = parseStrictJson(input, BOUNDS.claimsBytes);
    const { command, args } = value instanceof Object ? (value as Record<string, unknown>) : {};
    return parseCommand(String(command ?? input), args);
  },
};

interface Cases {
  readonly cases: readonly Readonly<Record<string, unknown>>[];
  readonly [member: string]: unknown;
}

/** The openers need a private key: dearer, so they run on fewer inputs. */
export async function openers(): Promise<Readonly<Record<string, Parser>>> {
  const { device } = readFixture<Cases & { device: { door: string; kid: string; key: string } }>(
    "commands.json",
  );
  const { jti, reply } = readFixture<Cases & { jti: string; reply: string }>("results.json");
  const privateKey = await privateKeyOf(readFixture<TestKey>(device.key));
  return {
    openCommand: (input) => openCommand(input, { door: device.door, kid: device.kid, privateKey }),
    openResult: (input) => openResult(input, { jti, reply }),
    openSession: (input) => openSession(input, privateKey),
  };
}

/** Runs one parser on one input; anything but a value or a `ProtocolError` comes out as an error. */
export async function tryParser(parse: Parser, input: string): Promise<"taken" | "refused"> {
  try {
    await parse(input);
    return "taken";
  } catch (error) {
    if (error instanceof ProtocolError) return "refused";
    throw error;
  }
}

// Good and bad messages of every kind: what fuzzing starts from.
const SEALED = ["commands.json", "signed-commands.json", "results.json", "sessions.json"].flatMap((file) =>
  members(file, "jwe").slice(0, 6),
);
const SEEDS = [
  ...SEALED,
  ...members("grants.json", "jws"),
  ...members("releases.json", "jws"),
  ...members("time-zones.json", "tz"),
  ...members("frames.json", "text"),
  ...members("serial.json", "line"),
  ...members("http.json", "body"),
  ...members("strict-json.json", "text"),
  ...readFixture<Cases>("schedules.json").cases.map((one) => JSON.stringify(one.schedule)),
  ...readFixture<Cases>("settings.json").cases.map((one) => JSON.stringify(one.settings)),
  ...readFixture<Cases>("command-arguments.json").cases.map((one) => JSON.stringify(one)),
].filter((seed) => seed.length <= 4096);

function members(file: string, member: string): string[] {
  return readFixture<Cases>(file).cases.flatMap((one) => {
    const text = one[member];
    return typeof text === "string" ? [text] : [];
  });
}

const TOKENS = [
  ...[
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    ".",
    "-",
    "_",
    "=",
    "A",
    "0",
    " ",
    "\n",
    "\u0000",
    "\ud800",
    "é",
    "😀",
  ],
  ...[
    '"__proto__":',
    '"constructor":',
    '"type":',
    "null",
    "true",
    "1e999",
    "-0",
    "1.5",
    "9".repeat(40),
    "\\ud800",
  ],
  ...["\\u0000", "[".repeat(40), '{"a":'.repeat(20), '""', "{}", "[]", '"a":1,'],
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 12 }),
  insert: fc.oneof(
    fc.constantFrom(...TOKENS),
    fc.string({ maxLength: 6 }),
    fc.string({ unit: "binary", maxLength: 4 }),
  ),
});

const mutated = (seeds: readonly string[]) =>
  fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 4 })).map(([seed, edits]) => {
    let text = seed;
    for (const { at, remove, insert } of edits) {
      const from = Math.floor(at * text.length);
      text = text.slice(0, from) + insert + text.slice(from + remove);
    }
    return text;
  });

/** Changed sealed messages, for the openers. */
export const sealedInputs: fc.Arbitrary<string> = mutated(SEALED);

/** Inputs that get further than noise does: changed messages, JSON of any shape, soups of what parsers trip over. */
export const inputs: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: mutated(SEEDS) },
  { weight: 2, arbitrary: fc.json({ maxDepth: 4 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }).map((tokens) => tokens.join("")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
);
