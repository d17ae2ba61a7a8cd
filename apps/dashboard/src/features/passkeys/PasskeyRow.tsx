import { ActionIcon } from "@mantine/core";
import type { PasskeyView } from "@openlock/api";
import { IconKey, IconPencil, IconTrash } from "@tabler/icons-react";
import { moment } from "../../app/times.ts";
import { PanelRow } from "../account/Panel.tsx";

interface PasskeyRowProps {
  readonly passkey: PasskeyView;
  readonly rename: () => void;
  readonly remove: () => void;
}

export function PasskeyRow({ passkey, rename, remove }: PasskeyRowProps) {
  const { name, createdAt, lastUsedAt, synced } = passkey;
  const facts = [
    `Added ${moment(createdAt)}`,
    lastUsedAt === undefined ? "never used" : `last used ${moment(lastUsedAt)}`,
    synced ? "on all devices of its account" : "on one device only",
  ];
  return (
    <PanelRow
      item
      icon={<IconKey size={20} stroke={1.6} aria-hidden />}
      name={name}
      facts={facts.join(" · ")}
      actions={
        <>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Rename ${name}`} onClick={rename}>
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Remove ${name}`} onClick={remove}>
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </>
      }
    />
  );
}
