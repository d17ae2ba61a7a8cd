import type { About, Claim } from "@openlock/api";
import type { DeviceSettings } from "@openlock/protocol";
import {
  Board,
  configureDevice,
  fetchFirmware,
  joinNetwork,
  listVirtualPorts,
  type SerialLine,
  scanNetworks,
  waitForKey,
  waitUntilOnline,
} from "@openlock/provisioning";
import WebSocket from "ws";
import type { SignedIn } from "./people.ts";
import { type VirtualDoors, WIFI } from "./virtual-doors.ts";

export const DOOR_PASSWORD = "correct horse battery staple";

export interface DoorToBe {
  readonly id: string;
  readonly name: string;
  /** Beside what every door needs. */
  readonly settings?: DeviceSettings;
}

/**
 * Takes a virtual ESP32 from its box to a door that is online, by the flows that the wizard runs, without a page.
 *
 * @returns the fingerprint that was read over the cable
 */
export async function setUpDoor(
  owner: SignedIn,
  doors: VirtualDoors,
  door: DoorToBe & { readonly uart: string },
): Promise<string> {
  const lines = await listVirtualPorts(doors.url, {
    // The browser's WebSocket and that of `ws` are one interface; their types do not know it.
    socket: (url) => new WebSocket(url) as unknown as globalThis.WebSocket,
  });
  const line = lines.find(({ id }) => id === door.uart);
  if (!line) throw new Error(`no virtual door ${door.uart}`);
  return await setUpOverLine(owner, line, door, async (board) => {
    await board.flash(await fetchFirmware(new URL("/firmware/virtual/manifest.json", owner.relay.url)), {
      identity: "keep",
    });
  });
}

/**
 * The same for a board whose program is on it, or comes onto it by `flash`.
 *
 * @returns the fingerprint that was read over the cable
 */
export async function setUpOverLine(
  owner: SignedIn,
  line: SerialLine,
  door: DoorToBe,
  flash?: (board: Board) => Promise<void>,
): Promise<string> {
  const log: string[] = [];
  const board = new Board(line, (text) => log.push(text));
  try {
    await flash?.(board);
    const about = await owner.json<About>("GET", "/api/about");
    await owner.json("POST", "/api/doors", { id: door.id, name: door.name });
    const { claim } = await owner.json<Claim>("POST", `/api/doors/${door.id}/claim`);
    return await board.use(async (session) => {
      await waitForKey(session, { timeoutMs: 60_000 });
      const heard = await scanNetworks(session);
      if (!heard.some(({ ssid }) => ssid === WIFI.ssid)) throw new Error(`it does not hear ${WIFI.ssid}`);
      await joinNetwork(session, WIFI);
      await configureDevice(session, {
        settings: {
          ...{ server: about.device, doorId: door.id, password: DOOR_PASSWORD, relockSeconds: 3 },
          ...door.settings,
        },
        claim,
      });
      const { kid } = await waitUntilOnline(session, { timeoutMs: 60_000 });
      return kid ?? "";
    });
  } catch (error) {
    throw new Error(`the door was not set up; its log:\n${log.slice(-40).join("\n")}`, { cause: error });
  } finally {
    await board.release();
  }
}
