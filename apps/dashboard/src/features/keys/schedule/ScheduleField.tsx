import { Button, Checkbox, Group, Text } from "@mantine/core";
import { t } from "../../../i18n/text.ts";
import { browserZone } from "./posix-zone.ts";
import { scheduleWords } from "./schedule-words.ts";
import { WeekGrid } from "./WeekGrid.tsx";
import { EMPTY_WEEK, OFFICE_HOURS, toSchedule, type Week } from "./week.ts";

/** Entries that a grant can hold (protocol, section 9). */
const ENTRIES_MAX = 14;

/** Hours of the week as a grant says them, in the time zone of this browser; undefined where no grant can. */
export function readWeek(week: Week) {
  const schedule = toSchedule(week);
  if (schedule.length === 0 || schedule.length > ENTRIES_MAX) return undefined;
  return { schedule, tz: browserZone().tz };
}

/** All hours, or those that are painted in a week. */
export function ScheduleField({
  week,
  onChange,
}: {
  /** Undefined: at all hours. */
  readonly week: Week | undefined;
  readonly onChange: (week: Week | undefined) => void;
}) {
  return (
    <div>
      <Checkbox
        label={t`Only at some hours of the week`}
        checked={week !== undefined}
        onChange={({ currentTarget: { checked } }) => onChange(checked ? OFFICE_HOURS : undefined)}
      />
      {week && (
        <div>
          <Text size="sm" c="dimmed" mt="xs">
            {t`Drag over the hours. With the keyboard: arrows, Space, and Shift with arrows for several.`}
          </Text>
          <Group gap="xs" my="xs">
            <Button size="xs" variant="default" onClick={() => onChange(OFFICE_HOURS)}>
              {t`Monday to Friday, 8 to 18`}
            </Button>
            <Button size="xs" variant="default" onClick={() => onChange(EMPTY_WEEK)}>
              {t`Clear`}
            </Button>
          </Group>
          <WeekGrid week={week} onChange={onChange} label={t`Week`} />
          <Text size="sm" mt="xs" role="status">
            {summary(week)}
          </Text>
          <Text size="sm" c="dimmed">
            {zoneWords()}
          </Text>
        </div>
      )}
    </div>
  );
}

function summary(week: Week): string {
  const schedule = toSchedule(week);
  if (schedule.length === 0) return t`No hour is chosen yet.`;
  if (schedule.length > ENTRIES_MAX)
    return t`These are more different hours than a key can hold. Paint simpler ones.`;
  return scheduleWords(schedule).join(" · ");
}

function zoneWords(): string {
  const { zone, tz, exact } = browserZone();
  const counted = t`The hours count in ${zone.replaceAll("_", " ")}, also where the door stands elsewhere.`;
  if (exact) return counted;
  return `${counted} ${t`Its clock changes by rules that a door cannot follow: the door stays at the hours of now (${tz}).`}`;
}
