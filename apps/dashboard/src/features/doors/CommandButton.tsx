import { Button, type ButtonProps } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./CommandButton.module.css";
import { type DoorAction, isBusy } from "./command-state.ts";
import { command, useCommand } from "./command-store.ts";
import { actionLabel, commandWords } from "./command-words.ts";

interface CommandButtonProps extends Pick<ButtonProps, "size" | "variant" | "fullWidth"> {
  readonly doorId: string;
  readonly action: DoorAction;
  readonly icon: ReactNode;
}

/**
 * Asks a door to do something, and says how far that is. It keeps its place and the focus while the door is asked,
 * and takes no second tap until it has shown how it ended.
 */
export function CommandButton({ doorId, action, icon, ...props }: CommandButtonProps) {
  const state = useCommand(doorId);
  const busy = isBusy(state) || state.phase === "done";
  const own = busy && "action" in state && state.action.command === action.command;
  return (
    <Button
      {...props}
      className={classes.button ?? ""}
      data-phase={own ? state.phase : undefined}
      aria-disabled={busy}
      leftSection={own ? state.phase === "done" ? <IconCheck size={20} aria-hidden /> : <Spinner /> : icon}
      onClick={() => {
        if (!busy) void command(doorId, action);
      }}
    >
      {(own && commandWords(state)) || actionLabel(action)}
    </Button>
  );
}

function Spinner() {
  return <span className={classes.spinner} aria-hidden />;
}
