import { Text } from "@mantine/core";
import type { PersonView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useRemovePerson } from "./use-people.ts";

interface RemovePersonDialogProps {
  readonly person: PersonView;
  readonly close: () => void;
}

export function RemovePersonDialog({ person, close }: RemovePersonDialogProps) {
  const remove = useRemovePerson(person.id, close);
  return (
    <Dialog
      title={t`Remove ${person.name}?`}
      close={close}
      confirm={t`Remove person`}
      dangerous
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <Text size="sm">
        {t`They are signed out everywhere at once, and this server takes no command of theirs any more. Their
        history stays.`}
      </Text>
      <Text size="sm">
        {t`Whoever has known a door's password knows it still: change it at the doors that they used.`}
      </Text>
    </Dialog>
  );
}
