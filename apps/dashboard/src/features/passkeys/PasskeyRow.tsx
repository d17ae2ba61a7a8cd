import { ActionIcon } from "@mantine/core";
import type { PasskeyView } from "@openlock/api";
import { IconKey, IconPencil, IconTrash } from "@tabler/icons-react";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { AccountRow } from "../account/AccountRow.tsx";

interface PasskeyRowProps {
  readonly passkey: PasskeyView;
  readonly rename: () => void;
  readonly remove: () => void;
}

export function PasskeyRow({ passkey, rename, remove }: PasskeyRowProps) {
  const { name, createdAt, lastUsedAt, synced } = passkey;
  const facts = [
    t`Added ${moment(createdAt)}`,
    lastUsedAt === undefined ? t`never used` : t`last used ${moment(lastUsedAt)}`,
    synced ? t`on all devices of its account` : t`on one device only`,
  ];
  return (
    <AccountRow
      item
      icon={<IconKey size={20} stroke={1.6} aria-hidden />}
      name={name}
      facts={facts.join(" · ")}
      actions={
        <>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t`Rename ${name}`} onClick={rename}>
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t`Remove ${name}`} onClick={remove}>
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </>
      }
    />
  );
}
