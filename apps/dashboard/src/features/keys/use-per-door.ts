import { useState } from "react";

/** How something that is done at several doors stands at one of them. */
export type DoorOutcome =
  | { readonly state: "under-way" }
  | { readonly state: "done" }
  | { readonly state: "failed"; readonly why: string };

/** How many are asked at once. */
const AT_ONCE = 6;

/**
 * Does the same at several doors, each for itself: where one fails, the others go on. Started again, it does what is not done
 * yet.
 */
export function usePerDoor<Input extends readonly unknown[]>(
  run: (door: string, ...input: Input) => Promise<unknown>,
) {
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, DoorOutcome>>(new Map());
  const tell = (door: string, outcome: DoorOutcome) =>
    setOutcomes((before) => new Map(before).set(door, outcome));

  /** @returns whether it is done at all of them */
  const start = async (doors: readonly string[], ...input: Input): Promise<boolean> => {
    let failed = false;
    const left = doors.filter((door) => outcomes.get(door)?.state !== "done");
    for (const door of left) tell(door, { state: "under-way" });
    const worker = async () => {
      for (let door = left.shift(); door !== undefined; door = left.shift()) {
        try {
          await run(door, ...input);
          tell(door, { state: "done" });
        } catch (error) {
          failed = true;
          tell(door, { state: "failed", why: error instanceof Error ? error.message : String(error) });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return !failed;
  };
  const all = [...outcomes.values()];
  return {
    outcomes,
    start,
    pending: all.some(({ state }) => state === "under-way"),
    done: all.length > 0 && all.every(({ state }) => state === "done"),
  };
}
