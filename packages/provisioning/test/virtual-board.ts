import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buildManifest, type ImagePart } from "@openlock/release";
import {
  buildVirtualImage,
  createVirtualDoor,
  PortBusyError,
  type VirtualDoor,
  type VirtualDoorOptions,
} from "@openlock/virtual-door";
import { vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { Firmware } from "../src/flash/manifest.ts";
import { fetchFirmware } from "../src/flash/manifest.ts";
import { listVirtualPorts, type VirtualLine } from "../src/serial/virtual-line.ts";
import { nodeSocket } from "./scripted-uart.ts";

export const WIFI = [
  { ssid: "OpenLock Demo", password: "open-sesame", rssi: -50 },
  { ssid: "Neighbour", password: "not-for-you", rssi: -80 },
  { ssid: "Open", rssi: -65 },
];

/** A virtual door at a host, and a server with firmware for it. */
export class VirtualBoard {
  readonly door: VirtualDoor;
  readonly line: VirtualLine;
  readonly #server: Server;
  readonly #files = new Map<string, string | Uint8Array>();

  static async start(options: VirtualDoorOptions = {}): Promise<VirtualBoard> {
    const door = createVirtualDoor({ wifi: WIFI, ...options });
    const server = createServer();
    const uarts = new WebSocketServer({ server, path: "/doors/1/uart" });
    uarts.on("connection", (socket) => serveUart(door, socket));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const files = new Map<string, string | Uint8Array>();
    const { usb } = door.chip;
    const doors = () => {
      const port = { id: "1", name: "Virtual door 1", ...usb.ids, plugged: usb.plugged };
      return JSON.stringify({ doors: [port] });
    };
    server.on("request", (request, response) => {
      const file = request.url === "/doors" ? doors() : files.get(request.url ?? "");
      if (file === undefined) response.statusCode = 404;
      response.end(file);
    });
    const find = async () => (await listVirtualPorts(address(server), { socket: nodeSocket }))[0];
    // One that is its own USB device is not there from the first moment.
    const line = await vi.waitFor(async () => (await find()) ?? Promise.reject(new Error("no line")), 30_000);
    return new VirtualBoard(door, line, server, files);
  }

  private constructor(
    door: VirtualDoor,
    line: VirtualLine,
    server: Server,
    files: Map<string, string | Uint8Array>,
  ) {
    this.door = door;
    this.line = line;
    this.#server = server;
    this.#files = files;
  }

  /** Firmware on the server: the virtual image, or that with other parts or for another chip. */
  async firmware(
    change: { chipFamily?: string; parts?: readonly ImagePart[]; damaged?: boolean; release?: string } = {},
  ): Promise<Firmware> {
    const { chipFamily = "ESP32", parts = buildVirtualImage(), damaged = false } = change;
    const release = change.release === undefined ? {} : { release: change.release };
    const manifest = buildManifest({ name: "esplock", version: "0.1.0", chipFamily, parts, ...release });
    this.#files.set("/firmware/manifest.json", JSON.stringify(manifest));
    for (const { file, bytes } of parts) {
      this.#files.set(`/firmware/${file}`, damaged ? bytes.with(100, (bytes[100] ?? 0) ^ 1) : bytes);
    }
    return await fetchFirmware(`${address(this.#server)}/firmware/manifest.json`);
  }

  async stop(): Promise<void> {
    this.door.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

function address(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function serveUart(door: VirtualDoor, socket: WebSocket): void {
  const open = (baudRate: number) => {
    const usb = door.chip.usb.open(baudRate);
    usb.onData((bytes) => socket.send(bytes));
    usb.onLost(() => {
      socket.send('{"type":"lost"}');
      socket.close();
    });
    socket.on("close", () => usb.close());
    socket.on("message", (data: Buffer, isBinary) => {
      if (isBinary) return usb.write(data);
      const frame = JSON.parse(data.toString());
      if (frame.type === "signals") usb.setSignals(frame);
    });
    socket.send('{"type":"opened"}');
  };
  socket.once("message", (data: Buffer) => {
    try {
      open(JSON.parse(data.toString()).baudRate);
    } catch (error) {
      socket.send(JSON.stringify({ type: error instanceof PortBusyError ? "busy" : "lost" }));
      socket.close();
    }
  });
}
