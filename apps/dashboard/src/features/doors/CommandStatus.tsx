import { VisuallyHidden } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { useCommand } from "./command-store.ts";
import { commandWords } from "./command-words.ts";

/** Reads out how a command goes: once a step, not once a second. */
export function CommandStatus({ door }: { readonly door: Pick<DoorView, "id" | "name"> }) {
  const words = commandWords(useCommand(door.id));
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {words && `${door.name}: ${words}`}
    </VisuallyHidden>
  );
}
