import { Alert, Button, Checkbox, Radio, Stack, Table, Text } from "@mantine/core";
import { type Board, type Firmware, type FlashStep, waitForKey } from "@openlock/provisioning";
import { IconCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { t } from "../../../i18n/text.ts";
import { ReleaseKeysField } from "../../release-keys/ReleaseKeysField.tsx";
import { readReleaseKeys } from "../../release-keys/release-keys.ts";
import { Failure } from "../Failure.tsx";
import { useFirmware } from "../firmware.ts";
import { InstallProgress, type InstallStage } from "../InstallProgress.tsx";
import { LiveAdvice } from "../LiveAdvice.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { useBoard, useWizard, useWizardStore } from "../wizard-store.ts";

/** At its first boot a board makes its key; a slow chip takes most of this, in milliseconds. */
const KEY_TIMEOUT = 120_000;

type Identity = "keep" | "erase";

export default function InstallStep() {
  const board = useBoard();
  const device = useWizard((state) => state.device);
  const next = useWizard((state) => state.next);
  const firmware = useFirmware(board.line.kind);
  const [identity, setIdentity] = useState<Identity>("keep");
  const [sure, setSure] = useState(false);
  const [releaseKeys, setReleaseKeys] = useState(readReleaseKeys);
  const install = useInstall(board);

  const version = firmware.data?.manifest.version;
  const current = device !== undefined && device.firmware.version === version && device.kid !== undefined;

  return (
    <StepFrame
      title={t`Install esplock`}
      lead={t`This puts the door's program on the board and checks that it is there, byte for byte.`}
      canGoBack={!install.isPending}
      actions={
        install.isPending ? (
          <Button variant="default" onClick={install.cancel}>
            {t`Cancel`}
          </Button>
        ) : (
          <>
            {current && <Button onClick={() => next()}>{t`Continue without installing`}</Button>}
            <Button
              variant={current ? "default" : "filled"}
              disabled={!firmware.data || (identity === "erase" && !sure)}
              onClick={() => firmware.data && install.mutate({ firmware: firmware.data, identity })}
            >
              {t`Install esplock`}
            </Button>
          </>
        )
      }
    >
      <Failure error={firmware.error} retry={{ label: t`Look again`, run: () => void firmware.refetch() }} />
      {current && !install.isPending && (
        <Alert color="green" variant="light" icon={<IconCheck aria-hidden />}>
          {t`The board has the current esplock already. You can go on.`}
        </Alert>
      )}
      <Table withRowBorders={false} verticalSpacing={4} maw={460}>
        <Table.Tbody>
          <Fact name={t`Port`} value={board.line.name} />
          <Fact name={t`Chip`} value={install.chip ?? device?.firmware.chip ?? t`found when installing`} />
          <Fact
            name={t`On the board`}
            value={device ? `esplock ${device.firmware.version}` : t`no esplock yet`}
          />
          <Fact name={t`To install`} value={version ? `esplock ${version}` : "…"} />
        </Table.Tbody>
      </Table>
      {install.isPending ? (
        <>
          <InstallProgress stage={install.stage} />
          {hasStarted(install.stage) && <LiveAdvice />}
        </>
      ) : (
        <>
          <IdentityChoice value={identity} onChange={setIdentity} sure={sure} onSure={setSure} />
          <ReleaseKeysField keys={releaseKeys} onChange={setReleaseKeys} />
        </>
      )}
      {!install.isPending && <Failure error={install.error} />}
    </StepFrame>
  );
}

/** Flashes, then waits until the board has started and has its key. */
function useInstall(board: Board) {
  const store = useWizardStore();
  const next = useWizard((state) => state.next);
  const learn = useWizard((state) => state.learn);
  const [stage, setStage] = useState<InstallStage>({ step: "connecting", baudRate: 0 });
  const [chip, setChip] = useState<string>();
  const [abort, setAbort] = useState<AbortController>();

  const mutation = useMutation({
    mutationFn: async ({ firmware, identity }: { firmware: Firmware; identity: Identity }) => {
      const { attempt } = store.getState();
      attempt();
      const controller = new AbortController();
      setAbort(controller);
      const { signal } = controller;
      const onStep = (step: FlashStep) => {
        setStage(step);
        if (step.step === "detected") setChip(step.description);
      };
      await board.flash(firmware, { identity, releaseKeys: readReleaseKeys(), onStep, signal });
      if (identity === "erase") learn({ presentPassword: undefined });
      setStage({ step: "starting" });
      // What the board said before it had its program explains nothing of what comes now.
      attempt();
      const onInfo = () => setStage({ step: "making-key" });
      const device = await board.overRestarts((session) =>
        waitForKey(session, { timeoutMs: KEY_TIMEOUT, signal, onInfo }),
      );
      next({ device });
    },
  });

  // A page that goes away in the middle would leave half an image; the browser asks first.
  useEffect(() => {
    if (!mutation.isPending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [mutation.isPending]);
  useEffect(() => () => abort?.abort(), [abort]);

  return { ...mutation, stage, chip, cancel: () => abort?.abort() };
}

/** From there on the board is on its own. */
function hasStarted({ step }: InstallStage): boolean {
  return step === "starting" || step === "making-key";
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={130} pl={0}>
        {name}
      </Table.Th>
      <Table.Td>{value}</Table.Td>
    </Table.Tr>
  );
}

interface IdentityChoiceProps {
  readonly value: Identity;
  readonly onChange: (identity: Identity) => void;
  readonly sure: boolean;
  readonly onSure: (sure: boolean) => void;
}

function IdentityChoice({ value, onChange, sure, onSure }: IdentityChoiceProps) {
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t`What is on the board already`}
        value={value}
        onChange={(chosen) => onChange(chosen === "erase" ? "erase" : "keep")}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="keep"
            label={t`Keep identity and settings`}
            description={t`The right choice for an update or a repair`}
          />
          <Radio
            value="erase"
            label={t`Erase everything`}
            description={t`The board makes a new key; a door it was set up for no longer knows it`}
          />
        </Stack>
      </Radio.Group>
      {value === "erase" && (
        <Checkbox
          color="red"
          label={t`Yes, erase the board's key and all its settings`}
          checked={sure}
          onChange={(event) => onSure(event.currentTarget.checked)}
        />
      )}
      <Text size="xs" c="dimmed">
        {t`Leave the cable in until this is done. If it slips out, nothing is lost: plug it in and install again.`}
      </Text>
    </Stack>
  );
}
