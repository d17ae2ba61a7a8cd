import { Button, Collapse, Paper, ScrollArea, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useId, useRef } from "react";
import { useWizard } from "./wizard-store.ts";

/** What the board writes on its serial line, live. */
export function BoardLog() {
  const log = useWizard((state) => state.log);
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  const viewport = useRef<HTMLDivElement>(null);

  // Without a result: newer browsers return a promise from `scrollTo`, and an effect takes that for its clean-up.
  const toEnd = () => {
    viewport.current?.scrollTo({ top: viewport.current.scrollHeight });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what scrolls
  useEffect(toEnd, [log]);

  if (log.length === 0) return null;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={
          opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />
        }
        onClick={toggle}
        aria-expanded={opened}
        aria-controls={id}
      >
        Board log
      </Button>
      <Collapse expanded={opened} id={id} onTransitionEnd={toEnd}>
        <Paper withBorder mt="xs" p="xs">
          <ScrollArea
            h={220}
            viewportRef={viewport}
            type="auto"
            viewportProps={{ tabIndex: 0, role: "log", "aria-label": "Board log" }}
          >
            {log.map(({ number, text }) => (
              <Text
                key={number}
                ff="monospace"
                size="xs"
                style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
              >
                {text}
              </Text>
            ))}
          </ScrollArea>
        </Paper>
      </Collapse>
    </div>
  );
}
