import {
  type Command,
  encodeBase64url,
  importDeviceKey,
  LED_PATTERNS,
  randomBase64url,
} from "@openlock/protocol";
import { CompactEncrypt } from "jose";
import { describe, expect, test } from "vitest";
import { opened } from "../testing/fake-relay.ts";
import { PASSWORD, Rig, SETTINGS } from "../testing/rig.ts";

const UNLOCK: Command = { command: "unlock", args: {} };
const seconds = (ms: number) => Math.floor(ms / 1000);

/** A command whose header and claims a test makes as wrong as it likes. */
async function forged(
  rig: Rig,
  header: Record<string, unknown> = {},
  claims: Record<string, unknown> = {},
): Promise<{ jwe: string; jti: string; reply: string }> {
  const registration = rig.relay.registrations.at(-1);
  if (!registration) throw new Error("not registered");
  const good = await rig.client.seal(UNLOCK);
  const part = good.jwe.split(".")[0] ?? "";
  const clear = JSON.parse(Buffer.from(part, "base64url").toString());
  const reply = randomBase64url(32);
  const { aud, iat, jti } = clear;
  const body = { aud, iat, jti, exp: iat + 20, boot: registration.boot, command: "unlock", args: {} };
  const plaintext = JSON.stringify({ ...body, password: PASSWORD, reply, ...claims });
  const jwe = await new CompactEncrypt(new TextEncoder().encode(plaintext))
    .setProtectedHeader({ ...clear, ...header })
    .encrypt(await importDeviceKey(registration.publicKey));
  return { jwe, jti, reply };
}

describe("commands", () => {
  test("unlock: and the door locks again by itself, after the device's setting", async () => {
    const rig = await Rig.online();
    const result = await rig.command(UNLOCK);
    expect(result).toMatchObject({ code: 200, state: { lock: "unlocked", mode: "normal" } });
    expect(result.state.until).toBe(Math.ceil((rig.now() + 5_000) / 1000));
    await rig.advance(4_999);
    expect(rig.unlocked).toBe(true);
    await rig.advance(1);
    expect(rig.bolt).toEqual([false, true, false]);
  });

  test("unlock for a time; lock ends it, and no timer of it is left behind", async () => {
    const rig = await Rig.online();
    await rig.command({ command: "unlock", args: { seconds: 3600 } });
    await rig.advance(3_000_000);
    expect(rig.unlocked).toBe(true);
    expect((await rig.command({ command: "lock", args: {} })).state.lock).toBe("locked");
    await rig.command({ command: "unlock", args: { seconds: 900 } });
    await rig.advance(700_000);
    expect(rig.unlocked).toBe(true);
    await rig.advance(200_000);
    expect(rig.unlocked).toBe(false);
  });

  test("status is sealed whole, and tells of the last command; the relay hears of it without the reason", async () => {
    const rig = await Rig.online();
    await rig.command({ command: "lockdown", args: { on: true } });
    await rig.command(UNLOCK);
    const result = await rig.command({ command: "status", args: {} });
    expect(result.status).toMatchObject({
      mode: "lockdown",
      clock: "relay",
      firmware: "1.2.3",
      chip: "ESP32",
      contact: "closed",
      tamper: false,
      lastCommand: { command: "unlock", code: 400, error: "in-lockdown" },
    });
    rig.relay.socket?.say({ type: "status", id: "q1" });
    const asked = rig.relay.socket?.sent("status").find((frame) => frame.id === "q1");
    expect(asked?.status.lastCommand).toMatchObject({ command: "status", code: 200 });
    expect(JSON.stringify(rig.relay.socket?.sent("status"))).not.toContain('"error"');
  });

  test("identify blinks", async () => {
    const rig = await Rig.online();
    expect((await rig.command({ command: "identify", args: {} })).code).toBe(200);
    await rig.advance(3_000);
    expect(rig.patterns).toContain("identify");
  });

  test("restart answers first", async () => {
    const rig = await Rig.online();
    const { boots } = rig;
    expect((await rig.command({ command: "restart", args: {} })).code).toBe(200);
    expect(rig.boots).toBe(boots);
    await rig.advance(500);
    await rig.untilOnline();
    expect(rig.boots).toBe(boots + 1);
  });
});

describe("refusals", () => {
  test.each([
    ["rebooted", { boot: randomBase64url(16) }],
    ["bad-password", { password: "wrong password" }],
  ] as const)("%s", async (error, change) => {
    const rig = await Rig.online();
    expect(await rig.command(UNLOCK, change)).toMatchObject({ code: 400, error, state: { lock: "locked" } });
    expect(rig.bolt).toEqual([false]);
  });

  test.each([
    ["61 s old", -61, 60],
    ["61 s ahead", 61, 60],
    ["past its end", -21, 20],
    ["at its end", -20, 20],
  ])("stale: %s", async (_, offset, lifetimeSeconds) => {
    const rig = await Rig.online();
    const now = rig.now() + offset * 1000;
    expect(await rig.command(UNLOCK, { now, lifetimeSeconds })).toMatchObject({ error: "stale" });
    expect(rig.bolt).toEqual([false]);
  });

  test.each([
    [-59, 60],
    [60, 60],
    [-19, 20],
  ])("within the window: issued %i s from now, for %i s", async (offset, lifetimeSeconds) => {
    const rig = await Rig.online();
    const now = rig.now() + offset * 1000;
    expect(await rig.command(UNLOCK, { now, lifetimeSeconds })).toMatchObject({ code: 200 });
  });

  test("unknown-command and invalid-arguments, once the sender is known", async () => {
    const rig = await Rig.online();
    for (const [claims, error] of [
      [{ command: "open-sesame" }, "unknown-command"],
      [{ command: "constructor" }, "unknown-command"],
      [{ args: { seconds: 0 } }, "invalid-arguments"],
      [{ args: { seconds: 3601 } }, "invalid-arguments"],
      [{ args: { seconds: 5, more: 1 } }, "invalid-arguments"],
      [{ command: "lock", args: { seconds: 5 } }, "invalid-arguments"],
      [{ command: "hold", args: { until: seconds(rig.now()) } }, "invalid-arguments"],
    ] as const) {
      const sealed = await forged(rig, {}, claims);
      expect(await opened(await rig.deliver(sealed.jwe, sealed.jti), sealed)).toMatchObject({ error });
    }
    expect(rig.bolt).toEqual([false]);
  });

  test("what does not open gets 400 and nothing sealed", async () => {
    const rig = await Rig.online();
    const good = await rig.client.seal(UNLOCK);
    const other = await Rig.online({ doorId: "back" });
    const changed = (part: number) => {
      const parts = good.jwe.split(".");
      const text = parts[part] ?? "";
      parts[part] = `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
      return parts.join(".");
    };
    const forgeries = [
      ...[0, 1, 2, 3, 4].map(changed),
      (await other.client.seal(UNLOCK)).jwe,
      (await forged(rig, { cty: "JWT" })).jwe,
      (await forged(rig, { zip: "DEF" }).catch(() => ({ jwe: "a.b.c.d.e" }))).jwe,
      (await forged(rig, { typ: "JWT" })).jwe,
      (await forged(rig, { kid: randomBase64url(32) })).jwe,
      (await forged(rig, { more: 1 })).jwe,
      // Claims that say something else than the header, by somebody who knows the password.
      (await forged(rig, {}, { jti: randomBase64url(16) })).jwe,
      (await forged(rig, {}, { iat: seconds(rig.now()) - 1 })).jwe,
      (await forged(rig, {}, { aud: "back" })).jwe,
      (await forged(rig, {}, { exp: seconds(rig.now()) + 61 })).jwe,
      (await forged(rig, {}, { unknown: true })).jwe,
      "x",
    ];
    for (const jwe of forgeries) {
      expect(await rig.deliver(jwe, good.jti)).toEqual({ type: "result", id: good.jti, code: 400 });
    }
    expect(rig.bolt).toEqual([false]);
    // None of them hurt: the untouched command still opens the door.
    const answer = await opened(await rig.deliver(good.jwe, good.jti), good);
    expect(answer.code).toBe(200);
  });
});

describe("the order of checks", () => {
  test("the first reason is told, and only what reaches the password counts as a try", async () => {
    const rig = await Rig.online();
    const password = "wrong password";
    const boot = randomBase64url(16);
    const late = rig.now() - 3_600_000;
    for (let round = 0; round < 10; round++) {
      expect((await rig.command(UNLOCK, { boot, password, now: late })).error).toBe("rebooted");
      expect((await rig.command(UNLOCK, { password, now: late })).error).toBe("stale");
    }
    const sealed = await rig.client.seal(UNLOCK, { password });
    const answers = [];
    for (let round = 0; round < 10; round++) {
      answers.push((await opened(await rig.deliver(sealed.jwe, sealed.jti), sealed)).error);
    }
    expect(answers).toEqual(["bad-password", ...Array(9).fill("replayed")]);
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("a stranger does not learn which commands there are", async () => {
    const rig = await Rig.online();
    const sealed = await forged(rig, {}, { command: "no-such", password: "wrong password" });
    expect((await opened(await rig.deliver(sealed.jwe, sealed.jti), sealed)).error).toBe("bad-password");
  });

  test("no password, and none where the device has none", async () => {
    const rig = await Rig.online();
    const sealed = await forged(rig, {}, { password: undefined });
    expect((await opened(await rig.deliver(sealed.jwe, sealed.jti), sealed)).error).toBe("bad-password");

    const { password: _, ...open } = SETTINGS;
    const without = await Rig.fresh();
    await without.setUp(open);
    await without.untilOnline();
    for (const change of [{}, { password: "" }]) {
      expect((await without.command(UNLOCK, change)).error).toBe("bad-password");
    }
    expect(without.bolt).toEqual([false]);
  });
});

test("a command shows on the LED, and nothing of it in the log", async () => {
  const rig = await Rig.online();
  const sealed = await rig.client.seal(UNLOCK);
  await opened(await rig.deliver(sealed.jwe, sealed.jti), sealed);
  await rig.advance(4_000);
  expect(rig.patterns).toEqual(expect.arrayContaining(["command-received", "unlocked"]));
  expect(Object.keys(LED_PATTERNS)).toContain("command-received");
  const token = rig.relay.socket?.request.headers.authorization?.slice(7) ?? "";
  const key = encodeBase64url(rig.nvs.get("device-key") ?? new Uint8Array());
  for (const secret of [PASSWORD, "wifi-password", token, sealed.reply, key.slice(40, 80)]) {
    expect(secret.length).toBeGreaterThan(7);
    expect(rig.log).not.toContain(secret);
  }
});
