import { Box, Group, Progress, Stepper, Text } from "@mantine/core";
import { type StepName, useWizard } from "./wizard-store.ts";

const LABELS: Record<StepName, string> = {
  name: "Name the door",
  connect: "Connect the board",
  install: "Install esplock",
  wifi: "Wi-Fi",
  settings: "Settings",
  fingerprint: "Fingerprint",
  unlock: "First unlock",
  done: "Done",
  "lock-pin": "Lock pin",
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
      <Box visibleFrom="sm" component="nav" aria-label="Steps">
        <Stepper active={done} orientation="vertical" size="sm" iconSize={30} allowNextStepsSelect={false}>
          {shown.map((name) => (
            <Stepper.Step
              key={name}
              label={LABELS[name]}
              component="div"
              aria-current={name === step ? "step" : undefined}
            />
          ))}
        </Stepper>
      </Box>
      <Box hiddenFrom="sm">
        <Group justify="space-between" mb={6}>
          <Text size="sm" fw={600}>
            {LABELS[step]}
          </Text>
          <Text size="sm" c="dimmed">
            {at === -1 ? "All done" : `Step ${at + 1} of ${shown.length}`}
          </Text>
        </Group>
        <Progress value={(done / shown.length) * 100} size="sm" aria-label="Progress of the set-up" />
      </Box>
    </>
  );
}
