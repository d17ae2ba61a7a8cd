import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Relay } from "./relay.ts";
import { type VirtualDoorOptions, VirtualDoors } from "./virtual-doors.ts";

/** The product as somebody runs it: a relay and two virtual doors fresh from the factory, each in a process. */
export interface Stack {
  readonly relay: Relay;
  readonly doors: VirtualDoors;
  stop(): Promise<void>;
}

/**
 * @param env of the relay, beside what it has anyway
 * @param boards how many, and what {@link VirtualDoors} takes
 */
export async function startStack(
  env: Readonly<Record<string, string>> = {},
  boards: Partial<VirtualDoorOptions> = {},
): Promise<Stack> {
  const dir = await mkdtemp(join(tmpdir(), "openlock-e2e-"));
  const doors = await VirtualDoors.start(join(dir, "doors"), { count: 2, paced: false, ...boards });
  const relay = await Relay.start(join(dir, "relay"), { virtualDoors: doors.url, env });
  return {
    relay,
    doors,
    stop: async () => {
      await relay.stop();
      await doors.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
