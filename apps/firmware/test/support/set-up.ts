import type { About, Claim } from "@openlock/api";
import type { DeviceSettings } from "@openlock/protocol";
import {
  Board,
  configureDevice,
  joinNetwork,
  scanNetworks,
  waitForKey,
  waitUntilOnline,
} from "@openlock/provisioning";
import { expect } from "vitest";
import type { SignedIn } from "../../../../e2e/support/people.ts";
import type { EsplockHost } from "./esplock-host.ts";
import { tcpSerialLine } from "./tcp-serial-port.ts";

export const WIFI = { ssid: "OpenLock Demo", password: "open-sesame" } as const;
export const PASSWORD = "correct horse battery staple";
/** For a host that hears that network, and whose radio takes no time. */
export const HOST_OPTIONS = ["--no-pacing", "--wifi", `${WIFI.ssid}:${WIFI.password}`] as const;

/** Takes the door `front` from its box to being online, by the flows that the wizard runs, over its serial line. */
export async function setUpFront(owner: SignedIn, host: EsplockHost, more: DeviceSettings = {}) {
  const about = await owner.json<About>("GET", "/api/about");
  await owner.json("POST", "/api/doors", { id: "front", name: "Front door" });
  const { claim } = await owner.json<Claim>("POST", "/api/doors/front/claim");
  const log: string[] = [];
  const board = new Board(tcpSerialLine(host.uartPort), (line) => log.push(line));
  try {
    await board.use(async (session) => {
      await waitForKey(session, { timeoutMs: 60_000 });
      expect(await scanNetworks(session)).toMatchObject([{ ssid: WIFI.ssid }]);
      await joinNetwork(session, WIFI);
      await configureDevice(session, {
        settings: { server: about.device, doorId: "front", password: PASSWORD, relockSeconds: 2, ...more },
        claim,
      });
      await waitUntilOnline(session, { timeoutMs: 60_000 });
    });
  } catch (error) {
    throw new Error(`the door was not set up; its log:\n${log.slice(-40).join("\n")}`, { cause: error });
  } finally {
    await board.release();
  }
}
