import { grantTo, makeSigner, type Signer } from "@openlock/conformance";
import {
  type Command,
  type GrantClaims,
  openResult,
  randomBase64url,
  sealCommand,
  signWith,
} from "@openlock/protocol";
import { beforeAll, describe, expect, test } from "vitest";
import { opened } from "../testing/fake-relay.ts";
import { PASSWORD, PRESENT, Rig } from "../testing/rig.ts";
import { type ProcessorParts, processCommand } from "./process.ts";

const UNLOCK: Command = { command: "unlock", args: {} };
const HOUR = 3_600_000;
let owner: Signer;
let guest: Signer;
let thief: Signer;

beforeAll(async () => {
  [owner, guest, thief] = await Promise.all([makeSigner(), makeSigner(), makeSigner()]);
});

const withOwner = () => Rig.online({ ownerKeys: [owner.jwk] });
const seconds = (ms: number) => Math.floor(ms / 1000);

/** Straight to the device: the relay here forwards whatever it gets. */
async function by(rig: Rig, person: Signer, grant?: string, command: Command = UNLOCK) {
  return rig.command(command, { sign: signWith(person, grant) });
}

async function isRefused(rig: Rig, answer: Promise<{ code: number; error?: string | undefined }>) {
  expect(await answer).toMatchObject({ code: 400, error: "not-granted" });
  expect(rig.bolt).toEqual([false]);
}

describe("an owner key", () => {
  test("opens without a password, and configures", async () => {
    const rig = await withOwner();
    expect((await by(rig, owner)).code).toBe(200);
    expect(rig.unlocked).toBe(true);
    expect((await by(rig, owner, undefined, { command: "configure", args: { relockSeconds: 9 } })).code).toBe(
      200,
    );
  });

  test("counts no longer once it is off the list, nor do grants by it, remembered or not", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    expect((await by(rig, guest, grant.text)).code).toBe(200);
    const other = await makeSigner();
    await rig.command({ command: "configure", args: { ownerKeys: [other.jwk] } });
    await rig.advance(10_000);
    for (const again of [false, true]) {
      if (again) {
        rig.reboot();
        await rig.untilOnline();
      }
      expect((await by(rig, owner)).error).toBe("not-granted");
      expect((await by(rig, guest, grant.text)).error).toBe("not-granted");
      expect((await by(rig, other)).code).toBe(200);
    }
  });

  test("of a device that has none, nobody is", async () => {
    const rig = await Rig.online();
    await isRefused(rig, by(rig, owner));
    await isRefused(rig, by(rig, guest, (await grantTo(guest, owner, seconds(rig.now()))).text));
  });

  test("is stored whole or refused: a point that is not on the curve", async () => {
    const rig = await withOwner();
    const ownerKeys = [{ ...owner.jwk, y: owner.jwk.x }];
    const result = await rig.command({ command: "configure", args: { ownerKeys } });
    expect(result.error).toBe("invalid-arguments");
    expect((await by(rig, owner)).code).toBe(200);
  });
});

describe("a grant", () => {
  test("opens the door, and says so sealed", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    expect(await by(rig, guest, grant.text)).toMatchObject({ code: 200, state: { lock: "unlocked" } });
    expect(rig.log).not.toContain(grant.text.slice(-40));
  });

  test.each<[string, (now: number) => Partial<GrantClaims>, Command?]>([
    ["that is over", (now) => ({ exp: now })],
    ["that is not yet", (now) => ({ nbf: now + 60 })],
    ["for another door", () => ({ aud: "back" })],
    ["that does not list the command", () => ({ commands: ["lock"] })],
    [
      "with hours that are not now",
      () => ({ schedule: [{ days: [7], from: "00:00", to: "24:00" }], tz: "UTC0" }),
    ],
    [
      "to hold the door beyond its end",
      (now) => ({ commands: ["hold"], exp: now + 600 }),
      { command: "hold", args: { until: 4_000_000_000 } },
    ],
    [
      "to leave the door open beyond its end",
      (now) => ({ exp: now + 600 }),
      { command: "unlock", args: { seconds: 3600 } },
    ],
    ["to configure", () => ({}), { command: "configure", args: { password: "mine from now on" } }],
    ["to restart", () => ({}), { command: "restart", args: {} }],
    [
      "to revoke",
      () => ({}),
      { command: "revoke", args: { jti: randomBase64url(16), until: 4_000_000_000 } },
    ],
  ])("%s is refused", async (_, change, command = UNLOCK) => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()), change(seconds(rig.now())));
    await isRefused(rig, by(rig, guest, grant.text, command));
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("ends while the device runs, and a relay that turns the time back does not bring it back", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    const then = rig.now();
    expect((await by(rig, guest, grant.text)).code).toBe(200);
    await rig.advance(HOUR + 1000);
    const { length } = rig.bolt;
    expect((await by(rig, guest, grant.text)).error).toBe("not-granted");
    rig.relay.now = () => then;
    rig.relay.socket?.say({ type: "welcome", serverTime: then, keepAliveSeconds: 10 });
    const now = rig.now();
    expect((await rig.command(UNLOCK, { sign: signWith(guest, grant.text), now })).error).toBe("not-granted");
    rig.reboot();
    await rig.untilOnline();
    // The time it saved an hour in is later than the grant's end, whatever the relay says.
    await rig.advance(1000);
    for (const moment of [then, rig.now()]) {
      const answer = await rig.command(UNLOCK, { sign: signWith(guest, grant.text), now: moment });
      expect(["stale", "not-granted"]).toContain(answer.error);
    }
    expect(rig.bolt).toHaveLength(length);
  });

  test("stolen is worth nothing under another key, nor under the right key's name", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    await isRefused(rig, by(rig, thief, grant.text));
    await isRefused(rig, by(rig, { ...thief, kid: guest.kid }, grant.text));
    await isRefused(rig, by(rig, guest));
  });

  test("is nobody's to make but an owner's", async () => {
    const rig = await withOwner();
    for (const signer of [guest, thief, { ...thief, kid: owner.kid }]) {
      const grant = await grantTo(thief, signer, seconds(rig.now()));
      await isRefused(rig, by(rig, thief, grant.text));
    }
    await isRefused(rig, by(rig, { ...thief, kid: owner.kid }));
  });

  test("that was remembered is still checked: hours, command, key", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    await by(rig, guest, grant.text, { command: "lock", args: {} });
    await isRefused(rig, by(rig, thief, grant.text));
    await isRefused(rig, by(rig, guest, grant.text, { command: "identify", args: {} }));
    await rig.advance(HOUR + 1000);
    await isRefused(rig, by(rig, guest, grant.text));
  });
});

describe("signed commands and the rest", () => {
  test("lock-out stops no signed command, and none counts as a try", async () => {
    const rig = await withOwner();
    for (let time = 0; time < 5; time++) await rig.command(UNLOCK, { password: "wrong password" });
    expect((await rig.command(UNLOCK)).error).toBe("locked-out");
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    for (let time = 0; time < 7; time++) expect((await by(rig, thief, grant.text)).error).toBe("not-granted");
    expect((await by(rig, guest, grant.text)).code).toBe(200);
    expect((await by(rig, owner)).code).toBe(200);
    await rig.advance(30_000);
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("a password beside the signature: 400, and nothing sealed", async () => {
    const rig = await withOwner();
    const sign: ReturnType<typeof signWith> = (claims) => signWith(owner)({ ...claims, password: PASSWORD });
    const sealed = await rig.client.seal(UNLOCK, { sign });
    expect(await rig.deliver(sealed.jwe, sealed.jti)).toEqual({ type: "result", id: sealed.jti, code: 400 });
    expect(rig.bolt).toEqual([false]);
  });

  test("runs once, and not after a restart: replayed, rebooted", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    const sealed = await rig.client.seal(UNLOCK, { sign: signWith(guest, grant.text), lifetimeSeconds: 60 });
    const send = async () => opened(await rig.deliver(sealed.jwe, sealed.jti), sealed);
    expect((await send()).code).toBe(200);
    expect((await send()).error).toBe("replayed");
    rig.reboot(true);
    await rig.untilOnline();
    expect((await send()).error).toBe("rebooted");
  });

  test("held back, the device restarted, the time lied about: rebooted", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    const sealed = await rig.client.seal(UNLOCK, { sign: signWith(guest, grant.text), lifetimeSeconds: 60 });
    const then = rig.now();
    await rig.advance(20 * 60_000);
    expect((await opened(await rig.deliver(sealed.jwe, sealed.jti), sealed)).error).toBe("stale");
    rig.relay.now = () => then;
    rig.reboot();
    await rig.untilOnline();
    expect((await opened(await rig.deliver(sealed.jwe, sealed.jti), sealed)).error).toBe("rebooted");
    expect(rig.bolt).toEqual([false]);
  });

  test("while the clock is unset nothing signed is taken, however well the rest fits", async () => {
    const pair = await crypto.subtle.generateKey(
      { name: "RSA-OAEP", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" },
      true,
      ["encrypt", "decrypt"],
    );
    const target = { door: "front", kid: randomBase64url(32) };
    const nonce = randomBase64url(16);
    const sealed = await sealCommand({
      ...{ ...target, key: pair.publicKey, boot: nonce, command: UNLOCK, now: PRESENT },
      sign: signWith(owner),
    });
    const quiet = { warn: () => {}, error: () => {}, info: () => {}, play: () => {} };
    const parts = {
      ...{ boot: { alive: <T>(work: Promise<T>) => work }, nonce, log: quiet, led: quiet },
      clock: { state: "unset", nowSeconds: () => seconds(PRESENT) },
      status: { state: { lock: "locked", mode: "normal" } },
    };
    // Whatever would authorise or run it is missing here: being asked for, it would throw.
    const answer = await processCommand(
      parts as unknown as ProcessorParts,
      { ...target, privateKey: pair.privateKey },
      sealed.jwe,
    );
    expect(await openResult(answer.jwe ?? "", sealed)).toMatchObject({ code: 400, error: "stale" });
  });
});

describe("revoke", () => {
  const revoke = (args: { jti: string; until: number } | { kid: string; until: number }): Command => ({
    ...{ command: "revoke", args },
  });

  test("of a grant counts at once, after a restart and a power cut, for that grant alone", async () => {
    const rig = await withOwner();
    const [gone, stays] = [
      await grantTo(guest, owner, seconds(rig.now())),
      await grantTo(guest, owner, seconds(rig.now())),
    ];
    expect((await by(rig, guest, gone.text)).code).toBe(200);
    expect((await rig.command(revoke({ jti: gone.jti, until: gone.exp }))).code).toBe(200);
    for (const keepsClock of [undefined, true, false]) {
      if (keepsClock !== undefined) {
        rig.reboot(keepsClock);
        await rig.untilOnline();
      }
      expect((await by(rig, guest, gone.text)).error).toBe("not-granted");
      expect((await by(rig, guest, stays.text)).code).toBe(200);
    }
  });

  test("of a key ends every grant for it, also new ones, until its end; by an owner key, too", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    const untilThen = seconds(rig.now()) + 600;
    expect((await by(rig, owner, undefined, revoke({ kid: guest.kid, until: untilThen }))).code).toBe(200);
    expect((await by(rig, guest, grant.text)).error).toBe("not-granted");
    expect((await by(rig, guest, (await grantTo(guest, owner, seconds(rig.now()))).text)).error).toBe(
      "not-granted",
    );
    await rig.advance(601_000);
    expect((await by(rig, guest, grant.text)).code).toBe(200);
  });

  test("of an owner key ends it as signer, and the grants by it", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    await rig.command(revoke({ kid: owner.kid, until: grant.exp }));
    await isRefused(rig, by(rig, owner));
    await isRefused(rig, by(rig, guest, grant.text));
  });

  test("that cannot be kept does not look done, and one that is over already is none", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    expect((await rig.command(revoke({ jti: grant.jti, until: seconds(rig.now()) }))).error).toBe(
      "invalid-arguments",
    );
    rig.nvs.broken = true;
    expect((await rig.command(revoke({ jti: grant.jti, until: grant.exp }))).error).toBe("failed");
    rig.nvs.broken = false;
    // It did not count meanwhile either, for after a restart it would not.
    expect((await by(rig, guest, grant.text)).code).toBe(200);
  });

  test("kept in a way that cannot be read: nothing signed is taken, and the password still is", async () => {
    const rig = await withOwner();
    const grant = await grantTo(guest, owner, seconds(rig.now()));
    rig.nvs.content.set("revocations", Uint8Array.of(1, 2, 3));
    rig.reboot();
    await rig.untilOnline();
    await isRefused(rig, by(rig, guest, grant.text));
    await isRefused(rig, by(rig, owner));
    expect((await rig.command(revoke({ jti: grant.jti, until: grant.exp }))).error).toBe("failed");
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });
});
