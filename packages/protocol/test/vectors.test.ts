import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as protocol from "../src/index.ts";
import {
  openCommand,
  ProtocolError,
  parseGrant,
  parseRelease,
  parseSealedCommand,
  parseShape,
  thumbprint,
} from "../src/index.ts";
import { decodeBase64url, encodeBase64url, sha256 } from "./vectors/encoding.ts";
import { privateKeyOf, readFixture, type TestKey, VECTORS } from "./vectors/jwe.ts";
import { makeVectors } from "./vectors/make.ts";

interface Case {
  readonly name?: string;
  readonly error?: string;
  readonly [member: string]: unknown;
}
interface Vectors {
  readonly cases: readonly Case[];
  readonly [member: string]: unknown;
}

/** The error's code, or what came out. */
async function outcome(run: () => unknown): Promise<unknown> {
  try {
    return { value: await run() };
  } catch (error) {
    if (error instanceof ProtocolError) return { error: error.code };
    throw error;
  }
}

/** Runs every case of a file; a good one's value is checked by `expected`. */
function suite(
  file: string,
  run: (test: Case, all: Vectors) => unknown,
  expected: (test: Case) => unknown = () => expect.anything(),
): void {
  const vectors = readFixture<Vectors>(file);
  describe(file, () => {
    test.each(vectors.cases.map((one, at) => [one.name ?? label(one, at), one] as const))(
      "%s",
      async (_, one) => {
        const wanted = one.error === undefined ? { value: expected(one) } : { error: one.error };
        expect(await outcome(() => run(one, vectors))).toEqual(wanted);
      },
    );
  });
}

const label = ({ error: _, ...one }: Case, at: number) => `${at}: ${JSON.stringify(one).slice(0, 90)}`;
const text = (value: unknown) => value as string;
const { DoorId, Uid, Kid, Jti, BootNonce, Seconds, Milliseconds } = protocol;
const NAMES: Record<string, typeof Uid | typeof Seconds | typeof Kid> = {
  ...{ DoorId, Uid, Kid, Jti, BootNonce, Seconds, Milliseconds },
};

suite(
  "base64url.json",
  (one) => Buffer.from(protocol.decodeBase64url(text(one.text))).toString("hex"),
  (one) => one.hex,
);
suite(
  "strict-json.json",
  (one) =>
    protocol.parseStrictJson(
      one.bytes === undefined ? text(one.text) : decodeBase64url(text(one.bytes)),
      one.maxBytes as number,
    ),
  (one) => one.value,
);
suite(
  "names.json",
  (one) => parseShape(NAMES[text(one.type)] ?? protocol.Uid, one.value),
  (one) => one.value,
);
suite(
  "claim-codes.json",
  (one) => parseShape(protocol.ClaimCode, one.value),
  (one) => one.value,
);
suite(
  "thumbprints.json",
  async ({ jwk }) => {
    const isEc = (jwk as { kty: string }).kty === "EC";
    const kid = await thumbprint(
      isEc ? parseShape(protocol.EcPublicJwk, jwk) : parseShape(protocol.RsaPublicJwk, jwk),
    );
    return [kid, protocol.fingerprint(kid)];
  },
  (one) => [one.kid, one.fingerprint],
);
suite(
  "command-arguments.json",
  (one) => {
    const parsed = protocol.parseCommand(text(one.command), one.args);
    // What a device answers is not an exception, but compares the same way.
    if (!parsed.ok) throw new ProtocolError(parsed.error as never, "");
    return parsed.command;
  },
  (one) => ({ command: one.command, args: one.args ?? {} }),
);
suite(
  "results.json",
  (one, all) => protocol.openResult(text(one.jwe), { jti: text(all.jti), reply: text(all.reply) }),
  (one) => one.claims,
);
suite(
  "sessions.json",
  async (one, all) =>
    protocol.openSession(text(one.jwe), await privateKeyOf(readFixture<TestKey>(text(all.key)))),
  (one) => one.session,
);
suite(
  "time-zones.json",
  (one) => {
    const tz = parseShape(protocol.TimeZone, one.tz);
    return protocol.utcOffset(tz, one.at as number);
  },
  (one) => one.offset,
);
suite(
  "schedules.json",
  (one) => {
    const schedule = parseShape(protocol.Schedule, one.schedule);
    return protocol.isWithin(schedule, text(one.tz), one.at as number);
  },
  (one) => one.within,
);
suite(
  "grants.json",
  async ({ jws, at }, { ownerKeys }) => {
    const grant = parseGrant(text(jws));
    if (at === "parse") return grant;
    const keys = ownerKeys as readonly protocol.EcPublicJwk[];
    const kids = await Promise.all(keys.map(thumbprint));
    await protocol.verifyJws(grant, keys[kids.indexOf(grant.kid)] ?? (keys[0] as protocol.EcPublicJwk));
    return { kid: grant.kid, claims: grant.payload };
  },
  ({ kid, claims }) => ({ kid, claims }),
);
suite(
  "versions.json",
  (one) => {
    const [a, b] = [one.a, one.b].map((version) => parseShape(protocol.ReleaseVersion, version));
    return Math.sign(protocol.compareVersions(a ?? "", b ?? ""));
  },
  (one) => one.order,
);
suite(
  "releases.json",
  async ({ jws, at }, { releaseKeys, running }) => {
    const release = parseRelease(text(jws));
    if (at === "parse") return release;
    const keys = releaseKeys as readonly protocol.EcPublicJwk[];
    const kids = await Promise.all(keys.map(thumbprint));
    await protocol.verifyJws(release, keys[kids.indexOf(release.kid)] ?? (keys[0] as protocol.EcPublicJwk));
    const refusal = protocol.refuseRelease(release.payload, running as protocol.RunningImage);
    if (refusal) throw new ProtocolError(refusal as never, "");
    return { kid: release.kid, claims: release.payload };
  },
  ({ kid, claims }) => ({ kid, claims }),
);
suite(
  "signed-commands.json",
  async ({ jwe, at }, { device }) => {
    const { door, kid, key } = device as { door: string; kid: string; key: string };
    expect(parseSealedCommand(text(jwe)).header.aud).toBe(door);
    const privateKey = await privateKeyOf(readFixture<TestKey>(key));
    const opened = await openCommand(text(jwe), { door, kid, privateKey });
    // The rest is the device's: what it makes of these is tested with the virtual door.
    if (at === "authorise") throw new ProtocolError("not-granted" as never, "");
    return opened.by === "signature" ? opened.claims : undefined;
  },
  (one) => one.claims,
);
suite(
  "settings.json",
  (one) => parseShape(protocol.DeviceSettings, one.settings),
  (one) => one.settings,
);
suite(
  "frames.json",
  (one) =>
    one.from === "relay"
      ? protocol.parseRelayFrame(text(one.text))
      : protocol.parseDeviceFrame(text(one.text)),
  (one) => JSON.parse(text(one.text)),
);
suite(
  "serial.json",
  (one) => {
    if (one.kind === "request") return protocol.parseSerialRequest(text(one.line));
    if (one.kind === "response") return protocol.parseSerialResponse(text(one.line));
    return parseShape(protocol.SerialParams[one.method as protocol.SerialMethod], one.params);
  },
  (one) => one.params ?? JSON.parse(text(one.line)),
);
suite(
  "http.json",
  (one) => {
    const body = text(one.body);
    const parse = {
      "registration-request": protocol.parseRegistrationRequest,
      "registration-response": protocol.parseRegistrationResponse,
    }[text(one.kind)];
    if (parse) return parse(body);
    const schema = {
      "door-key": protocol.DoorKey,
      "command-answer": protocol.CommandAnswer,
      "status-answer": protocol.StatusAnswer,
    }[text(one.kind)];
    if (!schema) throw new Error(text(one.kind));
    return parseShape(schema, protocol.parseStrictJson(body, protocol.BOUNDS.frameBytes));
  },
  (one) => JSON.parse(text(one.body)),
);

describe("commands.json", () => {
  const { device, cases } = readFixture<Vectors & { device: { door: string; kid: string; key: string } }>(
    "commands.json",
  );
  const opener = async () => ({
    door: device.door,
    kid: device.kid,
    privateKey: await privateKeyOf(readFixture<TestKey>(device.key)),
  });

  test.each(cases.filter(({ error }) => error === undefined).map((one) => [one.name, one] as const))(
    "%s",
    async (_, one) => {
      const parsed = parseSealedCommand(text(one.jwe));
      expect(parsed.header).toEqual(one.header);
      expect(await sha256(parsed.bytes)).toBe(one.sha256);
      expect((await openCommand(text(one.jwe), await opener())).claims).toEqual(one.claims);
    },
  );

  test.each(cases.filter(({ error }) => error !== undefined).map((one) => [one.name, one] as const))(
    "%s",
    async (_, one) => {
      const parsed = await outcome(() => parseSealedCommand(text(one.jwe)));
      expect(parsed).toEqual(one.at === "parse" ? { error: one.error } : { value: expect.anything() });
      expect(await outcome(async () => openCommand(text(one.jwe), await opener()))).toEqual({
        error: one.error,
      });
    },
  );
});

test("constants.json and led.json are what the package exports", () => {
  const constants = readFixture<Record<string, unknown>>("constants.json");
  expect(constants.bounds).toEqual(protocol.BOUNDS);
  expect(constants.deviceErrors).toEqual(protocol.DEVICE_ERRORS);
  expect(constants.close).toEqual(protocol.CLOSE);
  for (const { name, status, type } of constants.problems as {
    name: protocol.ProblemName;
    status: number;
    type: string;
  }[]) {
    expect(protocol.PROBLEM_STATUS[name]).toBe(status);
    expect(protocol.problemName({ type })).toBe(name);
  }
  for (const { event, ...pattern } of readFixture<Vectors>("led.json").cases) {
    expect(protocol.LED_PATTERNS[event as protocol.LedEvent]).toEqual(pattern);
  }
});

test("the files are what the maker makes", async () => {
  for (const [file, content] of await makeVectors()) {
    expect(readFileSync(VECTORS + file, "utf8"), `${file}: run make.ts`).toBe(content);
  }
});

test("a result that this package seals has the form of the vectors", async () => {
  const { jti, reply, cases } = readFixture<Vectors & { jti: string; reply: string }>("results.json");
  const claims = cases[0]?.claims as protocol.ResultClaims;
  const jwe = await protocol.sealResult(reply, claims);
  expect(jwe.split(".")[0]).toBe(text(cases[0]?.jwe).split(".")[0]);
  expect(await protocol.openResult(jwe, { jti, reply })).toEqual(claims);
  expect(encodeBase64url(decodeBase64url(reply))).toBe(reply);
});
