import type { WebSocket } from "ws";
import { type HostedDoor, hostedSnapshot } from "./door-set.ts";

/** Slower readers than this are let go: what they would get is history. */
const MAX_BUFFERED = 4 * 1024 * 1024;
const TRY_AGAIN_LATER = 1013;

/**
 * Tells a page what happens at a door. First `{type:"snapshot", snapshot, log}`, then each of
 * `{type:"led", led}` (every blink), `{type:"bolt", bolt, boltMoves}`, `{type:"log", text}`, `{type:"reset", cause}`
 * as it happens, and a `{type:"snapshot", snapshot}` after every change but a blink.
 */
export function serveWatch(socket: WebSocket, hosted: HostedDoor): void {
  const { chip } = hosted.door;
  let pending = false;

  const tell = (message: object) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MAX_BUFFERED) socket.close(TRY_AGAIN_LATER, "too slow");
    else socket.send(JSON.stringify(message));
  };
  const changed = () => {
    if (pending) return;
    pending = true;
    setImmediate(() => {
      pending = false;
      tell({ type: "snapshot", snapshot: hostedSnapshot(hosted) });
    });
  };

  const stops = [
    chip.hardware.events.on("led", (led) => tell({ type: "led", led })),
    chip.hardware.events.on("bolt", (bolt) => {
      tell({ type: "bolt", bolt, boltMoves: chip.hardware.boltMoves });
      changed();
    }),
    chip.hardware.events.on("contact", changed),
    chip.hardware.events.on("tamper", changed),
    chip.events.on("log", (text) => tell({ type: "log", text })),
    chip.events.on("reset", ({ cause }) => {
      tell({ type: "reset", cause });
      changed();
    }),
    chip.events.on("mode", changed),
    chip.events.on("program", changed),
    chip.usb.events.on("plugged", changed),
    chip.usb.events.on("opened", changed),
    chip.faults.onChange(changed),
  ];
  socket.on("close", () => {
    for (const stop of stops) stop();
  });
  socket.on("error", () => socket.terminate());
  tell({ type: "snapshot", snapshot: hostedSnapshot(hosted), log: chip.log });
}
