import { Checkbox, Radio, Stack, Text } from "@mantine/core";
import type { DoorScope } from "@openlock/api";
import { t } from "../../i18n/text.ts";
import { useDoors } from "./use-doors.ts";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/Radio.css";

/** All doors, or some. */
export function ScopeField({
  scope,
  onChange,
}: {
  readonly scope: DoorScope;
  readonly onChange: (scope: DoorScope) => void;
}) {
  const known = useDoors().data ?? [];
  const chosen = scope.all ? [] : scope.ids;
  return (
    <Radio.Group
      label={t`Doors`}
      value={scope.all ? "all" : "some"}
      onChange={(value) => onChange(value === "all" ? { all: true } : { all: false, ids: [] })}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="all" label={t`All doors, those of the future too`} />
        <Radio value="some" label={t`Only these`} />
        {!scope.all && (
          <Stack gap="xs" pl="xl">
            {known.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={chosen.includes(id)}
                onChange={({ currentTarget: { checked } }) =>
                  onChange({
                    all: false,
                    ids: checked ? [...chosen, id] : chosen.filter((other) => other !== id),
                  })
                }
              />
            ))}
            {known.length === 0 && (
              <Text size="sm" c="dimmed">
                {t`There are no doors yet.`}
              </Text>
            )}
          </Stack>
        )}
      </Stack>
    </Radio.Group>
  );
}
