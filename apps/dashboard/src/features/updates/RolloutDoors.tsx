import { Skeleton } from "@mantine/core";
import type { RolloutView } from "@openlock/api";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import classes from "./Updates.module.css";
import { useRolloutDoors } from "./use-updates.ts";
import { doorWords } from "./words.ts";

/** How each door is; the first two hundred, in the order of their stages. */
export function RolloutDoors({ rollout }: { readonly rollout: RolloutView }) {
  const rows = useRolloutDoors(rollout.id);
  const doors = useDoors();
  if (rows.isPending) return <Skeleton height={40} role="status" aria-label={t`Loading`} />;
  if (rows.error && !rows.data) return <LoadFailure error={rows.error} again={() => void rows.refetch()} />;
  return (
    <ul className={classes.doors} aria-label={t`Doors`}>
      {rows.data?.map((row) => {
        const door = doors.data?.find(({ id }) => id === row.door);
        const bad = row.state === "failed" || row.worse;
        return (
          <li key={row.door} className={classes.door} {...(bad && { "data-bad": true })}>
            <span>{door?.name ?? row.door}</span>
            <span className={classes.how}>{doorWords(row, door?.online ?? true)}</span>
          </li>
        );
      })}
    </ul>
  );
}
