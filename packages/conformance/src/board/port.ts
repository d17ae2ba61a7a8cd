import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { constants, openSync } from "node:fs";
import { connect } from "node:net";
import { ReadStream, WriteStream } from "node:tty";
import type { Uart } from "../device/device.ts";

export interface Port extends Uart {
  close(): void;
}

/**
 * Opens a serial port: a terminal device such as `/dev/ttyUSB0` at 115200 8N1, or `tcp:ADDRESS:PORT` for one that is offered
 * over TCP.
 *
 * @throws where there is none
 */
export async function openPort(name: string): Promise<Port> {
  const tcp = /^tcp:(.+):(\d+)$/.exec(name);
  if (tcp) {
    const socket = connect(Number(tcp[2]), tcp[1]);
    await once(socket, "connect");
    return {
      write: (bytes) => socket.write(bytes),
      onData: (receive) => socket.on("data", receive),
      close: () => socket.destroy(),
    };
  }
  const set = spawnSync("stty", [
    "-F",
    name,
    "115200",
    "cs8",
    "raw",
    "-echo",
    "-cstopb",
    "-parenb",
    "-hupcl",
  ]);
  if (set.status !== 0) throw new Error(`${name} is no serial port: ${set.stderr?.toString().trim()}`);
  const flags = constants.O_RDWR | constants.O_NOCTTY;
  const input = new ReadStream(openSync(name, flags));
  const output = new WriteStream(openSync(name, flags));
  input.setRawMode(true);
  return {
    write: (bytes) => output.write(bytes),
    onData: (receive) => input.on("data", receive),
    close: () => {
      input.destroy();
      output.destroy();
    },
  };
}
