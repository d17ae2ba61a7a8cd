import { Button, Code, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../i18n/text.ts";
import { CopyText } from "./CopyText.tsx";
import "@mantine/core/styles/Code.css";
import classes from "./SecretDialog.module.css";
import { useReturnFocus } from "./use-return-focus.ts";

interface SecretDialogProps {
  /** What it is, such as `Signing secret`. */
  readonly title: string;
  readonly secret: string;
  readonly copy: string;
  readonly close: () => void;
  /** What to do with it. */
  readonly children: ReactNode;
}

/** A secret, once. It is left by its button alone: nobody sees it a second time. */
export function SecretDialog({ title, secret, copy, close, children }: SecretDialogProps) {
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      centered
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Stack gap="md">
        <Code block className={classes.secret ?? ""} aria-label={title}>
          {secret}
        </Code>
        <Text size="sm">{children}</Text>
        <Group justify="flex-end" gap="sm">
          <CopyText text={secret} label={copy} />
          <Button onClick={close}>{t`I have kept it`}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
