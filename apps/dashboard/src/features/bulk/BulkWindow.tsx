import { Alert, Button, Group, Modal, Progress, Stack } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";
import { BulkDoors } from "./BulkDoors.tsx";
import { type BulkRun, inPhase, isRunning } from "./bulk-state.ts";
import { retryFailed, showBulk, stopBulk } from "./bulk-store.ts";
import { PasswordForAll } from "./PasswordForAll.tsx";
import { actionName, countWords, runWords } from "./words.ts";
import "@mantine/core/styles/Progress.css";
import { useReturnFocus } from "../../app/use-return-focus.ts";

/** How one thing that was asked of many doors goes at each, and what to do about those that did not. */
export default function BulkWindow({ run }: { readonly run: BulkRun }) {
  useReturnFocus();
  const running = isRunning(run);
  const done = inPhase(run, "done").length;
  const failed = inPhase(run, "failed").length;
  const wanting = inPhase(run, "password");
  const ended = !running && failed + wanting.length === 0;
  return (
    <Modal
      opened
      onClose={() => showBulk(false)}
      title={`${actionName(run.action)}: ${countWords(run.doors.length)}`}
      centered
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <Stack gap="md">
        <Progress.Root size="lg">
          <Progress.Section
            value={(100 * done) / run.doors.length}
            color="teal.7"
            aria-label={t`Doors that have answered`}
          />
          <Progress.Section
            value={(100 * (failed + wanting.length)) / run.doors.length}
            color="red.7"
            aria-label={t`Doors that have not done it`}
          />
        </Progress.Root>
        <Alert
          role="status"
          color={ended ? "green" : running ? "harbour" : "red"}
          {...(!running && {
            icon: ended ? <IconCheck aria-hidden /> : <IconAlertTriangle aria-hidden />,
          })}
        >
          {runWords(run)}
        </Alert>
        {!running && wanting.length > 0 && <PasswordForAll run={run} wanting={wanting} />}
        <BulkDoors run={run} />
        <Group justify="flex-end" gap="sm">
          {running && (
            <Button variant="default" onClick={stopBulk}>
              {t`Stop`}
            </Button>
          )}
          {!running && failed > 0 && (
            <Button variant="default" onClick={retryFailed}>
              {t`Try again at ${countWords(failed)}`}
            </Button>
          )}
          <Button onClick={() => showBulk(false)}>{running ? t`Hide` : t`Done`}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
