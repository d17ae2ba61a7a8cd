import * as z from "zod/mini";
import { ProvisioningError } from "../errors.ts";
import type { SerialLine } from "./line.ts";
import { type SocketMaker, VirtualSerialPort } from "./virtual-port.ts";

const HostDoors = z.object({
  doors: z.array(z.object({ id: z.string(), name: z.string(), usbVendorId: z.int(), usbProductId: z.int() })),
});

/** One virtual door's serial line. It keeps its port through every restart. */
export interface VirtualLine extends SerialLine {
  readonly kind: "virtual";
  readonly id: string;
  readonly port: VirtualSerialPort;
}

/**
 * The serial lines that a `virtual-door` host offers.
 *
 * @param hostUrl the host's address, as `GET /api/about` gives it in `virtualDoors`
 * @throws {ProvisioningError} `host-unreachable`
 */
export async function listVirtualPorts(
  hostUrl: string,
  options: { readonly socket?: SocketMaker; readonly signal?: AbortSignal } = {},
): Promise<VirtualLine[]> {
  const answer = await fetchDoors(hostUrl, options.signal);
  return answer.doors.map((door) => {
    const url = new URL(`/doors/${encodeURIComponent(door.id)}/uart`, hostUrl);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const { usbVendorId, usbProductId } = door;
    const { socket } = options;
    const port = new VirtualSerialPort({
      url: url.href,
      usbVendorId,
      usbProductId,
      ...(socket ? { socket } : {}),
    });
    return { id: door.id, name: door.name, kind: "virtual", port, reacquire: async () => {} };
  });
}

async function fetchDoors(hostUrl: string, signal?: AbortSignal): Promise<z.infer<typeof HostDoors>> {
  try {
    const answer = await fetch(new URL("/doors", hostUrl), signal ? { signal } : {});
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return HostDoors.parse(await answer.json());
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ProvisioningError("host-unreachable", `The virtual doors at ${hostUrl} do not answer.`, {
      cause,
    });
  }
}
