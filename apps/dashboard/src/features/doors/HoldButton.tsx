import { Button, type ButtonProps } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { t } from "../../i18n/text.ts";
import classes from "./CommandButton.module.css";
import { HOLD_HINTS, HoldSpoken, Ring } from "./hold-parts.tsx";
import { usePressAndHold } from "./use-press-and-hold.ts";

interface HoldButtonProps extends Pick<ButtonProps, "color" | "disabled" | "fullWidth"> {
  readonly icon: ReactNode;
  readonly onMeant: () => void;
  readonly children: string;
}

/** A button for what must not happen by accident: it is pressed and held. */
export function HoldButton({ icon, onMeant, disabled, children, ...props }: HoldButtonProps) {
  const hint = useId();
  const { press, handlers } = usePressAndHold(true, () => {
    if (!disabled) onMeant();
  });
  return (
    <>
      <Button
        {...props}
        {...handlers}
        disabled={disabled ?? false}
        className={classes.button ?? ""}
        data-main
        data-hold
        data-press={press === "none" ? undefined : press}
        aria-describedby={hint}
        leftSection={<Ring>{icon}</Ring>}
      >
        <span className={classes.stacked}>
          {children}
          <span className={classes.hint} aria-hidden>
            {HOLD_HINTS[press]()}
          </span>
        </span>
      </Button>
      <HoldSpoken id={hint} press={press} again={t`Press once more to do it.`} />
    </>
  );
}
