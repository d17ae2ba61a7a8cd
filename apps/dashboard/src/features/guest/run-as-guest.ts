import type { Client } from "@openlock/client";
import type { DoorState } from "@openlock/protocol";
import { t } from "../../i18n/text.ts";
import type { CommandEvent, DoorAction } from "../doors/command-state.ts";
import { explainFailure, type Failure } from "../doors/explain-failure.ts";

/** Sends a guest's command and tells how it goes. */
export function runAsGuest(client: Client, learn: (door: string, state: DoorState) => void) {
  return async (
    doorId: string,
    { command }: DoorAction,
    _password: string | undefined,
    tell: (event: CommandEvent) => void,
  ): Promise<void> => {
    const door = client.door(doorId);
    const options = { onStep: (step: "preparing" | "waiting" | "retrying") => tell({ type: "step", step }) };
    try {
      learn(doorId, await (command === "lock" ? door.lock(options) : door.unlock(options)));
      tell({ type: "answered" });
    } catch (error) {
      tell({ type: "failed", failure: forGuest(explainFailure(error)) });
    }
  };
}

/** What a member of the house would be told is not what a guest can act on. */
function forGuest(failure: Failure): Failure {
  switch (failure.code) {
    case "forbidden":
    case "not-granted":
    case "unauthenticated":
    case "door-unknown":
      return {
        ...failure,
        title: t`Your link does not open this door now`,
        next: t`Your stay may be over, or your access was taken back. Ask whoever gave you the link.`,
      };
    case "key-changed":
      return {
        ...failure,
        title: t`This is not the device that your link is for`,
        next: t`Nothing was sent. Ask whoever gave you the link for a new one.`,
      };
    default:
      return failure;
  }
}
