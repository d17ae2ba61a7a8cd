import { Button, Group, Paper, ScrollArea, Stack, Text } from "@mantine/core";
import type { ConsoleLine } from "@openlock/provisioning";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { saveFile } from "../../app/save-file.ts";
import { t } from "../../i18n/text.ts";
import classes from "./ConsolePanel.module.css";

/** More would make the page slow; all that is kept is in the file. */
const SHOWN_LINES = 500;
/** So near to its end, a person follows the log. Pixels. */
const AT_END = 40;

interface ConsolePanelProps {
  readonly lines: readonly ConsoleLine[];
  /** All that is kept, without secrets. */
  readonly text: () => string;
  readonly fileName: string;
}

/** What the board writes on its serial line, live, and as a file. */
export default function ConsolePanel({ lines, text, fileName }: ConsolePanelProps) {
  const viewport = useRef<HTMLDivElement>(null);
  const follows = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what scrolls
  useEffect(() => {
    const { current } = viewport;
    if (current && follows.current) current.scrollTop = current.scrollHeight;
  }, [lines]);
  const scrolled = () => {
    const { current } = viewport;
    if (current) follows.current = current.scrollHeight - current.scrollTop - current.clientHeight < AT_END;
  };

  return (
    <Stack gap="xs" mt="xs">
      <Paper withBorder p="xs">
        <ScrollArea
          h={240}
          viewportRef={viewport}
          type="auto"
          viewportProps={{ tabIndex: 0, role: "log", "aria-label": t`Board log`, onScroll: scrolled }}
        >
          {lines.slice(-SHOWN_LINES).map(({ number, text: line }) => (
            <div key={number} className={classes.line}>
              {line}
            </div>
          ))}
        </ScrollArea>
      </Paper>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {t`Passwords and keys are taken out, here and in the file.`}
        </Text>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => saveFile(fileName, new Blob([text()], { type: "text/plain" }))}
        >
          {t`Download log`}
        </Button>
      </Group>
    </Stack>
  );
}
