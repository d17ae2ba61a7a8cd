import { Button, Paper, Text, Title } from "@mantine/core";
import { IconDoor } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { t } from "../../i18n/text.ts";
import classes from "./EmptyDoors.module.css";

export function EmptyDoors({ manager }: { readonly manager: boolean }) {
  return (
    <Paper withBorder radius="lg" className={classes.empty ?? ""}>
      <IconDoor size={44} stroke={1.3} className={classes.icon ?? ""} aria-hidden />
      <Title order={2} size="h4">
        {manager ? t`Your first door` : t`No doors for you yet`}
      </Title>
      <Text c="dimmed" maw={380}>
        {manager
          ? t`Take an ESP32 out of its box, connect it by USB, and in about two minutes a door opens from this page.`
          : t`Ask an owner or admin to add you to a door. It shows up here by itself.`}
      </Text>
      {manager && (
        <Button component={Link} to="/doors/new" size="md" mt="sm">
          {t`Add door`}
        </Button>
      )}
    </Paper>
  );
}
