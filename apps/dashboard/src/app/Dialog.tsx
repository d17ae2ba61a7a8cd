import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { t } from "../i18n/text.ts";
import { useReturnFocus } from "./use-return-focus.ts";

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  /** On the button that does it. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly dangerous?: boolean;
  readonly disabled?: boolean;
  readonly pending?: boolean;
  readonly error?: Error | null;
  readonly children: ReactNode;
}

/** Something to fill in or to think about once more, and then to do or to leave. */
export function Dialog({ title, close, confirm, onConfirm, ...props }: DialogProps) {
  useReturnFocus();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!props.disabled && !props.pending) onConfirm();
  };
  return (
    <Modal opened onClose={close} title={title} centered closeButtonProps={{ "aria-label": t`Close` }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {props.children}
          {props.error && (
            <Alert role="alert" color="red" title={t`That did not work`}>
              {props.error.message}
            </Alert>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {t`Cancel`}
            </Button>
            <Button
              type="submit"
              disabled={props.disabled ?? false}
              loading={props.pending ?? false}
              {...(props.dangerous && { color: "red" })}
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
