import { Box, Group, Progress, Stepper, Text } from "@mantine/core";
import { STEPS, type StepName, useWizard } from "./wizard-store.ts";

const LABELS: Record<StepName, string> = {
  name: "Name the door",
  connect: "Connect the board",
  install: "Install esplock",
  wifi: "Wi-Fi",
  settings: "Settings",
  fingerprint: "Fingerprint",
  unlock: "First unlock",
  done: "Done",
};

/** Where one is: beside the step on a wide screen, one line above it on a phone. */
export function StepRail() {
  const step = useWizard((state) => state.step);
  const at = STEPS.indexOf(step);
  const shown = STEPS.slice(0, -1);
  const done = step === "done" ? shown.length : at;
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
            {step === "done" ? "All done" : `Step ${at + 1} of ${shown.length}`}
          </Text>
        </Group>
        <Progress value={(done / shown.length) * 100} size="sm" aria-label="Progress of the set-up" />
      </Box>
    </>
  );
}
