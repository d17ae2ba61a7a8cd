import { Paper, Stack, Text } from "@mantine/core";
import { LED_PATTERNS, type LedEvent } from "@openlock/protocol";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { LedList } from "./LedList.tsx";

const EVENTS = Object.keys(LED_PATTERNS) as readonly LedEvent[];

/** `/help/led`: what the light at a door says. */
export default function LedHelpPage() {
  return (
    <Page title={t`What the LED says`}>
      <Stack gap="md" maw={640}>
        <Text>
          {t`Every door has one light. It is dark when all is well and nothing happens, but for a short blue blink
            every ten seconds. Here is each pattern as it looks, and beside it two and a half seconds of it in time.`}
        </Text>
        <Paper withBorder p="lg" radius="lg">
          <LedList events={EVENTS} label={t`Patterns of the LED`} />
        </Paper>
      </Stack>
    </Page>
  );
}
