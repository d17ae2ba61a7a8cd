import { TextInput } from "@mantine/core";
import type { DoorChange, DoorView } from "@openlock/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { Dialog } from "../../app/Dialog.tsx";

interface DoorDialogProps {
  readonly door: DoorView;
  readonly close: () => void;
}

export function RenameDialog({ door, close }: DoorDialogProps) {
  const queries = useQueryClient();
  const [name, setName] = useState(door.name);
  const rename = useMutation({
    mutationFn: (change: DoorChange) => api.patch<DoorView>(`/api/doors/${door.id}`, change),
    onSuccess: async (renamed) => {
      queries.setQueryData(["doors", door.id], renamed);
      await queries.invalidateQueries({ queryKey: ["doors"], exact: true });
      close();
    },
  });
  return (
    <Dialog
      title="Rename door"
      close={close}
      confirm="Rename"
      onConfirm={() => rename.mutate({ name: name.trim() })}
      disabled={name.trim() === ""}
      pending={rename.isPending}
      error={rename.error}
    >
      <TextInput
        label="Door name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        required
        withAsterisk={false}
        data-autofocus
      />
    </Dialog>
  );
}
