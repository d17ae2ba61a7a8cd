import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../../i18n/text.ts";
import classes from "./CommandButton.module.css";
import { HOLD_MS, type Press } from "./press-and-hold.ts";

/** On the button, for who sees it. */
export const HOLD_HINTS: Readonly<Record<Press, () => string>> = {
  none: () => t`press and hold`,
  holding: () => t`keep holding…`,
  again: () => t`press once more`,
  "too-short": () => t`hold a little longer`,
};

/** Fills around the sign for as long as the press has to last. */
export function Ring({ children }: { readonly children: ReactNode }) {
  return (
    <span className={classes.ring}>
      {children}
      <svg viewBox="0 0 36 36" aria-hidden>
        <circle cx="18" cy="18" r="16" pathLength="1" style={{ animationDuration: `${HOLD_MS}ms` }} />
      </svg>
    </span>
  );
}

interface HoldSpokenProps {
  /** What the button is described by. */
  readonly id: string;
  readonly press: Press;
  /** What a second press does. */
  readonly again: string;
}

/** The same for who hears it. */
export function HoldSpoken({ id, press, again }: HoldSpokenProps) {
  return (
    <>
      <span id={id} hidden>
        {t`Press and hold. With a screen reader, press twice.`}
      </span>
      <VisuallyHidden role="status">
        {press === "again" && again}
        {press === "too-short" && t`Hold it a little longer.`}
      </VisuallyHidden>
    </>
  );
}
