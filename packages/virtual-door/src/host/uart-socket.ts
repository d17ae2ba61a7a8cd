import type { RawData, WebSocket } from "ws";
import { PortBusyError, PortGoneError, type UsbConnection, type UsbSerial } from "../chip/usb-serial.ts";

const TRY_AGAIN_LATER = 1013;
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const MAX_BAUD_RATE = 5_000_000;

/** A page that has the port open; another one takes over from it only when its socket is closing. */
const holders = new WeakMap<UsbSerial, { socket: WebSocket; release: () => void }>();

/**
 * One page's view of a door's serial port (docs/architecture.md, "The virtual door on a developer's machine"):
 * binary frames are bytes, text frames are what a serial driver is told.
 */
export function serveUart(socket: WebSocket, usb: UsbSerial): void {
  let connection: UsbConnection | undefined;

  const tell = (message: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const release = () => {
    connection?.close();
    connection = undefined;
    if (holders.get(usb)?.socket === socket) holders.delete(usb);
  };
  const lost = () => {
    connection = undefined;
    tell({ type: "lost" });
    socket.close(GOING_AWAY, "the cable was pulled");
  };

  const open = (baudRate: number) => {
    release();
    // A page that reopens its port can be here before the end of its last socket is.
    const holder = holders.get(usb);
    if (holder && holder.socket.readyState !== holder.socket.OPEN) holder.release();
    try {
      connection = usb.open(baudRate);
    } catch (error) {
      if (error instanceof PortGoneError) {
        lost();
        return;
      }
      if (!(error instanceof PortBusyError)) throw error;
      tell({ type: "busy" });
      socket.close(TRY_AGAIN_LATER, "another page has this port");
      return;
    }
    holders.set(usb, { socket, release });
    connection.onData((bytes) => {
      if (socket.readyState === socket.OPEN) socket.send(bytes);
    });
    connection.onLost(lost);
    tell({ type: "opened" });
  };

  socket.on("message", (data, isBinary) => {
    if (isBinary) {
      connection?.write(bytesOf(data));
      return;
    }
    const message = parse(data);
    if (!message) socket.close(POLICY_VIOLATION, "not a control frame");
    else if (message.type === "open") open(message.baudRate);
    else if (message.type === "baud") connection?.setBaudRate(message.baudRate);
    else if (message.type === "signals") connection?.setSignals(message.signals);
    else if (message.type === "close") release();
  });
  socket.on("close", release);
  socket.on("error", release);
}

type Control =
  | { readonly type: "open" | "baud"; readonly baudRate: number }
  | { readonly type: "signals"; readonly signals: { readonly dtr?: boolean; readonly rts?: boolean } }
  | { readonly type: "break" | "close" };

function parse(data: RawData): Control | undefined {
  let message: Record<string, unknown>;
  try {
    message = JSON.parse(data.toString()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const { type, baudRate, dtr, rts } = message ?? {};
  switch (type) {
    case "open":
    case "baud": {
      const sound = typeof baudRate === "number" && baudRate >= 300 && baudRate <= MAX_BAUD_RATE;
      return sound ? { type, baudRate } : undefined;
    }
    case "signals":
      return {
        type,
        signals: {
          ...(typeof dtr === "boolean" ? { dtr } : {}),
          ...(typeof rts === "boolean" ? { rts } : {}),
        },
      };
    // A break means nothing to the ESP32's console, so it is taken and nothing happens.
    case "break":
    case "close":
      return { type };
    default:
      return undefined;
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
  return new Uint8Array(data);
}
