import { UnstyledButton } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconShieldLock } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { isInLockdown } from "./in-lockdown.ts";
import classes from "./LockdownButton.module.css";
import { askForLockdown } from "./lockdown-store.ts";

const countInLockdown = (doors: readonly DoorView[]) => doors.filter(isInLockdown).length;

/** At the top of every page: says how many doors are in lockdown, and leads to starting or lifting one. */
export function LockdownButton() {
  const { data: count = 0 } = useDoors(countInLockdown);
  return (
    <UnstyledButton
      className={classes.button ?? ""}
      data-active={count > 0 || undefined}
      aria-haspopup="dialog"
      onClick={() => askForLockdown({ action: count > 0 ? "lift" : "lockdown" })}
    >
      <IconShieldLock size={20} stroke={1.7} aria-hidden />
      <span>{t`Lockdown`}</span>
      {count > 0 && <b>{count}</b>}
    </UnstyledButton>
  );
}
