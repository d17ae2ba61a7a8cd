import { Alert, Button, Group, Loader, SimpleGrid, Text } from "@mantine/core";
import { DoorKey, parseShape } from "@openlock/protocol";
import { deviceInfo } from "@openlock/provisioning";
import { IconAlertOctagon, IconShieldCheck } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../api/http.ts";
import { t } from "../../../i18n/text.ts";
import { trustKey } from "../../doors/trust-key.ts";
import { compareFingerprints, type FingerprintComparison } from "../compare-fingerprints.ts";
import { Failure } from "../Failure.tsx";
import { FingerprintCard } from "../FingerprintCard.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { useBoard, useDoor, useWizard } from "../wizard-store.ts";

export default function FingerprintStep() {
  const board = useBoard();
  const door = useDoor();
  const next = useWizard((state) => state.next);
  const queries = useQueryClient();
  const kidBefore = useWizard((state) => state.kidBefore);

  const comparison = useQuery({
    queryKey: ["fingerprints", door.id],
    queryFn: async ({ signal }) => {
      const info = await board.use((session) => deviceInfo(session, { signal }));
      return await compareFingerprints(info, parseShape(DoorKey, await api.get(`/api/doors/${door.id}/key`)));
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const pin = useMutation({
    mutationFn: (kid: string) => trustKey(door.id, kid),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["pinned-key", door.id] });
      next();
    },
  });
  const compared = comparison.data;

  return (
    <StepFrame
      title={t`Is it really this board?`}
      lead={t`The fingerprint that the board shows over the cable must be the one that the server hands out.`}
      actions={
        compared?.match && (
          <Button loading={pin.isPending} onClick={() => pin.mutate(compared.board)}>
            {t`Trust this key`}
          </Button>
        )
      }
    >
      {comparison.isPending && (
        <Group gap="sm" wrap="nowrap" role="status">
          <Loader size="sm" />
          <Text size="sm">{t`Reading both fingerprints…`}</Text>
        </Group>
      )}
      <Failure
        error={comparison.error}
        retry={{ label: t`Check again`, run: () => void comparison.refetch() }}
      />
      {compared && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <FingerprintCard
              title={t`The board, over the cable`}
              kid={compared.board}
              other={compared.relay}
            />
            <FingerprintCard title={t`The server`} kid={compared.relay} other={compared.board} />
          </SimpleGrid>
          <Result compared={compared} kidBefore={kidBefore} onCheckAgain={() => void comparison.refetch()} />
        </>
      )}
      <Failure error={pin.error} />
    </StepFrame>
  );
}

interface ResultProps {
  readonly compared: FingerprintComparison;
  readonly kidBefore: string | undefined;
  readonly onCheckAgain: () => void;
}

function Result({ compared, kidBefore, onCheckAgain }: ResultProps) {
  if (!compared.match) {
    return (
      <Alert
        role="alert"
        color="red"
        icon={<IconAlertOctagon aria-hidden />}
        title={t`They do not match: stop here`}
      >
        <Text size="sm" mb="sm">
          {t`The server hands out another key than this board has. Commands for this door would be sealed to
          whoever holds that other key, door password and all. Either another board is registered for this
          door, or somebody has changed the key at the server. Do not use this door; ask whoever runs the
          server to look into it.`}
        </Text>
        <Button size="sm" variant="default" onClick={onCheckAgain}>
          {t`Check again`}
        </Button>
      </Alert>
    );
  }
  return (
    <Alert role="status" color="green" icon={<IconShieldCheck aria-hidden />} title={t`They match`}>
      <Text size="sm">
        {t`Nobody stands between you and this board. This browser remembers the key, and says so if it ever
        changes.`}{" "}
        {kidBefore !== undefined &&
          (kidBefore === compared.board
            ? t`It is the key that the board had before: its identity was kept.`
            : t`It is not the key that the board had before: the board has a new identity.`)}
      </Text>
    </Alert>
  );
}
