import { Button, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { isCommander, isManager, useMe } from "../../app/me.ts";
import { t } from "../../i18n/text.ts";
import { CommandButton } from "./CommandButton.tsx";
import { isBusy } from "./command-state.ts";
import { useCommand } from "./command-store.ts";
import { shownState } from "./shown-state.ts";

const unlockIcon = <IconLockOpen size={20} aria-hidden />;
const lockIcon = <IconLock size={20} aria-hidden />;

/** The one big control of a door: what one most likely wants of it now. */
export function MainControl({ door, large }: { readonly door: DoorView; readonly large?: boolean }) {
  const me = useMe();
  const running = useCommand(door.id);
  const size = large ? "lg" : "md";
  const state = shownState(door);
  if (state.kind === "no-device") {
    if (!isManager(me)) return <Hint>{t`An owner or admin has to set it up first.`}</Hint>;
    return (
      <Button component={Link} to={`/doors/${door.id}/set-up`} size={size} variant="light" fullWidth>
        {t`Set up device`}
      </Button>
    );
  }
  if (!isCommander(me)) return null;
  const shared = { doorId: door.id, size, fullWidth: true, main: true } as const;

  // What was asked keeps its place until it is over, whatever the door says meanwhile.
  const asked =
    isBusy(running) || running.phase === "done"
      ? "action" in running
        ? running.action
        : undefined
      : undefined;
  if (asked?.command === "unlock") return <CommandButton {...shared} action={asked} icon={unlockIcon} />;
  if (asked?.command === "lock") {
    return <CommandButton {...shared} action={asked} icon={lockIcon} variant="default" />;
  }
  switch (state.kind) {
    case "lockdown":
      if (!isManager(me)) return <Hint>{t`In lockdown. An owner or admin can lift it.`}</Hint>;
      return (
        <CommandButton
          {...shared}
          action={{ command: "lockdown", on: false }}
          icon={unlockIcon}
          variant="default"
        />
      );
    case "unlocked":
    case "held":
      return <CommandButton {...shared} action={{ command: "lock" }} icon={lockIcon} variant="default" />;
    case "offline":
      // It can be tried all the same: the relay knows best, and refuses at once.
      return <CommandButton {...shared} action={{ command: "unlock" }} icon={unlockIcon} variant="default" />;
    case "unknown":
    case "locked":
      return <CommandButton {...shared} action={{ command: "unlock" }} icon={unlockIcon} />;
  }
}

function Hint({ children }: { readonly children: string }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}
