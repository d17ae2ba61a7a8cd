import { Paper, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconBulb, IconLock, IconRefresh } from "@tabler/icons-react";
import { isCommander, useMe } from "../../app/me.ts";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { CommandButton } from "./CommandButton.tsx";
import { CommandFailure } from "./CommandFailure.tsx";
import { CommandStatus } from "./CommandStatus.tsx";
import classes from "./DoorPage.module.css";
import { MainControl } from "./MainControl.tsx";
import { PasswordPrompt } from "./PasswordPrompt.tsx";
import { StateIcon } from "./StateIcon.tsx";
import { StateText } from "./StateText.tsx";
import { shownState } from "./shown-state.ts";

/** The state of a door and what one can ask of it. */
export function DoorControl({ door }: { readonly door: DoorView }) {
  const me = useMe();
  const state = shownState(door);
  const minor = { doorId: door.id, size: "sm", variant: "default" } as const;
  return (
    <Paper withBorder radius="lg" className={`${classes.panel} ${classes.control}`}>
      <div className={classes.now}>
        <StateIcon state={state} large />
        <div>
          <div className={classes.state}>
            <StateText state={state} />
          </div>
          <Text size="sm" c="dimmed">
            {about(door)}
          </Text>
        </div>
      </div>
      <MainControl door={door} large />
      {isCommander(me) && door.device && (
        <div className={classes.minor}>
          <CommandButton
            {...minor}
            action={{ command: "status" }}
            icon={<IconRefresh size={17} aria-hidden />}
          />
          <CommandButton
            {...minor}
            action={{ command: "identify" }}
            icon={<IconBulb size={17} aria-hidden />}
          />
          {state.kind !== "unlocked" && state.kind !== "held" && (
            <CommandButton
              {...minor}
              action={{ command: "lock" }}
              icon={<IconLock size={17} aria-hidden />}
            />
          )}
        </div>
      )}
      <CommandStatus door={door} />
      <CommandFailure door={door} />
      <PasswordPrompt door={door} />
    </Paper>
  );
}

/** The door itself, which is another thing than its lock, and how old all this is. */
function about({ status, online }: DoorView): string {
  if (!status) return online ? t`It has not said more yet.` : "";
  const { contact, tamper } = status.document;
  const facts = [
    ...(contact ? [contact === "open" ? t`Door stands open` : t`Door is shut`] : []),
    ...(tamper ? [t`Housing opened`] : []),
    t`Last heard ${moment(status.at)}`,
  ];
  return facts.join(" · ");
}
