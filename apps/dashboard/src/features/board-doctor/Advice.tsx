import { Alert, Anchor, Code, Group, Stack, Text } from "@mantine/core";
import type { Diagnosis } from "@openlock/provisioning";
import { IconStethoscope } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "../../i18n/text.ts";
import { ADVICE } from "./advice-words.ts";

interface AdviceProps {
  readonly diagnosis: Diagnosis;
  /** What happened, in the words of whatever failed. */
  readonly detail?: string | undefined;
  /** Whether something has failed, or only looks as if it will. */
  readonly failed: boolean;
  /** What to press now. */
  readonly children?: ReactNode;
}

/** What the doctor says: what is wrong, the one next step, and what makes it think so. */
export function Advice({ diagnosis, detail, failed, children }: AdviceProps) {
  const { what, next } = ADVICE[diagnosis.code]();
  return (
    <Alert
      role={failed ? "alert" : "status"}
      color={failed ? "red" : "blue"}
      variant="light"
      icon={<IconStethoscope aria-hidden />}
      title={what}
    >
      <Stack gap="sm">
        <Text size="sm">{next}</Text>
        {children && <Group gap="sm">{children}</Group>}
        {detail && <Text size="xs">{detail}</Text>}
        {diagnosis.seen && (
          <Text size="xs">
            {t`The board's log says:`} <Code style={{ overflowWrap: "anywhere" }}>{diagnosis.seen}</Code>
          </Text>
        )}
        {diagnosis.source.startsWith("https:") && (
          <Anchor size="xs" href={diagnosis.source} target="_blank" rel="noreferrer">
            {t`What is documented about it`}
          </Anchor>
        )}
      </Stack>
    </Alert>
  );
}
