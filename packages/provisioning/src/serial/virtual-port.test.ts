import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ScriptedUart } from "../../test/scripted-uart.ts";

async function readOnce(port: SerialPort): Promise<Uint8Array | undefined> {
  const reader = port.readable?.getReader();
  const chunk = await reader?.read();
  reader?.releaseLock();
  return chunk?.value;
}

async function write(port: SerialPort, ...bytes: number[]): Promise<void> {
  const writer = port.writable?.getWriter();
  await writer?.write(new Uint8Array(bytes));
  writer?.releaseLock();
}

describe("a virtual door's UART as a Web Serial port", () => {
  let uart: ScriptedUart;
  beforeEach(async () => {
    uart = await ScriptedUart.start();
  });
  afterEach(() => uart.stop());

  test("carries bytes both ways, and baud rate and signals", async () => {
    const port = uart.port();
    expect(port.readable).toBeNull();
    await port.open({ baudRate: 115_200 });
    await port.setSignals({ dataTerminalReady: false, requestToSend: true });
    await port.setSignals({ break: true });
    await write(port, 1, 2, 0xff);
    expect(await readOnce(port)).toEqual(new Uint8Array([1, 2, 0xff]));
    expect(uart.control).toEqual([
      { type: "open", baudRate: 115_200 },
      { type: "signals", dtr: false, rts: true },
      { type: "break", on: true },
    ]);
    await port.close();
  });

  test("can be opened again at another baud rate, at once", async () => {
    const port = uart.port();
    await port.open({ baudRate: 115_200 });
    await port.close();
    expect(port.readable).toBeNull();
    await port.open({ baudRate: 460_800 });
    await write(port, 7);
    expect(await readOnce(port)).toEqual(new Uint8Array([7]));
    await port.close();
  });

  test("gives a new stream after one was cancelled, and keeps what came between", async () => {
    const port = uart.port();
    await port.open({ baudRate: 115_200 });
    await port.readable?.cancel();
    uart.page?.send(new Uint8Array([9]));
    expect(await readOnce(port)).toEqual(new Uint8Array([9]));
    await port.close();
  });

  test("does not close under a reader", async () => {
    const port = uart.port();
    await port.open({ baudRate: 115_200 });
    const reader = port.readable?.getReader();
    await expect(port.close()).rejects.toBeInstanceOf(TypeError);
    reader?.releaseLock();
    await port.close();
  });

  test("is refused while another page has it, and while it is open already", async () => {
    const port = uart.port();
    await port.open({ baudRate: 115_200 });
    await expect(port.open({ baudRate: 115_200 })).rejects.toMatchObject({ name: "InvalidStateError" });
    await expect(uart.port().open({ baudRate: 115_200 })).rejects.toMatchObject({ name: "NetworkError" });
    await port.close();
  });

  test("a pulled cable ends streams with NetworkError and says so; plugged in again, it opens", async () => {
    const port = uart.port();
    await port.open({ baudRate: 115_200 });
    const told = new Promise((resolve) => port.addEventListener("disconnect", resolve));
    const reader = port.readable?.getReader();
    const reading = reader?.read();
    const pulled = uart.pull();
    await expect(reading).rejects.toMatchObject({ name: "NetworkError" });
    await told;
    expect(port.connected).toBe(false);
    expect(port.readable).toBeNull();
    await expect(port.setSignals({ requestToSend: true })).rejects.toMatchObject({
      name: "InvalidStateError",
    });
    await pulled;
    await port.open({ baudRate: 115_200 });
    expect(port.connected).toBe(true);
    await write(port, 3);
    expect(await readOnce(port)).toEqual(new Uint8Array([3]));
    await port.close();
  });

  test("a host that is not there is a NetworkError too", async () => {
    const port = uart.port();
    await uart.stop();
    await expect(port.open({ baudRate: 115_200 })).rejects.toMatchObject({ name: "NetworkError" });
    uart = await ScriptedUart.start();
  });
});
