import type { DoorChange, DoorView } from "@openlock/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";
import { RenameDialog } from "../../app/RenameDialog.tsx";
import { t } from "../../i18n/text.ts";

interface RenameDoorDialogProps {
  readonly door: DoorView;
  readonly close: () => void;
}

export function RenameDoorDialog({ door, close }: RenameDoorDialogProps) {
  const queries = useQueryClient();
  const rename = useMutation({
    mutationFn: (name: string) => api.patch<DoorView>(`/api/doors/${door.id}`, { name } satisfies DoorChange),
    onSuccess: async (renamed) => {
      queries.setQueryData(["doors", door.id], renamed);
      await queries.invalidateQueries({ queryKey: ["doors"], exact: true });
      close();
    },
  });
  return (
    <RenameDialog
      title={t`Rename door`}
      label={t`Door name`}
      name={door.name}
      close={close}
      rename={rename}
    />
  );
}
