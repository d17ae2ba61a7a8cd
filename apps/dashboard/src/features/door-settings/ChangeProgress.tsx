import { Alert, Button, Group, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";
import { dismissChange, useChange } from "./change-store.ts";
import classes from "./DoorSettings.module.css";
import { type ProgressWords, progressWords } from "./words.ts";

const COLOURS: Record<ProgressWords["tone"], string> = {
  busy: "harbour",
  good: "green",
  wary: "yellow",
  bad: "red",
};

/** How far the last change of a door is; nothing where there was none. */
export function ChangeProgress({ doorId }: { readonly doorId: string }) {
  const progress = useChange(doorId);
  if (!progress) return null;
  const { tone, title, next } = progressWords(progress);
  return (
    <Alert
      role={tone === "bad" || tone === "wary" ? "alert" : "status"}
      color={COLOURS[tone]}
      icon={sign(tone)}
      title={title}
      classNames={{ title: classes.told ?? "" }}
      mb="lg"
    >
      <Text size="sm">{next}</Text>
      {tone !== "busy" && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={() => dismissChange(doorId)}>
            {progress.state.at === "end" ? t`Close` : t`Stop watching`}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

function sign(tone: ProgressWords["tone"]) {
  switch (tone) {
    case "busy":
      return <Loader size={18} aria-hidden />;
    case "good":
      return <IconCheck aria-hidden />;
    case "wary":
    case "bad":
      return <IconAlertTriangle aria-hidden />;
  }
}
