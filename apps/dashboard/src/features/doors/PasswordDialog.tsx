import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { type FormEvent, useState } from "react";
import { useReturnFocus } from "../../app/use-return-focus.ts";
import { t } from "../../i18n/text.ts";
import type { DoorAction } from "./command-state.ts";
import { dismiss, givePassword } from "./command-store.ts";
import { actionLabel } from "./command-words.ts";

interface PasswordDialogProps {
  readonly door: DoorView;
  readonly action: DoorAction;
  /** The door did not take the last one. */
  readonly wrong: boolean;
}

export default function PasswordDialog({ door, action, wrong }: PasswordDialogProps) {
  useReturnFocus();
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== "") void givePassword(door.id, password);
  };
  return (
    <Modal
      opened
      onClose={() => dismiss(door.id)}
      title={t`Password of “${door.name}”`}
      centered
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t`This browser asks for it once. It is kept here alone, sealed by a key that cannot leave this
            browser; the server never learns it.`}
          </Text>
          <PasswordInput
            label={t`Door password`}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={
              wrong
                ? t`That is not this door's password. After five wrong ones the door refuses passwords for a while.`
                : undefined
            }
            autoComplete="off"
            spellCheck={false}
            required
            withAsterisk={false}
            data-autofocus
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => dismiss(door.id)}>
              {t`Cancel`}
            </Button>
            <Button type="submit" disabled={password === ""}>
              {actionLabel(action)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
