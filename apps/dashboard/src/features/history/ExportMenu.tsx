import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useMe } from "../../app/me.ts";
import { notify } from "../../app/notify.tsx";
import { t } from "../../i18n/text.ts";
import { download } from "./download.ts";
import { filterQuery, type HistoryFilter } from "./history-filter.ts";

const FORMATS = [
  { value: "csv", label: () => t`CSV, for a spreadsheet` },
  { value: "jsonl", label: () => t`JSON Lines, for a program` },
] as const;

/** Downloads of what the filter shows, and of the checkpoints. */
export function ExportMenu({ filter }: { readonly filter: HistoryFilter }) {
  const me = useMe();
  const saving = useMutation({
    mutationFn: download,
    onError: (error) => notify({ color: "red", title: t`Not downloaded`, message: error.message }),
  });
  const narrowed = Object.keys(filter).length > 0;
  const path = (format: string) => {
    const query = filterQuery(filter);
    query.set("format", format);
    return `/api/audit/export?${query}`;
  };
  return (
    <Menu position="bottom-end" width={260} shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          loading={saving.isPending}
        >
          {t`Download`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{narrowed ? t`What the filter shows` : t`The whole history`}</Menu.Label>
        {FORMATS.map(({ value, label }) => (
          <Menu.Item key={value} onClick={() => saving.mutate(path(value))}>
            {label()}
          </Menu.Item>
        ))}
        {me?.doors.all && (
          <>
            <Menu.Divider />
            <Menu.Label>{t`To verify it later`}</Menu.Label>
            <Menu.Item
              onClick={() => saving.mutate("/api/audit/checkpoints")}
            >{t`Signed checkpoints`}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
