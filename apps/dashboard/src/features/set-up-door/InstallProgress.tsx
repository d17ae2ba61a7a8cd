import { Group, Progress, Stack, Text } from "@mantine/core";
import type { FlashStep } from "@openlock/provisioning";
import { inDigits } from "../../app/numbers.ts";
import { t } from "../../i18n/text.ts";

/** Flashing, and what the board does by itself afterwards. */
export type InstallStage = FlashStep | { readonly step: "starting" } | { readonly step: "making-key" };

/** How far it is: bytes and time left while there are any to tell, else what is under way. */
export function InstallProgress({ stage }: { readonly stage: InstallStage }) {
  const writing = stage.step === "writing" ? stage : undefined;
  const percent = writing ? (writing.written / writing.total) * 100 : afterWriting(stage) ? 100 : 0;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600} role="status">
        {title(stage)}
      </Text>
      <Progress.Root size="lg" radius="md">
        <Progress.Section
          value={percent}
          animated={!writing}
          striped={!writing}
          aria-label={t`Installing`}
          aria-valuetext={writing ? t`${Math.round(percent)} percent written` : title(stage)}
        />
      </Progress.Root>
      <Group justify="space-between" mih={20}>
        <Text size="sm" c="dimmed">
          {writing && t`${kilobytes(writing.written)} of ${kilobytes(writing.total)} kB`}
        </Text>
        <Text size="sm" c="dimmed">
          {writing?.secondsLeft !== undefined && t`about ${timeLeft(writing.secondsLeft)} left`}
        </Text>
      </Group>
    </Stack>
  );
}

function title(stage: InstallStage): string {
  switch (stage.step) {
    case "connecting":
      return t`Bringing the board into its loader…`;
    case "slower":
      return t`The connection is not good enough; once more at ${stage.baudRate} baud…`;
    case "detected":
      return t`Found ${stage.description}`;
    case "downloading":
      return t`Fetching the firmware and checking it…`;
    case "erasing":
      return t`Erasing everything… this can take half a minute`;
    case "writing":
      return stage.written < stage.total ? t`Writing…` : t`Checking what was written…`;
    case "restarting":
      return t`Written and verified. Restarting the board…`;
    case "starting":
      return t`Written and verified. Waiting for the board to start…`;
    case "making-key":
      return t`The board is making its own key… this can take a minute, once`;
  }
}

function afterWriting({ step }: InstallStage): boolean {
  return step === "restarting" || step === "starting" || step === "making-key";
}

function kilobytes(bytes: number): string {
  return inDigits(Math.round(bytes / 1000));
}

function timeLeft(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : t`${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
