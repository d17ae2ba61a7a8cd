import { IconCpu, IconLock, IconLockOpen, IconPlugConnectedX, IconShieldLock } from "@tabler/icons-react";
import classes from "./StateIcon.module.css";
import type { ShownState } from "./shown-state.ts";

const ICONS: Record<ShownState["kind"], typeof IconLock> = {
  "no-device": IconCpu,
  offline: IconPlugConnectedX,
  unknown: IconLock,
  lockdown: IconShieldLock,
  held: IconLockOpen,
  unlocked: IconLockOpen,
  locked: IconLock,
};

interface StateIconProps {
  readonly state: ShownState;
  readonly large?: boolean;
  readonly small?: boolean;
}

/** The state at a glance; the words beside it say the same. */
export function StateIcon({ state, large, small }: StateIconProps) {
  const Icon = ICONS[state.kind];
  return (
    <span
      className={classes.icon}
      data-kind={state.kind}
      data-large={large || undefined}
      data-small={small || undefined}
      aria-hidden
    >
      <Icon size={large ? 34 : small ? 18 : 24} stroke={1.7} />
    </span>
  );
}
