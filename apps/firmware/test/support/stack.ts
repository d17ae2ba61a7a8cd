import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeviceSettings } from "@openlock/protocol";
import type { SignedIn } from "../../../../e2e/support/people.ts";
import { Relay } from "../../../../e2e/support/relay.ts";
import { setUpOverLine } from "../../../../e2e/support/set-up-door.ts";
import { WIFI } from "../../../../e2e/support/virtual-doors.ts";
import { EsplockHost } from "./esplock-host.ts";
import { tcpSerialLine } from "./tcp-serial-port.ts";

/** A relay, and the firmware's host build fresh from the factory, each in a process. */
export interface HostStack {
  readonly relay: Relay;
  readonly host: EsplockHost;
  stop(): Promise<void>;
}

export async function startHostStack(): Promise<HostStack> {
  const dir = await mkdtemp(join(tmpdir(), "openlock-firmware-"));
  const relay = await Relay.start(join(dir, "relay"));
  const wifi = `${WIFI.ssid}:${WIFI.password}`;
  const host = await EsplockHost.start(join(dir, "door"), ["--no-pacing", "--wifi", wifi]);
  return {
    relay,
    host,
    stop: async () => {
      await relay.stop();
      await host.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Takes it from its box to being the door `front`, online, over its serial line. */
export async function setUpFront(owner: SignedIn, host: EsplockHost, settings: DeviceSettings = {}) {
  await setUpOverLine(owner, tcpSerialLine(host.uartPort), { id: "front", name: "Front door", settings });
}
