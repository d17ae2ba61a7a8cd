import { Alert, Button, Group, Progress, SegmentedControl, Stack, Text } from "@mantine/core";
import type { Board } from "@openlock/provisioning";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { plural, t } from "../../i18n/text.ts";
import type { LockPinResult } from "./lock-pin-result.ts";
import type { useContactWatch } from "./use-contact-watch.ts";
import { useLockPinTest } from "./use-lock-pin-test.ts";
import "./styles.ts";

const CHOICES = ["5", "10", "20"];

interface LockPinTestProps {
  readonly board: Board;
  readonly doorId: string;
  readonly result: LockPinResult | undefined;
  readonly onResult: (result: LockPinResult | undefined) => void;
  /** What went wrong, and the way on. */
  readonly failure: (error: unknown) => ReactNode;
}

/** Resets the board again and again, while somebody or something watches that its bolt does not move. */
export function LockPinTest({ board, doorId, result, onResult, failure }: LockPinTestProps) {
  const [wanted, setWanted] = useState("10");
  const test = useLockPinTest(board, doorId, onResult);
  const asks = test.finished && !result;
  const start = () => {
    onResult(undefined);
    test.mutate(Number(wanted));
  };

  return (
    <Stack gap="md">
      <Text size="sm">
        {test.watchesPin ? t`This virtual door's pin is watched.` : toWatch(test.contact)}
      </Text>
      {!test.isPending && !asks && (
        <Group gap="sm" align="end">
          <div>
            <Text size="sm" fw={600} mb={4}>
              {t`How many resets`}
            </Text>
            <SegmentedControl
              aria-label={t`How many resets`}
              data={CHOICES}
              value={wanted}
              onChange={setWanted}
            />
          </div>
          <Button onClick={start} variant={result ? "default" : "filled"}>
            {result ? t`Test once more` : t`Start the test`}
          </Button>
        </Group>
      )}
      {test.isPending && (
        <Stack gap="sm">
          <Text size="sm" fw={600} role="status">
            {t`Reset ${Math.min(test.resets + 1, Number(wanted))} of ${wanted}…`}
          </Text>
          <Progress
            value={(test.resets / Number(wanted)) * 100}
            size="lg"
            radius="md"
            aria-label={t`Lock pin test`}
          />
          <Group gap="sm">
            <Button color="red" onClick={test.moved}>
              {t`The bolt moved`}
            </Button>
            <Button variant="default" onClick={test.stop}>
              {t`Stop the test`}
            </Button>
          </Group>
        </Stack>
      )}
      {asks && (
        <Group gap="sm" role="group" aria-label={t`Did the bolt move?`}>
          <Text size="sm" fw={600}>
            {t`Did the bolt move?`}
          </Text>
          <Button color="var(--openlock-done)" onClick={test.stayed}>
            {t`It never moved`}
          </Button>
          <Button color="red" onClick={test.moved}>
            {t`The bolt moved`}
          </Button>
        </Group>
      )}
      {result && !test.isPending && <Outcome result={result} />}
      {!test.isPending && failure(test.error)}
    </Stack>
  );
}

/** For a person at a real door. */
function toWatch({ says, canWatch }: ReturnType<typeof useContactWatch>): string {
  switch (says) {
    case "awaited":
      return t`The door's contact tells whether it is still closed as soon as the board is connected again.`;
    case "still-closed":
      return t`The door's contact says that it is still closed.`;
    case "watches":
      return itsContactToo();
    case "nothing":
      return canWatch ? itsContactToo() : t`Keep your eyes on the bolt, or listen to it.`;
  }
}

function itsContactToo(): string {
  return t`Keep your eyes on the bolt, or listen to it. The door is closed, so its contact watches too.`;
}

function Outcome({ result: { moved, resets, seenBy } }: { readonly result: LockPinResult }) {
  if (moved) {
    return (
      <Alert
        role="alert"
        color="red"
        icon={<IconLockOpen aria-hidden />}
        title={plural(resets, {
          one: t`The bolt moved at the first reset: do not mount it like this`,
          other: t`The bolt moved within ${resets} resets: do not mount it like this`,
        })}
      >
        {seenBy === "contact" && (
          <Text size="sm" mb="xs">
            {t`The door's contact says that it was opened. If somebody opened it, close it and test once more.`}
          </Text>
        )}
        {t`Whoever makes the power flicker could open this door. Put a resistor of 10 kΩ from the lock pin to ground, check
          that the relay is one that is active high, and that the pin is none that pulses at boot. Then test once more.`}
      </Alert>
    );
  }
  return (
    <Alert
      role="status"
      color="green"
      icon={<IconLock aria-hidden />}
      title={plural(resets, {
        one: t`The bolt did not move at one reset`,
        other: t`The bolt did not move at ${resets} resets`,
      })}
    >
      {t`A reset or a flicker of the power does not open this door.`}
    </Alert>
  );
}
