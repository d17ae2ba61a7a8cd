import { Group, Paper, Text } from "@mantine/core";
import { fingerprint } from "@openlock/protocol";

interface FingerprintCardProps {
  readonly title: string;
  readonly kid: string;
  /** What it is compared with: groups that differ stand out. */
  readonly other: string;
}

/** A fingerprint in groups of four, for the eye. */
export function FingerprintCard({ title, kid, other }: FingerprintCardProps) {
  const groups = fingerprint(kid).split(" ");
  const others = fingerprint(other).split(" ");
  return (
    <Paper withBorder p="md" radius="md" role="group" aria-label={title}>
      <Text size="sm" fw={600} mb="xs">
        {title}
      </Text>
      <Group gap="xs" aria-label={groups.join(" ")} role="img">
        {groups.map((group, at) => (
          <Text
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells groups apart
            key={at}
            ff="monospace"
            size="lg"
            {...(group === others[at] ? {} : { c: "red", td: "underline" })}
          >
            {group}
          </Text>
        ))}
      </Group>
    </Paper>
  );
}
