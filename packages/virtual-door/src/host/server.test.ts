import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { buildVirtualImage } from "../image-builder/virtual-image.ts";
import { esptoolOn, hardReset, md5 } from "../testing/esptool.ts";
import { SocketPort } from "../testing/socket-port.ts";
import { startHost, type VirtualDoorHost } from "./server.ts";

let host: VirtualDoorHost;

beforeAll(async () => {
  host = await startHost({ count: 2, port: 0, wifi: [{ ssid: "home", password: "password" }], paced: false });
});

afterAll(() => host.close());

function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${host.url}${path}`, options, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    request.on("error", reject);
    request.end(options.body);
  });
}

function control(id: string, body: unknown, headers: Record<string, string> = {}) {
  const json = { "content-type": "application/json", ...headers };
  return ask(`/doors/${id}/control`, { method: "POST", headers: json, body: JSON.stringify(body) });
}

async function socketTo(path: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(`${host.url.replace("http", "ws")}${path}`, { headers });
  await once(socket, "open");
  return socket;
}

const FOREIGN = "https://evil.example";

describe("who may ask", () => {
  test("any page may list the doors", async () => {
    const { body, headers } = await ask("/doors", { headers: { origin: FOREIGN } });
    expect(headers["access-control-allow-origin"]).toBe("*");
    expect(JSON.parse(body)).toEqual({
      doors: [1, 2].map((number) => ({
        id: `door-${number}`,
        name: `Virtual door ${number}`,
        plugged: true,
        usbVendorId: 0x10c4,
        usbProductId: 0xea60,
      })),
    });
  });

  test("only pages of this machine may do more", async () => {
    for (const origin of [FOREIGN, "null", "http://localhost.evil.example", "http://127.0.0.1.nip.io"]) {
      expect((await ask("/doors/door-1", { headers: { origin } })).status).toBe(403);
      expect((await control("door-1", { action: "reset" }, { origin })).status).toBe(403);
      await expect(socketTo("/doors/door-1/uart", { origin })).rejects.toThrow("403");
      await expect(socketTo("/doors/door-1/watch", { origin })).rejects.toThrow("403");
    }
    for (const origin of ["http://localhost:8080", "https://127.0.0.1", "http://[::1]:3000"]) {
      const { status, headers } = await ask("/doors/door-1", { headers: { origin } });
      expect([status, headers["access-control-allow-origin"]]).toEqual([200, origin]);
    }
  });

  test("a name that only resolves to this machine is not it", async () => {
    for (const path of ["/", "/doors", "/doors/door-1"]) {
      expect((await ask(path, { headers: { host: "evil.example:8090" } })).status).toBe(421);
    }
    await expect(socketTo("/doors/door-1/watch", { host: "evil.example" })).rejects.toThrow("403");
  });

  test("a form of another page cannot press buttons", async () => {
    const form = { "content-type": "text/plain" };
    const { status } = await ask("/doors/door-1/control", {
      method: "POST",
      headers: form,
      body: '{"action":"reset"}',
    });
    expect(status).toBe(415);
  });
});

describe("control", () => {
  test("does what it says", async () => {
    const { chip } = host.doors.get("door-2")?.door ?? expect.fail();
    expect(JSON.parse((await control("door-2", { action: "door-open" })).body)).toMatchObject({
      contact: "open",
    });
    await control("door-2", { action: "tamper-open" });
    await control("door-2", { action: "unplug" });
    await control("door-2", { action: "boot-press" });
    expect([chip.hardware.tamper.level, chip.usb.plugged, chip.bootHeld]).toEqual([true, false, true]);
    await control("door-2", { action: "power-off" });
    expect(chip.mode).toBe("off");
    await control("door-2", { action: "fault", fault: { wifiGone: true, clockRate: -1 } });
    expect(chip.faults.current).toEqual({ wifiGone: true, clockRate: -1 });
    await control("door-2", { action: "fault", fault: { wifiGone: null } });
    expect(chip.faults.current).toEqual({ clockRate: -1 });
    for (const action of ["plug", "power-on", "boot-release", "door-close", "tamper-close"]) {
      expect((await control("door-2", { action })).status).toBe(200);
    }
  });

  test("says what it does not understand", async () => {
    const wrong = [
      null,
      [],
      {},
      { action: "explode" },
      { action: "constructor" },
      { action: "fault" },
      { action: "fault", fault: { wifiGone: 1 } },
      { action: "fault", fault: { nothing: true } },
      { action: "fault", fault: { badFlash: [{ address: 0, bits: 256 }] } },
    ];
    for (const body of wrong) expect((await control("door-1", body)).status).toBe(400);
    expect((await control("door-9", { action: "reset" })).status).toBe(404);
    expect((await control("door-1", { action: "x".repeat(70_000) })).status).toBe(400);
  });
});

describe("watch", () => {
  test("first a snapshot, then what happens", async () => {
    const socket = new WebSocket(`${host.url.replace("http", "ws")}/doors/door-1/watch`);
    const messages: { type: string; [key: string]: unknown }[] = [];
    const seen = new Promise<void>((resolve) => {
      socket.on("message", (data) => {
        messages.push(JSON.parse(data.toString()));
        if (messages.some(({ type, bolt }) => type === "bolt" && bolt === "unlocked")) resolve();
      });
    });
    await once(socket, "message");
    host.doors.get("door-1")?.door.chip.hardware.setLed({ red: 1, green: 2, blue: 3 });
    host.doors.get("door-1")?.door.chip.hardware.setBolt(true);
    await seen;
    expect(messages[0]).toMatchObject({ type: "snapshot", snapshot: { id: "door-1", bolt: "locked" } });
    expect(messages).toContainEqual({ type: "led", led: { red: 1, green: 2, blue: 3 } });
    expect(messages).toContainEqual({ type: "bolt", bolt: "unlocked", boltMoves: 1 });
    socket.close();
  });
});

describe("the serial port over a WebSocket", () => {
  test("unmodified esptool-js flashes through it", async () => {
    const { chip } = host.doors.get("door-1")?.door ?? expect.fail();
    const tool = esptoolOn(new SocketPort(`${host.url.replace("http", "ws")}/doors/door-1/uart`), 460_800);
    await tool.loader.main();
    await tool.loader.writeFlash({
      fileArray: buildVirtualImage().map(({ offset, bytes }) => ({ data: bytes, address: offset })),
      flashSize: "keep",
      flashMode: "keep",
      flashFreq: "keep",
      eraseAll: true,
      compress: true,
      calculateMD5Hash: md5,
    });
    const started = chip.events.next("started");
    await hardReset(tool);
    expect(await started).toMatchObject({ project: "esplock-virtual" });
    await tool.transport.disconnect();
  });

  test("one page at a time; a pulled cable is lost", async () => {
    const { chip } = host.doors.get("door-2")?.door ?? expect.fail();
    const first = await socketTo("/doors/door-2/uart");
    first.send(JSON.stringify({ type: "open", baudRate: 115_200 }));
    expect(JSON.parse(String((await once(first, "message"))[0]))).toEqual({ type: "opened" });
    const second = await socketTo("/doors/door-2/uart");
    second.send(JSON.stringify({ type: "open", baudRate: 115_200 }));
    expect(JSON.parse(String((await once(second, "message"))[0]))).toEqual({ type: "busy" });
    await once(second, "close");
    const lost = new Promise<void>((resolve) => {
      first.on("message", (data, isBinary) => {
        if (!isBinary && String(data).includes("lost")) resolve();
      });
    });
    const closed = once(first, "close");
    chip.usb.unplug();
    await lost;
    await closed;
    chip.usb.plug();
  });

  test("frames that mean nothing end the socket", async () => {
    for (const frame of ["nonsense", "null", "{}", '{"type":"open","baudRate":-1}', '{"type":"open"}']) {
      const socket = await socketTo("/doors/door-2/uart");
      socket.send(frame);
      expect((await once(socket, "close"))[0]).toBe(1008);
    }
  });
});

test("the panel comes with everything it needs, and nothing from elsewhere", async () => {
  const page = await ask("/");
  expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  for (const [, path = ""] of page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    expect((await ask(path)).status, path).toBe(200);
  }
  expect((await ask("/../package.json")).status).toBe(404);
});
