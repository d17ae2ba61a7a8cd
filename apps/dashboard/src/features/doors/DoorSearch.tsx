import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";

interface DoorSearchProps {
  readonly query: string;
  readonly onChange: (query: string) => void;
}

/** Finds doors among many. */
export default function DoorSearch({ query, onChange }: DoorSearchProps) {
  return (
    <TextInput
      aria-label={t`Search doors`}
      placeholder={t`Search doors`}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={query}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
