import { parseArgs } from "node:util";
import type { BoardOptions } from "./bench.ts";

export const USAGE = `conformance --port PORT --host ADDRESS --wifi SSID:PASSWORD [options]: tries a board on a serial port

  --port PORT           /dev/ttyUSB0, or tcp:ADDRESS:PORT
  --host ADDRESS        a name or address of this machine that the board reaches over its Wi-Fi
  --wifi SSID:PASSWORD  the Wi-Fi it joins
  --password PASSWORD   the door password that it has now, where it has one
  --only TEXT           only checks whose section or sentence has this
  --help

The board is wiped: settings and key.`;

/** What was typed cannot be understood. */
export class UsageError extends Error {}

/** @returns "help" when that was asked for @throws {UsageError} */
export function parseArguments(
  args: readonly string[],
): (Omit<BoardOptions, "passwords"> & { readonly password?: string; readonly only: string }) | "help" {
  const text = { type: "string" } as const;
  const parse = () =>
    parseArgs({
      args: [...args],
      options: {
        ...{ port: text, host: text, wifi: text, password: text, only: { ...text, default: "" } },
        help: { type: "boolean", default: false },
      },
    }).values;
  let values: ReturnType<typeof parse>;
  try {
    values = parse();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help) return "help";
  const { port, host, wifi, password, only } = values;
  if (!port || !host || !wifi) throw new UsageError("--port, --host and --wifi are wanted");
  // A password may hold colons, so the first one ends the name.
  const [ssid = "", ...rest] = wifi.split(":");
  return {
    ...{ port, host, only, wifi: { ssid, password: rest.join(":") } },
    ...(password === undefined ? {} : { password }),
  };
}
