import { Button, Group, Paper, Text, Title } from "@mantine/core";
import type { RolloutView } from "@openlock/api";
import { useState } from "react";
import { t } from "../../i18n/text.ts";
import { ActDialog } from "./ActDialog.tsx";
import { RolloutDoors } from "./RolloutDoors.tsx";
import { Stages } from "./Stages.tsx";
import classes from "./Updates.module.css";
import type { RolloutVerb } from "./use-updates.ts";
import { stateWords } from "./words.ts";

/** One rollout: how far it is, and what can be done about it. */
export function Rollout({ rollout }: { readonly rollout: RolloutView }) {
  const { release, state, stages } = rollout;
  const over = state === "done" || state === "stopped";
  const [asking, setAsking] = useState<RolloutVerb>();
  const [shown, setShown] = useState(!over);
  const failed = stages.reduce((sum, stage) => sum + stage.failed, 0);
  return (
    <Paper withBorder radius="lg" className={classes.rollout ?? ""}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} size="h5">
            {t`${release.version} for ${release.chip}`}
          </Title>
          <Text size="sm" c={state === "halted" ? "red" : "dimmed"} mt={4} role="status">
            {stateWords(rollout)}
          </Text>
        </div>
        {!over && (
          <Group gap="xs">
            {failed > 0 && <Act verb="retry" label={t`Retry failed`} ask={setAsking} />}
            {state === "running" ? (
              <Act verb="pause" label={t`Pause`} ask={setAsking} />
            ) : (
              <Act verb="resume" label={t`Go on`} ask={setAsking} />
            )}
            <Act verb="stop" label={t`Stop`} ask={setAsking} />
          </Group>
        )}
      </Group>
      <Stages stages={stages} />
      {shown ? (
        <RolloutDoors rollout={rollout} />
      ) : (
        <Button variant="subtle" size="xs" onClick={() => setShown(true)}>
          {t`Show doors`}
        </Button>
      )}
      {asking && <ActDialog rollout={rollout} verb={asking} close={() => setAsking(undefined)} />}
    </Paper>
  );
}

interface ActProps {
  readonly verb: RolloutVerb;
  readonly label: string;
  readonly ask: (verb: RolloutVerb) => void;
}

function Act({ verb, label, ask }: ActProps) {
  return (
    <Button variant="default" size="xs" onClick={() => ask(verb)}>
      {label}
    </Button>
  );
}
