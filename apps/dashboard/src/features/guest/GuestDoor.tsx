import { Alert, Paper, Text, Title } from "@mantine/core";
import type { GuestGrantView } from "@openlock/api";
import type { DoorState } from "@openlock/protocol";
import { IconAlertTriangle, IconLock, IconLockOpen } from "@tabler/icons-react";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { CommandButton } from "../doors/CommandButton.tsx";
import { CommandStatus } from "../doors/CommandStatus.tsx";
import { dismiss, useCommand } from "../doors/command-store.ts";
import { StateIcon } from "../doors/StateIcon.tsx";
import { StateText } from "../doors/StateText.tsx";
import type { ShownState } from "../doors/shown-state.ts";
import { useClock } from "../doors/use-clock.ts";
import classes from "./Guest.module.css";

interface GuestDoorProps {
  readonly grant: GuestGrantView;
  /** What the door itself said last, here. */
  readonly said: DoorState | undefined;
}

/** A door, until when it opens to this guest, and its control. */
export function GuestDoor({ grant: { door, exp, nbf, state }, said }: GuestDoorProps) {
  const shown = shownState(said, useClock(said?.until !== undefined));
  return (
    <Paper component="section" withBorder radius="lg" className={classes.door ?? ""} aria-label={door.name}>
      <div className={classes.now}>
        <StateIcon state={shown} large />
        <Title order={2} size="h3">
          {door.name}
        </Title>
        <Text c="dimmed">{untilWords(state, nbf, exp)}</Text>
      </div>
      {state === "open" && (
        <>
          {said && (
            <Text ta="center">
              <StateText state={shown} />
            </Text>
          )}
          <Failure doorId={door.id} />
          <CommandButton
            doorId={door.id}
            action={{ command: "unlock" }}
            icon={<IconLockOpen size={20} aria-hidden />}
            size="lg"
            fullWidth
            main
          />
          <CommandButton
            doorId={door.id}
            action={{ command: "lock" }}
            icon={<IconLock size={20} aria-hidden />}
            variant="default"
            fullWidth
          />
          <CommandStatus door={door} />
        </>
      )}
    </Paper>
  );
}

function Failure({ doorId }: { readonly doorId: string }) {
  const state = useCommand(doorId);
  if (state.phase !== "failed") return null;
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={state.failure.title}
      withCloseButton
      closeButtonLabel={t`Close`}
      onClose={() => dismiss(doorId)}
    >
      {state.failure.next}
    </Alert>
  );
}

function untilWords(state: GuestGrantView["state"], nbf: number, exp: number): string {
  switch (state) {
    case "open":
      return t`Yours until ${moment(exp * 1000)}`;
    case "not-yet":
      return t`Yours from ${moment(nbf * 1000)} on`;
    case "over":
      return t`Your stay ended ${moment(exp * 1000)}.`;
    case "revoked":
    case "revocation-asked":
      return t`Your access was taken back.`;
  }
}

/** A guest is told nothing of a door but what it answers them; it locks by itself at the time that it said. */
function shownState(said: DoorState | undefined, now: number): ShownState {
  if (!said) return { kind: "unknown" };
  const open = said.lock === "unlocked" && (said.until === undefined || said.until * 1000 > now);
  return open ? { kind: "unlocked", until: said.until } : { kind: "locked" };
}
