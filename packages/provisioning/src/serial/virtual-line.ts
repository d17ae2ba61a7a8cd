import * as z from "zod/mini";
import { ProvisioningError } from "../errors.ts";
import type { SerialLine } from "./line.ts";
import { type SocketMaker, VirtualSerialPort } from "./virtual-port.ts";

const HostDoors = z.object({
  doors: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      usbVendorId: z.int(),
      usbProductId: z.int(),
      /** An operating system lists no port whose cable is out. */
      plugged: z.boolean(),
    }),
  ),
});
type HostDoor = z.infer<typeof HostDoors>["doors"][number];

/** How long a port may be gone between two enumerations, in milliseconds. */
const COMES_BACK_WITHIN = 3_000;
const LOOK_EVERY = 200;

/** One virtual door's serial line. */
export interface VirtualLine extends SerialLine {
  readonly kind: "virtual";
  readonly id: string;
  readonly port: VirtualSerialPort;
  /** Where the door can be watched and worked, beside its cable. */
  readonly host: VirtualHost;
}

/** A `virtual-door` command that runs here. */
export interface VirtualHost {
  /** Its address, as `GET /api/about` gives it in `virtualDoors`. */
  readonly url: string;
  /** Where the runtime has no WebSocket of its own. */
  readonly socket?: SocketMaker;
}

/**
 * The serial lines that a `virtual-door` host offers.
 *
 * @throws {ProvisioningError} `host-unreachable`
 */
export async function listVirtualPorts(
  hostUrl: string,
  options: { readonly socket?: SocketMaker; readonly signal?: AbortSignal } = {},
): Promise<VirtualLine[]> {
  const { socket, signal } = options;
  const host: VirtualHost = { url: hostUrl, ...(socket ? { socket } : {}) };
  const doors = await fetchDoors(host, signal);
  return doors.filter(({ plugged }) => plugged).map((door) => virtualLine(host, door));
}

function virtualLine(host: VirtualHost, door: HostDoor): VirtualLine {
  let port = portOf(host, door);
  return {
    id: door.id,
    name: door.name,
    kind: "virtual",
    host,
    get port() {
      return port;
    },
    // Once it was gone it is another port, as a browser has it.
    async reacquire(signal) {
      if (port.connected) return;
      const until = Date.now() + COMES_BACK_WITHIN;
      for (;;) {
        const now = (await fetchDoors(host, signal)).find(({ id }) => id === door.id);
        if (now?.plugged) {
          port = portOf(host, now);
          return;
        }
        if (Date.now() >= until) {
          throw new ProvisioningError("port-not-found", "The board did not come back.");
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
        signal?.throwIfAborted();
      }
    },
  };
}

function portOf({ url, socket }: VirtualHost, door: HostDoor): VirtualSerialPort {
  const { usbVendorId, usbProductId } = door;
  return new VirtualSerialPort({
    url: socketUrl(url, door.id, "uart"),
    usbVendorId,
    usbProductId,
    ...(socket ? { socket } : {}),
  });
}

/** Where a host serves a door's serial line, and what happens at it. */
export function socketUrl(hostUrl: string, id: string, what: "uart" | "watch"): string {
  const url = new URL(`/doors/${encodeURIComponent(id)}/${what}`, hostUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

async function fetchDoors({ url }: VirtualHost, signal?: AbortSignal): Promise<readonly HostDoor[]> {
  try {
    const answer = await fetch(new URL("/doors", url), signal ? { signal } : {});
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return HostDoors.parse(await answer.json()).doors;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ProvisioningError("host-unreachable", `The virtual doors at ${url} do not answer.`, {
      cause,
    });
  }
}
