import { Button, Code, CopyButton, Group, Paper, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconPrinter } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";
import { printPasswords } from "../sitting/print-passwords.ts";

interface DoorPasswordCardProps {
  readonly password: string;
  readonly door: { readonly id: string; readonly name: string };
}

/** The door password, once, to be kept somewhere safe. */
export function DoorPasswordCard({ password, door }: DoorPasswordCardProps) {
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="sm">
        <Text fw={600}>{t`Door password`}</Text>
        <Code
          block
          fz="lg"
          ta="center"
          py="sm"
          aria-label={t`Door password`}
          style={{ whiteSpace: "pre-wrap" }}
        >
          {password}
        </Code>
        <Text size="sm">
          {t`Made for this door. It is the master key: whoever has it opens the door, and without it nobody can
          change the board's settings but by erasing it. Keep it in a password manager, or print it and lock
          it away.`}
        </Text>
        <Group gap="sm">
          <CopyButton value={password}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                size="sm"
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
                onClick={copy}
              >
                {copied ? t`Copied` : t`Copy password`}
              </Button>
            )}
          </CopyButton>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => printPasswords([{ ...door, password }])}
          >
            {t`Print password`}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
