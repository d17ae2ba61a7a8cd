import { Button, type ButtonProps } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { t } from "../../i18n/text.ts";
import classes from "./CommandButton.module.css";
import { type DoorAction, isBusy } from "./command-state.ts";
import { command, useCommand } from "./command-store.ts";
import { actionLabel, commandWords } from "./command-words.ts";
import { HOLD_HINTS, HoldSpoken, Ring } from "./hold-parts.tsx";
import { usePressAndHold } from "./use-press-and-hold.ts";

interface CommandButtonProps extends Pick<ButtonProps, "size" | "variant" | "fullWidth"> {
  readonly doorId: string;
  readonly action: DoorAction;
  readonly icon: ReactNode;
  /** The one big control of its door. */
  readonly main?: boolean;
}

/**
 * Asks a door to do something, and says how far that is. To unlock it is pressed and held. It keeps its place and the
 * focus while the door is asked, and takes no second press until it has shown how it ended.
 */
export function CommandButton({ doorId, action, icon, main, ...props }: CommandButtonProps) {
  const state = useCommand(doorId);
  const busy = isBusy(state) || state.phase === "done";
  const own = busy && "action" in state && state.action.command === action.command;
  const hold = action.command === "unlock";
  const hint = useId();
  const { press, handlers } = usePressAndHold(hold && !busy, () => {
    if (!busy) void command(doorId, action);
  });
  return (
    <>
      <Button
        {...props}
        {...handlers}
        className={classes.button ?? ""}
        data-main={main || undefined}
        data-hold={hold || undefined}
        data-press={hold && press !== "none" ? press : undefined}
        data-phase={own ? state.phase : undefined}
        aria-disabled={busy}
        aria-describedby={hold && !busy ? hint : undefined}
        leftSection={
          own ? (
            state.phase === "done" ? (
              <IconCheck size={20} aria-hidden />
            ) : (
              <Spinner />
            )
          ) : hold ? (
            <Ring>{icon}</Ring>
          ) : (
            icon
          )
        }
      >
        {(own && commandWords(state)) || actionLabel(action)}
        {hold && !busy && (
          <span className={classes.hint} aria-hidden>
            {HOLD_HINTS[press]()}
          </span>
        )}
      </Button>
      {hold && <HoldSpoken id={hint} press={press} again={t`Press once more to unlock.`} />}
    </>
  );
}

function Spinner() {
  return <span className={classes.spinner} aria-hidden />;
}
