import { Anchor, Paper, Text } from "@mantine/core";
import type { LedEvent } from "@openlock/protocol";
import { Link } from "@tanstack/react-router";
import { t } from "../../i18n/text.ts";
import { LedList } from "./LedList.tsx";

/** What one should see at the board just now, in this order. */
export default function LedHint({ events }: { readonly events: readonly LedEvent[] }) {
  return (
    <Paper withBorder p="md" radius="md">
      <Text size="sm" fw={600} mb="sm">
        {t`What the board's LED shows now`}
      </Text>
      <LedList events={events} label={t`What the board's LED shows now`} />
      <Text size="xs" mt="xs">
        <Anchor renderRoot={(props) => <Link to="/help/led" target="_blank" {...props} />}>
          {t`All that it can show`}
        </Anchor>
      </Text>
    </Paper>
  );
}
