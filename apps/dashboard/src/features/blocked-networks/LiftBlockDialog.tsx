import { Text } from "@mantine/core";
import type { BlockedNetwork } from "@openlock/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "../../api/api-error.ts";
import { api } from "../../api/http.ts";
import { Dialog } from "../../app/Dialog.tsx";
import { rich, t } from "../../i18n/text.ts";

interface LiftBlockDialogProps {
  readonly block: BlockedNetwork;
  readonly close: () => void;
}

export function LiftBlockDialog({ block: { network }, close }: LiftBlockDialogProps) {
  const queries = useQueryClient();
  const lift = useMutation({
    mutationFn: async () => {
      try {
        // Any address of a network names it, and has no slash in it.
        await api.delete(`/api/blocks/${network.replace(/\/.*$/, "")}`);
      } catch (error) {
        // It has ended meanwhile, which is what was wanted.
        if (!(error instanceof ApiError && error.status === 404)) throw error;
      }
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["blocks"] });
      close();
    },
  });
  return (
    <Dialog
      title={t`Lift block`}
      close={close}
      confirm={t`Lift block`}
      onConfirm={() => lift.mutate()}
      pending={lift.isPending}
      error={lift.error}
    >
      <Text size="sm">
        {rich`Everybody at ${<b>{network}</b>} can reach the server again, whoever made it block them. If they go on,
        it blocks them again.`}
      </Text>
    </Dialog>
  );
}
