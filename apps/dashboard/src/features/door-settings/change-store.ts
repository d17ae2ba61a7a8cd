import { createStore, useStore } from "zustand";
import type { RestartEnd, RestartStep } from "./follow-restart.ts";
import type { SentChange } from "./send-change.ts";
import type { SettingName } from "./setting-change.ts";

/** What became of the last change of a door, as far as this page has followed it. */
export interface ChangeProgress {
  readonly setting: SettingName;
  readonly answered: boolean;
  readonly state: RestartStep | { readonly at: "end"; readonly end: RestartEnd };
}

/** By Door ID, beyond the page: who looks elsewhere meanwhile finds it again. Nothing secret is in it. */
const changes = createStore<Readonly<Record<string, ChangeProgress | undefined>>>(() => ({}));
const followed = new Map<string, AbortController>();

export function useChange(doorId: string): ChangeProgress | undefined {
  return useStore(changes, (all) => all[doorId]);
}

/** Shows a change under a Door ID and follows it to its end. @param onEnd before the end is shown */
export async function follow(
  doorId: string,
  sent: SentChange,
  onEnd: (end: RestartEnd) => Promise<void> = async () => {},
): Promise<void> {
  dismissChange(doorId);
  const { setting, answered } = sent;
  const show = (state: ChangeProgress["state"]) => {
    // The address that it will have shows it too.
    for (const id of new Set([doorId, sent.doorId])) changes.setState({ [id]: { setting, answered, state } });
  };
  if (!sent.follow) return show({ at: "end", end: "taken" });
  const control = new AbortController();
  followed.set(doorId, control);
  try {
    const end = await sent.follow(control.signal, show);
    await onEnd(end);
    show({ at: "end", end });
  } catch (error) {
    if (!control.signal.aborted) throw error;
  }
}

/** It is not followed any longer, and not shown. */
export function dismissChange(doorId: string): void {
  followed.get(doorId)?.abort();
  followed.delete(doorId);
  changes.setState({ [doorId]: undefined });
}
