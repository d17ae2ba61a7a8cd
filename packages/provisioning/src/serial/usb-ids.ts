/** What sits between a computer's USB and the board's serial line, as far as the ids of a port tell. */
export type Adapter =
  /** A chip beside the ESP32 that makes a serial line of USB. */
  | { readonly kind: "bridge"; readonly name: string }
  /** The ESP32's own USB: the port goes away and comes back at resets. */
  | { readonly kind: "own-usb"; readonly name: string }
  /** Not by cable. */
  | { readonly kind: "bluetooth" }
  /** On USB, and no chip that ESP32 boards are known to have. */
  | { readonly kind: "unknown-usb"; readonly name: string }
  /** Built in, or the browser does not say. */
  | { readonly kind: "not-usb" };

const ESPRESSIF = 0x303a;

/**
 * Bridges on ESP32 boards, by vendor: all products of these are serial bridges. Ids as in Linux'
 * `drivers/usb/serial` (cp210x.c, ch341.c, ftdi_sio_ids.h, pl2303.h) and WCH's driver for its newer chips; the boards
 * are those of https://docs.espressif.com/projects/esp-idf/en/stable/esp32/get-started/establish-serial-connection.html
 */
const BRIDGES: ReadonlyMap<number, string> = new Map([
  [0x10c4, "CP210x"],
  [0x1a86, "CH340 or CH9102"],
  [0x0403, "FTDI"],
  [0x067b, "PL2303"],
]);

/** @param info what `getInfo()` of a Web Serial port gives */
export function adapterOf(info: SerialPortInfo): Adapter {
  const { usbVendorId, usbProductId, bluetoothServiceClassId } = info;
  if (bluetoothServiceClassId !== undefined) return { kind: "bluetooth" };
  if (usbVendorId === undefined) return { kind: "not-usb" };
  const ids = `${hex(usbVendorId)}:${hex(usbProductId ?? 0)}`;
  if (usbVendorId === ESPRESSIF) return { kind: "own-usb", name: `ESP32 (${ids})` };
  const bridge = BRIDGES.get(usbVendorId);
  if (bridge) return { kind: "bridge", name: `${bridge} (${ids})` };
  return { kind: "unknown-usb", name: `USB ${ids}` };
}

/** Espressif's own USB, in the chip, instead of a bridge beside it. */
export function hasOwnUsb(info: SerialPortInfo): boolean {
  return adapterOf(info).kind === "own-usb";
}

/** As people tell ports apart. */
export function portName(info: SerialPortInfo): string {
  const adapter = adapterOf(info);
  if (adapter.kind === "bluetooth") return "Bluetooth port";
  return adapter.kind === "not-usb" ? "Serial port" : adapter.name;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, "0");
}
