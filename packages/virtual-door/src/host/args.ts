import { parseArgs } from "node:util";
import type { AccessPointSettings } from "../chip/air.ts";
import type { HostOptions } from "./server.ts";

export const USAGE = `virtual-door [options]: simulated ESP32 doors for this machine

  --count N             how many doors (2)
  --dir PATH            where they keep flash and MAC (./data/doors)
  --port N              of the panel and the serial ports (8090; 0 takes any)
  --host ADDRESS        to listen on (127.0.0.1)
  --wifi SSID:PASSWORD  an access point they hear; may be given several times (OpenLock Demo:open-sesame)
  --flashed             new doors start with the virtual image flashed
  --no-pacing           serial line, flash and radio do not take their real time
  --help`;

/** What was typed cannot be understood. */
export class UsageError extends Error {}

const DEFAULT_WIFI = "OpenLock Demo:open-sesame";

/** @returns "help" when that was asked for @throws {UsageError} */
export function parseArguments(args: readonly string[]): HostOptions | "help" {
  const { values } = parse(args);
  if (values.help) return "help";
  return {
    count: wholeNumber("--count", values.count, 1, 1000),
    dir: values.dir,
    port: wholeNumber("--port", values.port, 0, 65535),
    host: values.host,
    wifi: (values.wifi ?? [DEFAULT_WIFI]).map(parseWifi),
    paced: !values["no-pacing"],
    flashed: values.flashed,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        count: { type: "string", default: "2" },
        dir: { type: "string", default: "./data/doors" },
        port: { type: "string", default: "8090" },
        host: { type: "string", default: "127.0.0.1" },
        wifi: { type: "string", multiple: true },
        flashed: { type: "boolean", default: false },
        "no-pacing": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function wholeNumber(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < from || value > to) {
    throw new UsageError(`${name} ${text}: a whole number from ${from} to ${to} is wanted`);
  }
  return value;
}

/** A password may hold colons, so the first one ends the name. */
function parseWifi(text: string): AccessPointSettings {
  const colon = text.indexOf(":");
  if (colon < 0) return { ssid: text };
  const password = text.slice(colon + 1);
  if (colon === 0 || password.length < 8) {
    throw new UsageError(`--wifi ${text}: SSID:PASSWORD with at least 8 characters of password is wanted`);
  }
  return { ssid: text.slice(0, colon), password };
}
