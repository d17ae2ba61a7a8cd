import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import type { UsbSerial } from "../chip/usb-serial.ts";
import { InProcessPort } from "./in-process-port.ts";

/** What the tests use of esptool-js 0.6.1. */
export interface EspLoader {
  readonly chip: {
    readonly CHIP_NAME: string;
    readMac(loader: EspLoader): Promise<string>;
    getCrystalFreq(loader: EspLoader): Promise<number>;
  };
  IS_STUB: boolean;
  main(mode?: string): Promise<string>;
  connect(mode?: string, attempts?: number): Promise<void>;
  sync(): Promise<unknown>;
  readReg(address: number): Promise<number>;
  readFlashId(): Promise<number>;
  eraseFlash(): Promise<unknown>;
  readFlash(address: number, size: number): Promise<Uint8Array>;
  flashMd5sum(address: number, size: number): Promise<string>;
  command(op: number, data?: Uint8Array): Promise<[number, Uint8Array]>;
  writeFlash(options: {
    fileArray: { data: Uint8Array; address: number }[];
    flashSize: string;
    flashMode: string;
    flashFreq: string;
    eraseAll: boolean;
    compress: boolean;
    reportProgress?: (file: number, written: number, total: number) => void;
    calculateMD5Hash?: (image: Uint8Array) => string;
  }): Promise<void>;
  after(mode?: string): Promise<void>;
}

export interface EspTransport {
  setRTS(state: boolean): Promise<void>;
  setDTR(state: boolean): Promise<void>;
  disconnect(): Promise<void>;
}

interface EsptoolJs {
  readonly ESPLoader: new (options: object) => EspLoader;
  readonly Transport: new (port: object) => EspTransport;
}

/** The very package that the wizard flashes with; `provisioning` brings it, and this package must not depend on it. */
const fromProvisioning = createRequire(new URL("../../../provisioning/package.json", import.meta.url));
const { ESPLoader, Transport } = (await import(fromProvisioning.resolve("esptool-js"))) as EsptoolJs;

export const md5 = (image: Uint8Array): string => createHash("md5").update(image).digest("hex");

export interface Esptool {
  readonly loader: EspLoader;
  readonly transport: EspTransport;
  /** What it would have shown to a person. */
  readonly said: string[];
}

/** Unmodified esptool-js on a port, silent. */
export function esptoolOn(port: object, baudrate = 115_200): Esptool {
  const said: string[] = [];
  const transport = new Transport(port);
  // It prints its traces unasked; a test's output is for the test.
  Object.assign(transport, { trace: () => {} });
  const terminal = {
    clean: () => {},
    write: (text: string) => said.push(text),
    writeLine: (text: string) => said.push(text),
  };
  return { loader: new ESPLoader({ transport, baudrate, terminal }), transport, said };
}

export function esptool(usb: UsbSerial, baudrate?: number): Esptool {
  return esptoolOn(new InProcessPort(usb), baudrate);
}

/** As esptool-js and ESP Web Tools leave a chip: EN low for a moment, through RTS. */
export async function hardReset({ loader, transport }: Esptool): Promise<void> {
  await transport.setRTS(true);
  await loader.after();
}
