import { Stack, Text } from "@mantine/core";
import type { ScheduleEntry } from "@openlock/client/grants";
import { t } from "../../i18n/text.ts";
import classes from "./Keys.module.css";
import { presentAccess, stillCounts } from "./present-access.ts";
import { GrantWeek } from "./schedule/GrantWeek.tsx";
import { WeekPicture } from "./schedule/WeekPicture.tsx";
import { useGrantsOfPerson } from "./use-grants.ts";
import { grantWords } from "./words.ts";

interface PresentAccessProps {
  readonly person: { readonly id: string; readonly label: string };
  readonly doors: readonly string[];
  readonly names: (door: string) => string;
  /** Hours of the week that are to be given; undefined: all. */
  readonly schedule: readonly ScheduleEntry[] | undefined;
}

/** What somebody has at doors where they are to be given something, and what it will be. */
export function PresentAccess({ person, doors, names, schedule }: PresentAccessProps) {
  const { perDoor, error } = useGrantsOfPerson(person.id, doors);
  const present = presentAccess(perDoor);
  if (error) {
    return (
      <Text size="sm" c="red" role="alert">
        {t`What ${person.label} has so far could not be loaded: ${error.message}`}
      </Text>
    );
  }
  if (present.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-label={t`What ${person.label} has so far`}>
      <Text size="sm" fw={600}>
        {t`What ${person.label} has so far`}
      </Text>
      {present.map(({ doors: at, grant }) => (
        <div key={grant.jti}>
          <Text size="sm">{at.map(names).join(", ")}</Text>
          <Text size="sm" c="dimmed">
            {grantWords(grant)}
          </Text>
          {(grant.schedule || schedule) && (
            <div className={classes.weeks}>
              <GrantWeek title={t`As it was`} grant={grant} />
              <WeekPicture title={t`As it will be`} schedule={schedule} />
            </div>
          )}
        </div>
      ))}
      {present.some(({ grant }) => stillCounts(grant)) && (
        <Text size="sm">
          {t`Approving takes nothing back: at its door the earlier access counts beside the new one until it ends or is
            revoked, which is done under Keys and access of the door.`}
        </Text>
      )}
    </Stack>
  );
}
