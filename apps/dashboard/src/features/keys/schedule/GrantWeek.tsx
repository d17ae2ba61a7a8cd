import { Text } from "@mantine/core";
import type { GrantView } from "@openlock/api";
import { utcOffset } from "@openlock/protocol";
import { timeOfDay } from "../../../app/times.ts";
import { t } from "../../../i18n/text.ts";
import { browserZone } from "./posix-zone.ts";
import { WeekPicture } from "./WeekPicture.tsx";

interface GrantWeekProps {
  readonly title?: string;
  readonly grant: Pick<GrantView, "schedule" | "tz">;
}

/** The hours of the week that a grant has, and where they are another zone's. */
export function GrantWeek({ title, grant: { schedule, tz } }: GrantWeekProps) {
  return (
    <div>
      <WeekPicture {...(title !== undefined && { title })} schedule={schedule} />
      {tz !== undefined && tz !== browserZone().tz && (
        <Text size="xs" c="dimmed" mt={4}>
          {t`The hours count in another time zone than yours. It is ${clockIn(tz)} there.`}
        </Text>
      )}
    </div>
  );
}

/** What the clocks of a time zone show now. */
function clockIn(tz: string): string {
  const now = Date.now();
  const here = new Date(now).getTimezoneOffset() * 60;
  return timeOfDay(now + (utcOffset(tz, Math.floor(now / 1000)) + here) * 1000);
}
