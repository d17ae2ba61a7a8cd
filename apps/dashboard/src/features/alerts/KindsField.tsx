import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { ALERT_KIND_NAMES, ALERT_KINDS, type AlertKind } from "@openlock/api";
import { t, translated } from "../../i18n/text.ts";
import "@mantine/core/styles/Checkbox.css";

interface KindsFieldProps {
  readonly kinds: readonly AlertKind[];
  readonly onChange: (kinds: AlertKind[]) => void;
}

/** Which alerts. */
export function KindsField({ kinds, onChange }: KindsFieldProps) {
  return (
    <Checkbox.Group
      label={t`Alerts`}
      value={[...kinds]}
      onChange={(values) => onChange(ALERT_KIND_NAMES.filter((kind) => values.includes(kind)))}
    >
      <Group gap="xs" mt={6}>
        <Button variant="default" size="compact-xs" onClick={() => onChange([...ALERT_KIND_NAMES])}>
          {t`All`}
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => onChange([])}>
          {t`None`}
        </Button>
      </Group>
      <Stack gap="xs" mt="xs">
        {ALERT_KIND_NAMES.map((kind) => (
          <Checkbox
            key={kind}
            value={kind}
            label={translated(ALERT_KINDS[kind].name)}
            description={translated(ALERT_KINDS[kind].meaning)}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
