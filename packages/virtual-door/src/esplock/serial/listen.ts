import { FrameReader } from "./frames.ts";
import { ImprovService } from "./improv.ts";
import { type RpcParts, SerialRpc } from "./rpc.ts";

/** Serves the serial line: JSON-RPC and Improv in, among the log that goes out. */
export function listenToSerial(parts: RpcParts): void {
  const { boot } = parts;
  const reader = new FrameReader();
  const rpc = new SerialRpc(parts);
  const improv = new ImprovService(parts);
  boot.chip.uart.onData(
    boot.callback((bytes) => {
      for (const frame of reader.push(bytes, boot.uptimeMs())) {
        switch (frame.kind) {
          case "line":
            rpc.handle(frame.text);
            break;
          case "unreadable":
            rpc.unreadable(frame.why);
            break;
          default:
            improv.handle(frame);
        }
      }
    }),
  );
}
