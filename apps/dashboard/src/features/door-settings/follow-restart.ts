/** What the relay says of a door. `boot` is of its last status. */
export interface Seen {
  readonly online: boolean;
  readonly boot?: string;
}

/** Where a door is that restarts with a new setting. */
export type RestartStep =
  /** It is still there. */
  | { readonly at: "leaving" }
  /** `late`: it should have been back. It is looked for further. */
  | { readonly at: "away"; readonly late: boolean }
  /** It is back, as the relay says; the door itself is asked. */
  | { readonly at: "checking" };

/** `same`: it had these settings before, so it did not restart. `went-back`: it took the Wi-Fi from before. */
export type RestartEnd = "taken" | "went-back" | "same";

export interface RestartPorts {
  /** Undefined where the relay did not say. */
  look(): Promise<Seen | undefined>;
  /** The boot nonce by the door's own seal; undefined where it did not answer, so that it is looked for again. */
  sealedBoot(): Promise<string | undefined>;
  /** Whether the door has told since that it went back to the Wi-Fi from before. */
  wentBack(): Promise<boolean>;
  /** Until it is time to look again. @throws where nobody wants to know any more */
  pause(): Promise<void>;
  /** Milliseconds. */
  now(): number;
}

/** A restart begins half a second after the answer; a door that is still there then had these settings already. */
const SAME_AFTER_MS = 8_000;

/**
 * Follows a door through a restart, for as long as it takes. That it is back is taken from the door's own sealed answer
 * alone: a relay can show any boot nonce.
 *
 * @param before the boot nonce before, as the relay had it
 * @param lateAfterMs when it should have been back
 */
export async function followRestart(
  ports: RestartPorts,
  { before, lateAfterMs }: { readonly before: string | undefined; readonly lateAfterMs: number },
  tell: (step: RestartStep) => void,
): Promise<RestartEnd> {
  const began = ports.now();
  tell({ at: "leaving" });
  for (;;) {
    await ports.pause();
    const passed = ports.now() - began;
    const seen = await ports.look();
    const here = seen?.online === true;
    const anew = here && seen.boot !== undefined && seen.boot !== before;
    if (!anew && !(here && passed >= SAME_AFTER_MS)) {
      if (seen && !here) tell({ at: "away", late: passed > lateAfterMs });
      continue;
    }
    tell({ at: "checking" });
    const boot = await ports.sealedBoot();
    if (boot === undefined) continue;
    if (boot === before) return "same";
    return (await ports.wentBack()) ? "went-back" : "taken";
  }
}
