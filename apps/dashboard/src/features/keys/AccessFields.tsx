import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import type { GrantableCommand } from "@openlock/client/grants";
import { t } from "../../i18n/text.ts";
import { type Access, inDays } from "./access.ts";
import { ScheduleField } from "./schedule/ScheduleField.tsx";
import "@mantine/core/styles/Checkbox.css";

const COMMANDS: readonly { readonly command: GrantableCommand; readonly label: () => string }[] = [
  { command: "unlock", label: () => t`Unlock` },
  { command: "lock", label: () => t`Lock` },
  { command: "hold", label: () => t`Hold open, until the access ends at most` },
  { command: "lockdown", label: () => t`Start and lift lockdown` },
  { command: "status", label: () => t`Ask the door how it is` },
  { command: "identify", label: () => t`Have it blink` },
];

interface AccessFieldsProps {
  readonly access: Access;
  readonly onChange: (access: Access) => void;
}

/** What somebody may do at a door. */
export function CommandsField({ access, onChange }: AccessFieldsProps) {
  return (
    <Checkbox.Group
      label={t`They may`}
      value={[...access.commands]}
      onChange={(chosen) => onChange({ ...access, commands: chosen as GrantableCommand[] })}
    >
      <Stack gap="xs" mt={6}>
        {COMMANDS.map(({ command, label }) => {
          const no = command === "hold" && access.week !== undefined;
          return (
            <Checkbox
              key={command}
              value={command}
              label={label()}
              disabled={no}
              {...(no && { description: t`Not with hours of the week: it would outlast them.` })}
            />
          );
        })}
      </Stack>
    </Checkbox.Group>
  );
}

const STAYS: readonly { readonly label: () => string; readonly days: number }[] = [
  { label: () => t`A day`, days: 1 },
  { label: () => t`A week`, days: 7 },
  { label: () => t`A month`, days: 30 },
];

/** Until when, and at which hours of the week. */
export function TimesFields({ access, onChange, limit }: AccessFieldsProps & { readonly limit: string }) {
  return (
    <>
      <div>
        <TextInput
          label={t`Until`}
          description={limit}
          type="datetime-local"
          value={access.until}
          onChange={(event) => onChange({ ...access, until: event.currentTarget.value })}
          required
          withAsterisk={false}
        />
        <Group gap="xs" mt="xs">
          {STAYS.map(({ label, days }) => (
            <Button
              key={days}
              size="xs"
              variant="default"
              onClick={() => onChange({ ...access, until: inDays(days) })}
            >
              {label()}
            </Button>
          ))}
        </Group>
      </div>
      <ScheduleField week={access.week} onChange={(week) => onChange({ ...access, week })} />
    </>
  );
}
