import * as z from "zod/mini";
import { ProvisioningError } from "../errors.ts";
import { socketUrl, type VirtualLine } from "../serial/virtual-line.ts";

const Told = z.union([
  z.object({ type: z.literal("bolt"), boltMoves: z.int() }),
  z.object({ type: z.literal("snapshot"), snapshot: z.object({ boltMoves: z.int() }) }),
]);

/** Something that sees the bolt itself. */
export interface BoltWatch {
  /** How often the bolt has moved since the watch began. */
  readonly moves: number;
  /** Whether it still sees it. */
  readonly sees: boolean;
  stop(): void;
}

/**
 * Watches a virtual door's lock pin.
 *
 * @throws {ProvisioningError} `host-unreachable`
 */
export function watchBolt({ host, id }: VirtualLine): Promise<BoltWatch> {
  const make = host.socket ?? ((url: string) => new WebSocket(url));
  const socket = make(socketUrl(host.url, id, "watch"));
  return new Promise((resolve, reject) => {
    let before: number | undefined;
    let now = 0;
    const watch: BoltWatch = {
      get moves() {
        return now - (before ?? now);
      },
      get sees() {
        return socket.readyState === socket.OPEN;
      },
      stop: () => socket.close(),
    };
    socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      const told = Told.safeParse(JSON.parse(String(data)));
      if (!told.success) return;
      now = told.data.type === "bolt" ? told.data.boltMoves : told.data.snapshot.boltMoves;
      before ??= now;
      resolve(watch);
    });
    // After the first message nobody waits for this any more.
    socket.addEventListener("close", () => {
      reject(new ProvisioningError("host-unreachable", "The virtual door cannot be watched."));
    });
  });
}
