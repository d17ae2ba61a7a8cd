import { Paper, Skeleton, Text, Title } from "@mantine/core";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { t } from "../../i18n/text.ts";
import { Rollout } from "./Rollout.tsx";
import classes from "./Updates.module.css";
import { useRollouts } from "./use-updates.ts";

export function Rollouts() {
  const rollouts = useRollouts();
  if (rollouts.isPending) return <Skeleton height={120} role="status" aria-label={t`Loading`} />;
  if (rollouts.error && !rollouts.data)
    return <LoadFailure error={rollouts.error} again={() => void rollouts.refetch()} />;
  if (rollouts.data?.length === 0) {
    return (
      <Paper withBorder radius="lg" className={classes.rollout ?? ""}>
        <Title order={2} size="h5">
          {t`No update yet`}
        </Title>
        <Text size="sm" c="dimmed" mt={4}>
          {t`When you update doors, this shows which has it, which is at it, and whether all is well.`}
        </Text>
      </Paper>
    );
  }
  return rollouts.data?.map((rollout) => <Rollout key={rollout.id} rollout={rollout} />);
}
