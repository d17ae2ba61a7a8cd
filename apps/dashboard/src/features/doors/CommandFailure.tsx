import { Alert, Button, Group, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { t } from "../../i18n/text.ts";
import classes from "./CommandButton.module.css";
import { command, dismiss, useCommand } from "./command-store.ts";

/** Failures after which the same once more may well do. To unlock is held once more, where it was held before. */
const WORTH_ANOTHER_TRY: readonly string[] = [
  "network",
  "rebooted",
  "stale",
  "failed",
  "unreadable",
  "door-offline",
];

/** Why the last command did not do it, and what to do. */
export function CommandFailure({ door }: { readonly door: DoorView }) {
  const state = useCommand(door.id);
  if (state.phase !== "failed") return null;
  const { failure, action } = state;
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={failure.title}
      withCloseButton
      closeButtonLabel={t`Dismiss`}
      onClose={() => dismiss(door.id)}
    >
      <Text size="sm">{failure.next}</Text>
      <Group gap="xs" mt="sm" className={classes.actions ?? ""}>
        {action.command !== "unlock" && WORTH_ANOTHER_TRY.includes(failure.code) && (
          <Button size="xs" variant="default" onClick={() => void command(door.id, action)}>
            {t`Try again`}
          </Button>
        )}
        {failure.code === "key-changed" && (
          <Button
            size="xs"
            variant="default"
            component={Link}
            to={`/doors/${door.id}`}
            onClick={() => dismiss(door.id)}
          >
            {t`Compare the keys`}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
