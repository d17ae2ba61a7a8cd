import { ActionIcon, Button, Menu, Text } from "@mantine/core";
import type { WebhookView } from "@openlock/api";
import {
  IconDots,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";
import { kindsWords, scopeWords } from "../alerts/words.ts";
import { useDoors } from "../doors/use-doors.ts";
import { useChangeWebhook } from "./use-webhooks.ts";
import classes from "./Webhooks.module.css";
import type { WebhookDialog } from "./Webhooks.tsx";

interface WebhookRowProps {
  readonly webhook: WebhookView;
  readonly open: (dialog: WebhookDialog) => void;
}

export function WebhookRow({ webhook, open }: WebhookRowProps) {
  const { id, name, url, kinds, doors, enabled } = webhook;
  const known = useDoors().data ?? [];
  const change = useChangeWebhook(id, () => {});
  return (
    <li className={classes.webhook}>
      <div className={classes.words}>
        <Text component="span" fw={600}>
          {name}
          {!enabled && (
            <Text component="span" c="dimmed">
              {t` (off)`}
            </Text>
          )}
        </Text>
        <Text component="span" size="sm" c="dimmed">
          {new URL(url).host} · {kindsWords(kinds)}, {scopeWords(doors, known)}
        </Text>
        {change.error && (
          <Text size="sm" c="red" role="alert">
            {change.error.message}
          </Text>
        )}
      </div>
      <div className={classes.actions}>
        <Button
          variant="default"
          size="xs"
          aria-label={t`Deliveries to ${name}`}
          onClick={() => open("deliveries")}
        >
          {t`Deliveries`}
        </Button>
        <Menu position="bottom-end" width={200} shadow="md">
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={t`More about ${name}`}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => open("change")}>
              {t`Change…`}
            </Menu.Item>
            <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => open("rotate")}>
              {t`New secret…`}
            </Menu.Item>
            <Menu.Item
              leftSection={
                enabled ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />
              }
              onClick={() => change.mutate({ enabled: !enabled })}
            >
              {enabled ? t`Turn off` : t`Turn on`}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => open("remove")}>
              {t`Remove…`}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  );
}
