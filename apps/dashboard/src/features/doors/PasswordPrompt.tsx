import type { DoorView } from "@openlock/api";
import { lazy, Suspense } from "react";
import { useCommand } from "./command-store.ts";

const PasswordDialog = lazy(() => import("./PasswordDialog.tsx"));

/** Asks for the door password where a command of this door waits for it. */
export function PasswordPrompt({ door }: { readonly door: DoorView }) {
  const state = useCommand(door.id);
  if (state.phase !== "asking") return null;
  return (
    <Suspense>
      <PasswordDialog door={door} action={state.action} wrong={state.wrong} />
    </Suspense>
  );
}
