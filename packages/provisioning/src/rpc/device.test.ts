import type { DeviceInfo } from "@openlock/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ScriptedUart } from "../../test/scripted-uart.ts";
import { SerialSession } from "../serial/session.ts";
import { configureDevice, deviceInfo, resetDevice } from "./device.ts";

const INFO: DeviceInfo = {
  uid: "a0b1c2d3e4f5",
  firmware: { version: "1.0.0", chip: "ESP32" },
  stage: "unconfigured",
};

/** Answers each request line with what `reply` says. */
function replying(reply: (request: { id: number; method: string }) => object | string | undefined) {
  return (bytes: Buffer) => {
    const line = bytes.toString().trim();
    const answer = line === "" ? undefined : reply(JSON.parse(line));
    if (answer === undefined || typeof answer === "string") return answer;
    return `${JSON.stringify({ jsonrpc: "2.0", ...answer })}\n`;
  };
}

describe("JSON-RPC over the serial line", () => {
  let uart: ScriptedUart;
  let session: SerialSession;
  let log: string[];
  beforeEach(async () => {
    uart = await ScriptedUart.start();
    log = [];
    session = await SerialSession.open(uart.line(), { onLog: (line) => log.push(line) });
  });
  afterEach(async () => {
    await session.close();
    await uart.stop();
  });

  test("finds its answer among log lines and answers to others", async () => {
    uart.answer = replying(({ id }) => {
      uart.say("I (31) boot: esplock\r\n");
      uart.say('{"jsonrpc":"2.0","id":99999,"result":{}}\n{"half":\n');
      return { id, result: INFO };
    });
    expect(await deviceInfo(session)).toEqual(INFO);
    expect(log).toEqual(["I (31) boot: esplock", '{"half":']);
  });

  test("asks again while the board starts", async () => {
    let asked = 0;
    uart.answer = replying(({ id }) => (++asked < 2 ? undefined : { id, result: INFO }));
    expect(await deviceInfo(session)).toEqual(INFO);
    expect(asked).toBe(2);
  });

  test("a board that says nothing is no-answer, and the line is good for the next question", async () => {
    uart.answer = () => undefined;
    await expect(deviceInfo(session, { timeoutMs: 50 })).rejects.toMatchObject({ code: "no-answer" });
    uart.answer = replying(({ id }) => ({ id, result: INFO }));
    expect(await deviceInfo(session)).toEqual(INFO);
  });

  test("an answer of another shape is bad-answer", async () => {
    uart.answer = replying(({ id }) => ({ id, result: { ...INFO, stage: "open-for-all" } }));
    await expect(deviceInfo(session)).rejects.toMatchObject({ code: "bad-answer" });
  });

  test("a pulled cable ends a request at once, and every later one", async () => {
    uart.answer = () => undefined;
    const asked = deviceInfo(session, { timeoutMs: 60_000 });
    asked.catch(() => {});
    const pulled = uart.pull();
    await expect(asked).rejects.toMatchObject({ code: "port-lost" });
    await expect(deviceInfo(session)).rejects.toMatchObject({ code: "port-lost" });
    await pulled;
  });

  test("an aborted request rejects with the signal's reason", async () => {
    uart.answer = () => undefined;
    const controller = new AbortController();
    const asked = deviceInfo(session, { timeoutMs: 60_000, signal: controller.signal });
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  });

  test.each([
    ["bad-password", { code: -32001, message: "no", data: { error: "bad-password" } }],
    ["locked-out", { code: -32001, message: "wait 30 s", data: { error: "locked-out" } }],
    ["settings-refused", { code: -32602, message: "settings.server.url: not an https address" }],
    ["device-failed", { code: -32000, message: "flash is full", data: { error: "failed" } }],
    ["bad-answer", { code: -32601, message: "unknown method" }],
  ])("tells a refusal: %s", async (code, error) => {
    uart.answer = replying(({ id }) => ({ id, error }));
    await expect(configureDevice(session, { settings: {} })).rejects.toMatchObject({ code });
    await expect(resetDevice(session, "x")).rejects.toMatchObject({ code });
  });

  test("leaves no lock: the port can be closed and opened by somebody else", async () => {
    uart.answer = replying(({ id }) => ({ id, result: INFO }));
    await deviceInfo(session);
    await session.close();
    session = await SerialSession.open(uart.line());
    expect(await deviceInfo(session)).toEqual(INFO);
  });

  test("a port that another page has is port-busy", async () => {
    await expect(SerialSession.open(uart.line())).rejects.toMatchObject({ code: "port-busy" });
  });
});
