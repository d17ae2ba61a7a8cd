import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { ALERT_KIND_NAMES, ALERT_KINDS, type AlertKind } from "@openlock/api";
import "@mantine/core/styles/Checkbox.css";

interface KindsFieldProps {
  readonly kinds: readonly AlertKind[];
  readonly onChange: (kinds: AlertKind[]) => void;
}

/** Which alerts. */
export function KindsField({ kinds, onChange }: KindsFieldProps) {
  return (
    <Checkbox.Group
      label="Alerts"
      value={[...kinds]}
      onChange={(values) => onChange(ALERT_KIND_NAMES.filter((kind) => values.includes(kind)))}
    >
      <Group gap="xs" mt={6}>
        <Button variant="default" size="compact-xs" onClick={() => onChange([...ALERT_KIND_NAMES])}>
          All
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => onChange([])}>
          None
        </Button>
      </Group>
      <Stack gap="xs" mt="xs">
        {ALERT_KIND_NAMES.map((kind) => (
          <Checkbox
            key={kind}
            value={kind}
            label={ALERT_KINDS[kind].name}
            description={ALERT_KINDS[kind].meaning}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
