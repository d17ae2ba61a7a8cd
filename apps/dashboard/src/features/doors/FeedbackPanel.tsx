import { Paper, Stack, Switch, Text, Title } from "@mantine/core";
import { t } from "../../i18n/text.ts";
import classes from "./DoorPage.module.css";
import { setFeedback, useFeedback } from "./feedback.ts";
import "@mantine/core/styles/Switch.css";

/** What this browser does when a door has answered. */
export function FeedbackPanel() {
  const { vibration, sound } = useFeedback();
  const shakes = "vibrate" in navigator;
  return (
    <Paper component="section" withBorder radius="lg" className={classes.panel ?? ""}>
      <Title order={2} size="h5">
        {t`When a door answers`}
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="md">
        {t`Kept in this browser.`}
      </Text>
      <Stack gap="sm">
        <Switch
          label={t`Vibrate`}
          description={
            shakes ? t`Once when it is unlocked, three times when it failed` : t`This browser cannot do it`
          }
          checked={vibration && shakes}
          disabled={!shakes}
          onChange={(event) => setFeedback({ vibration: event.currentTarget.checked })}
        />
        <Switch
          label={t`Sound`}
          description={t`Up when it is unlocked, down when it failed`}
          checked={sound}
          onChange={(event) => setFeedback({ sound: event.currentTarget.checked })}
        />
      </Stack>
    </Paper>
  );
}
