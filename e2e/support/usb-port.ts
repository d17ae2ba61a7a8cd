import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import type { VirtualDoors } from "./virtual-doors.ts";

const VIRTUAL_PORT = fileURLToPath(
  new URL("../../packages/provisioning/dist/serial/virtual-port.js", import.meta.url),
);

/**
 * Makes a virtual door's serial line what the browser's own chooser of ports gives on the pages that are opened from now
 * on. So they take the door for a board at a USB port, of which nothing is known but what comes over the cable.
 *
 * @param id of the virtual door
 */
export async function giveUsbPort(page: Page, doors: VirtualDoors, id: string): Promise<void> {
  const module = await readFile(VIRTUAL_PORT, "utf8");
  const options = {
    url: `${doors.url.replace("http", "ws")}/doors/${id}/uart`,
    ...{ usbVendorId: 0x10c4, usbProductId: 0xea60 },
  };
  await page.addInitScript(`{
    ${module.replace("export class", "class")}
    const port = new VirtualSerialPort(${JSON.stringify(options)});
    navigator.serial.requestPort = async () => port;
    navigator.serial.getPorts = async () => [port];
  }`);
}
