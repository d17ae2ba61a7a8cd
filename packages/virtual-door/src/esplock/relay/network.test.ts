import { BOUNDS, CLOSE } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import { NetworkError, type NetworkFailure } from "../../chip/services.ts";
import { problem, unreachable } from "../testing/fake-relay.ts";
import { CLAIM, Rig, SETTINGS, until, WIFI } from "../testing/rig.ts";
import { Backoff } from "./backoff.ts";

async function info(rig: Rig) {
  const response = await rig.call("device.info");
  if ("error" in response) throw new Error(response.error.message);
  return response.result as { stage: string; trouble?: { code: string; detail: string } };
}

describe("registration", () => {
  test("says who the device is, with the claim code once, and the token opens the socket", async () => {
    const rig = await Rig.online();
    expect(rig.relay.registrations).toHaveLength(1);
    expect(rig.relay.registrations[0]).toMatchObject({
      doorId: "front",
      uid: "246f28010203",
      firmware: { version: "1.2.3", chip: "ESP32" },
      claim: CLAIM,
    });
    const { url, request } = rig.relay.socket ?? {};
    expect(url).toBe("wss://relay.example/api/devices/socket?door=front");
    expect(request).toMatchObject({ protocol: "openlock.v1", maxFrameBytes: BOUNDS.frameBytes });
    expect(request?.headers.authorization).toMatch(/^Bearer \S{16,}$/);
    const nonce = rig.relay.registrations[0]?.boot;
    rig.reboot();
    await rig.untilOnline();
    expect(rig.relay.registrations).toHaveLength(2);
    expect(rig.relay.registrations[1]?.claim).toBeUndefined();
    expect(rig.relay.registrations[1]?.boot).not.toBe(nonce);
    expect(rig.relay.registrations[1]?.publicKey).toEqual(rig.relay.registrations[0]?.publicKey);
  });

  test("trusts the authority that it was given, for both", async () => {
    const ca = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    const rig = await Rig.online({ server: { url: "https://relay.example:8443/", ca } });
    expect(rig.relay.requests[0]).toMatchObject({
      url: "https://relay.example:8443/api/devices/register",
      request: { ca, method: "POST" },
    });
    expect(rig.relay.socket?.request.ca).toBe(ca);
  });

  test("the claim code is kept until a registration used it, and one that an answer lost on the way used is no trap", async () => {
    const rig = await Rig.fresh();
    rig.relay.onRegister = unreachable;
    await rig.setUp();
    await until(() => rig.log.includes("cannot be reached"));
    rig.relay.onRegister = ({ claim }) => (claim ? problem(403, "This code was used.") : undefined);
    rig.reboot();
    await rig.untilOnline();
    expect(rig.relay.registrations.map(({ claim }) => claim)).toEqual([CLAIM, undefined]);
  });

  test("a refusal is a critical error that says why, and is tried again after half a minute to a minute", async () => {
    const rig = await Rig.fresh();
    rig.relay.onRegister = () => problem(403, 'Another device has this door.\n{"jsonrpc":"2.0"}');
    await rig.setUp();
    await until(() => rig.log.includes("Another device has this door."));
    expect((await info(rig)).trouble).toMatchObject({ code: "registration-refused" });
    await rig.advance(2_000);
    expect(rig.patterns).toContain("critical-error");
    const { length } = rig.relay.registrations;
    await rig.advance(27_999);
    expect(rig.relay.registrations).toHaveLength(length);
    rig.relay.onRegister = undefined;
    await rig.advance(30_001);
    await rig.untilOnline();
    expect((await info(rig)).trouble).toBeUndefined();
    expect(rig.log.split("\n").every((line) => !line.startsWith('{"jsonrpc":"2.0"}'))).toBe(true);
  });

  test.each([
    ["not JSON", "<html>"],
    ["too little", "{}"],
    ["a session for somebody else", JSON.stringify({ session: "a.b.c.d.e", serverTime: 1, socket: "/s" })],
    ["a member twice", '{"session":"a","session":"b","serverTime":1,"socket":"/s"}'],
  ])("an answer that is not of the protocol is a failure like others: %s", async (_, body) => {
    const rig = await Rig.fresh();
    rig.relay.onRegister = () => ({ status: 200, body });
    await rig.setUp();
    await until(() => rig.log.includes("is not what the protocol says"));
    rig.relay.onRegister = undefined;
    await rig.advance(60_000);
    await rig.untilOnline();
  });

  test("the relay names a path, and cannot send the device elsewhere", async () => {
    const rig = await Rig.fresh();
    const { relay } = rig;
    const request = relay.request.bind(relay);
    relay.request = async (url, asked) => {
      const { status, body } = await request(url, asked);
      return { status, body: JSON.stringify({ ...JSON.parse(body), socket: "/@evil.example:1/x" }) };
    };
    await rig.setUp();
    await rig.untilOnline();
    const url = new URL(rig.relay.socket?.url ?? "");
    expect(url.host).toBe("relay.example");
    expect(url.searchParams.getAll("door")).toEqual(["front"]);
  });

  test("a token that is refused or has expired is replaced by a new one", async () => {
    const rig = await Rig.online({}, (rig) => {
      rig.relay.tokenMs = 600_000;
    });
    let refuse = true;
    rig.relay.onOpen = () => {
      if (!refuse) return;
      refuse = false;
      throw new NetworkError("refused", "401", 401);
    };
    rig.relay.socket?.drop(1006);
    await rig.advance(10_000);
    await rig.untilOnline();
    expect(rig.relay.registrations).toHaveLength(2);
    await rig.advance(700_000);
    rig.relay.socket?.drop(1006);
    await rig.advance(1_000);
    await rig.untilOnline();
    expect(rig.relay.registrations).toHaveLength(3);
  });
});

describe("reconnecting", () => {
  test("waits up to 1 s, 2 s, 4 s … 60 s, anywhere in between", () => {
    const longest = new Backoff({ random: (length) => new Uint8Array(length).fill(0xff) });
    const seconds = Array.from({ length: 9 }, () => Math.round(longest.next() / 1000));
    expect(seconds).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    longest.reset();
    expect(Math.round(longest.next())).toBe(1000);
    const shortest = new Backoff({ random: (length) => new Uint8Array(length) });
    expect(Array.from({ length: 9 }, () => shortest.next())).toEqual(Array(9).fill(0));
    const waits = Array.from({ length: 400 }, () => {
      const backoff = new Backoff({ random: (length) => crypto.getRandomValues(new Uint8Array(length)) });
      return backoff.next();
    });
    expect(Math.min(...waits)).toBeLessThan(200);
    expect(Math.max(...waits)).toBeGreaterThan(800);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
  });

  test("a relay that is away for an hour is asked about once in half a minute, and found", async () => {
    const rig = await Rig.online();
    let tries = 0;
    rig.relay.onOpen = () => {
      tries++;
      unreachable();
    };
    rig.relay.socket?.drop(1006);
    await rig.advance(3_600_000);
    expect(tries).toBeGreaterThan(60);
    expect(tries).toBeLessThan(300);
    rig.relay.onOpen = undefined;
    await rig.advance(60_000);
    await rig.untilOnline();
  });

  test("a relay that welcomes and drops at once is not hammered", async () => {
    const rig = await Rig.online();
    const before = rig.relay.sockets.length;
    for (let minute = 0; minute < 20; minute++) {
      rig.relay.socket?.drop(1006);
      await rig.advance(60_000);
      await rig.untilOnline();
      rig.relay.socket?.drop(1006);
      await rig.advance(1);
    }
    expect(rig.relay.sockets.length - before).toBeLessThan(80);
  });

  test("replaced by another session: backs off, then registers anew", async () => {
    const rig = await Rig.online();
    rig.relay.socket?.drop(CLOSE.replaced);
    await rig.advance(9_999);
    expect(rig.relay.sockets).toHaveLength(1);
    await rig.advance(50_001);
    await rig.untilOnline();
    expect(rig.relay.registrations).toHaveLength(2);
  });

  test("session expired: registers anew at once, nearly", async () => {
    const rig = await Rig.online();
    rig.relay.socket?.drop(CLOSE.sessionExpired);
    await rig.advance(1_000);
    await rig.untilOnline();
    expect(rig.relay.registrations).toHaveLength(2);
  });

  test("removed: a critical error, and a long wait", async () => {
    const rig = await Rig.online();
    rig.relay.socket?.drop(CLOSE.removed);
    await until(async () => (await info(rig)).trouble?.code === "removed");
    await rig.advance(4_000);
    expect(rig.patterns.at(-1)).toBe("critical-error");
    await rig.advance(55_000);
    expect(rig.relay.registrations).toHaveLength(1);
    await rig.advance(241_000);
    await rig.untilOnline();
    expect(rig.relay.registrations).toHaveLength(2);
    await rig.advance(5_000);
    expect(rig.patterns.at(-1)).not.toBe("critical-error");
  });

  test("Wi-Fi gone: joins again, by itself, and says where it is", async () => {
    const rig = await Rig.online();
    rig.accessPoints.delete(WIFI.ssid);
    rig.loseWifi();
    await rig.advance(30_000);
    expect(await info(rig)).toMatchObject({ stage: "wifi", trouble: { code: "wifi-no-access-point" } });
    rig.accessPoints.set(WIFI.ssid, WIFI.password);
    await rig.advance(60_000);
    await rig.untilOnline();
    expect((await info(rig)).trouble).toBeUndefined();
  });

  test("an access point that never answers is given up after 30 s", async () => {
    const rig = await Rig.online();
    rig.wifiHangs = true;
    rig.loseWifi();
    await rig.advance(40_000);
    expect((await info(rig)).trouble?.code).toBe("wifi-timeout");
    rig.wifiHangs = false;
    await rig.advance(60_000);
    await rig.untilOnline();
  });
});

describe("why the relay is not reached is said plainly, on the line and in device.info", () => {
  test.each<[NetworkFailure, string, boolean]>([
    ["certificate-untrusted", "does not come from a public authority", true],
    ["certificate-expired", "has expired", true],
    ["certificate-name", "is for another name", true],
    ["not-tls", "does not speak TLS", true],
    ["unreachable", "cannot be reached", false],
    ["timeout", "does not answer in time", false],
    ["too-large", "larger than allowed", false],
    ["refused", "refused the connection", false],
  ])("%s", async (code, words, critical) => {
    const rig = await Rig.fresh();
    rig.relay.onRegister = () => {
      throw new NetworkError(code, "detail");
    };
    await rig.setUp();
    await until(() => rig.log.includes(words));
    expect(await info(rig)).toMatchObject({ stage: "relay", trouble: { code } });
    await rig.advance(2_000);
    expect(rig.patterns.includes("critical-error")).toBe(critical);
  });
});

test("the LED tells the way from Wi-Fi to the relay", async () => {
  const rig = await Rig.fresh();
  // A relay that takes its time: with an answer at once, what it waits for might never be the LED's turn.
  let answer = () => {};
  const held = new Promise<undefined>((resolve) => {
    answer = () => resolve(undefined);
  });
  rig.relay.onRegister = () => held;
  await rig.setUp();
  await until(() => rig.relay.requests.length > 0, "the registration");
  await rig.advance(3_000);
  expect(rig.patterns.at(-1)).toBe("connecting-relay");
  answer();
  await rig.untilOnline();
  await rig.advance(3_000);
  const order = ["connecting-wifi", "wifi-connected", "connecting-relay", "relay-connected"] as const;
  const at = order.map((pattern) => rig.patterns.lastIndexOf(pattern));
  expect(at).not.toContain(-1);
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  expect(rig.led.at(-1)).toBeNull();
  await rig.advance(10_000);
  expect(rig.patterns).toContain("keep-alive-sent");
});

test("nothing goes on after the chip is off", async () => {
  const rig = await Rig.online(SETTINGS);
  const sealed = await rig.client.seal({ command: "unlock", args: {} });
  rig.relay.socket?.say({ type: "command", id: sealed.jti, jwe: sealed.jwe });
  const { socket } = rig.relay;
  rig.powerOff();
  const { length } = rig.output;
  await rig.advance(3_600_000);
  expect(rig.timer.nextAt).toBeUndefined();
  expect(socket?.sent("result")).toEqual([]);
  expect(rig.output).toHaveLength(length);
  expect(rig.bolt).toEqual([false]);
  expect(rig.crash).toBeUndefined();
});
