import { Text, TextInput } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { forgetDoorPassword } from "../door-password/door-password.ts";

interface DoorDialogProps {
  readonly door: DoorView;
  readonly close: () => void;
}

export function RemoveDialog({ door, close }: DoorDialogProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const remove = useMutation({
    mutationFn: () => api.delete(`/api/doors/${door.id}`),
    onSuccess: async () => {
      await forgetDoorPassword(door.id).catch(() => undefined);
      await navigate({ to: "/doors", replace: true });
      queries.setQueryData<readonly DoorView[]>(["doors"], (doors) =>
        doors?.filter(({ id }) => id !== door.id),
      );
      queries.removeQueries({ queryKey: ["doors", door.id] });
    },
  });
  return (
    <Dialog
      title={t`Remove “${door.name}”?`}
      close={close}
      confirm={t`Remove door`}
      dangerous
      onConfirm={() => remove.mutate()}
      disabled={typed.trim() !== door.name}
      pending={remove.isPending}
      error={remove.error}
    >
      <Text size="sm">
        {t`Its device is cut off at once and nobody can open the door from here any more. The history stays. The
        device keeps its settings until it is reset or set up anew.`}
      </Text>
      <TextInput
        label={t`Type “${door.name}” to confirm`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
      />
    </Dialog>
  );
}
