import { Button, Stack, TextInput } from "@mantine/core";
import type { DoorView, NewDoor } from "@openlock/api";
import { DoorId } from "@openlock/protocol";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../../api/http.ts";
import { inSense, t } from "../../../i18n/text.ts";
import { nextName } from "../../sitting/next-name.ts";
import { useSitting } from "../../sitting/sitting.ts";
import { Failure } from "../Failure.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { suggestDoorId } from "../suggest-door-id.ts";
import { useWizard } from "../wizard-store.ts";

export default function NameStep() {
  const next = useWizard((state) => state.next);
  const queries = useQueryClient();
  const last = useSitting(({ doors }) => doors.at(-1)?.name);
  // Doors that are set up in a row are named in a row.
  const [name, setName] = useState(last === undefined ? "" : nextName(last));
  const [typedId, setTypedId] = useState<string>();
  const id = typedId ?? suggestDoorId(name);
  const idFits = DoorId.safeParse(id).success;

  const create = useMutation({
    mutationFn: (door: NewDoor) => api.post<DoorView>("/api/doors", door),
    onSuccess: async (door) => {
      await queries.invalidateQueries({ queryKey: ["doors"] });
      next({ door: { id: door.id, name: door.name } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ id, name: name.trim() });
  };

  return (
    <form onSubmit={submit}>
      <StepFrame
        title={t`Which door is it?`}
        lead={t`Give it the name that people here use for it.`}
        actions={
          <Button type="submit" loading={create.isPending} disabled={!name.trim() || !idFits}>
            {t`Create door`}
          </Button>
        }
      >
        <Stack gap="md" maw={420}>
          <TextInput
            label={t`Door name`}
            placeholder={inSense("example")`Front door`}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            required
            data-autofocus
          />
          <TextInput
            label={t`Door ID`}
            description={t`Part of its address; it cannot be changed later.`}
            value={id}
            onChange={(event) => setTypedId(event.currentTarget.value)}
            error={id && !idFits ? t`Small letters, digits and dashes; no dash at either end.` : undefined}
            maxLength={64}
            spellCheck={false}
            autoCapitalize="none"
            required
          />
        </Stack>
        <Failure error={create.error} />
      </StepFrame>
    </form>
  );
}
