import { Box, Group, Progress, Stepper, Text } from "@mantine/core";
import { t } from "../../i18n/text.ts";
import { type StepName, useWizard } from "./wizard-store.ts";

const LABELS: Record<StepName, () => string> = {
  name: () => t`Name the door`,
  connect: () => t`Connect the board`,
  install: () => t`Install esplock`,
  wifi: () => t`Wi-Fi`,
  settings: () => t`Settings`,
  fingerprint: () => t`Fingerprint`,
  unlock: () => t`First unlock`,
  done: () => t`Done`,
  "lock-pin": () => t`Lock pin`,
};

/** Where one is: beside the step on a wide screen, one line above it on a phone. */
export function StepRail() {
  const step = useWizard((state) => state.step);
  const steps = useWizard((state) => state.steps);
  const shown: readonly StepName[] = steps.filter((name) => name !== "done");
  const at = shown.indexOf(step);
  // What comes after the last of them is beyond the row.
  const done = at === -1 ? shown.length : at;
  return (
    <>
      <Box visibleFrom="md" component="nav" aria-label={t`Steps`}>
        <Stepper active={done} orientation="vertical" size="sm" iconSize={30} allowNextStepsSelect={false}>
          {shown.map((name) => (
            <Stepper.Step
              key={name}
              label={LABELS[name]()}
              component="div"
              aria-current={name === step ? "step" : undefined}
            />
          ))}
        </Stepper>
      </Box>
      <Box hiddenFrom="md">
        <Group justify="space-between" mb={6}>
          <Text size="sm" fw={600}>
            {LABELS[step]()}
          </Text>
          <Text size="sm" c="dimmed">
            {at === -1 ? t`All done` : t`Step ${at + 1} of ${shown.length}`}
          </Text>
        </Group>
        <Progress value={(done / shown.length) * 100} size="sm" aria-label={t`Progress of the set-up`} />
      </Box>
    </>
  );
}
