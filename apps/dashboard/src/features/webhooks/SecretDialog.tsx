import { Button, Code, CopyButton, Group, Modal, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import "@mantine/core/styles/Code.css";
import classes from "./Webhooks.module.css";

interface SecretDialogProps {
  readonly secret: string;
  readonly close: () => void;
}

/** A signing secret, once. It is left by its button alone: nobody sees it a second time. */
export function SecretDialog({ secret, close }: SecretDialogProps) {
  return (
    <Modal
      opened
      onClose={close}
      title="Signing secret"
      centered
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Stack gap="md">
        <Code block className={classes.secret ?? ""} aria-label="Signing secret">
          {secret}
        </Code>
        <Text size="sm">
          Give it to your program now: it is not shown again. With it, any library for Standard Webhooks tells
          that a request came from this server and was not changed.
        </Text>
        <Group justify="flex-end" gap="sm">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
                onClick={copy}
              >
                {copied ? "Copied" : "Copy secret"}
              </Button>
            )}
          </CopyButton>
          <Button onClick={close}>I have kept it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
