import { Button, List, Text } from "@mantine/core";
import {
  adapterOf,
  Board,
  deviceInfo,
  listVirtualPorts,
  ProvisioningError,
  type SerialLine,
  webSerialLine,
} from "@openlock/provisioning";
import { IconUsb } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../../i18n/text.ts";
import { Failure } from "../Failure.tsx";
import { hasWebSerial } from "../NoWebSerial.tsx";
import { PortChooser } from "../PortChooser.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { useWizardStore } from "../wizard-store.ts";

interface ConnectStepProps {
  /** Address of the virtual doors, where they are offered too. */
  readonly virtualDoors: string | undefined;
}

export default function ConnectStep({ virtualDoors }: ConnectStepProps) {
  const store = useWizardStore();
  const [choosing, setChoosing] = useState(false);

  const connect = useMutation({
    mutationFn: async (chosen: Promise<SerialLine>) => {
      store.getState().attempt();
      const line = await chosen;
      const { board: before, addLog, choose: chose } = store.getState();
      await before?.release();
      const board = new Board(line, addLog);
      chose(board);
      const device = await board.use((session) => deviceInfo(session)).catch(noProgramYet(line));
      store.getState().next({ device, kidBefore: device?.kid });
    },
  });
  const choose = (chosen: Promise<SerialLine>) => {
    setChoosing(false);
    connect.mutate(chosen);
  };

  return (
    <StepFrame
      title={t`Connect the board`}
      lead={t`Plug the ESP32 into this computer with a USB cable that carries data; many cables only charge.`}
      actions={
        <Button
          leftSection={<IconUsb size={18} aria-hidden />}
          loading={connect.isPending}
          onClick={() => (virtualDoors ? setChoosing(true) : choose(realLine()))}
        >
          {t`Choose port`}
        </Button>
      }
    >
      <List size="sm" spacing={4}>
        <List.Item>{t`The board's power light comes on once it is plugged in.`}</List.Item>
        <List.Item>{t`The port is often called “CP2102”, “CH340”, “USB Serial” or “USB JTAG”.`}</List.Item>
        <List.Item>
          {t`No port in the list? Try another cable, then the driver for the board's USB chip.`}
        </List.Item>
      </List>
      {connect.isPending && (
        <Text size="sm" c="dimmed" role="status">
          {t`Asking the board what is on it…`}
        </Text>
      )}
      <Failure error={connect.error}>
        {connect.error instanceof ProvisioningError && connect.error.code === "no-answer" && (
          <Button size="sm" variant="default" onClick={() => store.getState().next()}>
            {t`Go on with this port`}
          </Button>
        )}
      </Failure>
      {virtualDoors && (
        <Chooser
          host={virtualDoors}
          opened={choosing}
          onChoose={choose}
          onCancel={() => setChoosing(false)}
        />
      )}
    </StepFrame>
  );
}

interface ChooserProps {
  readonly host: string;
  readonly opened: boolean;
  readonly onChoose: (line: Promise<SerialLine>) => void;
  readonly onCancel: () => void;
}

function Chooser({ host, opened, onChoose, onCancel }: ChooserProps) {
  const lines = useQuery({
    queryKey: ["virtual-ports", host],
    queryFn: ({ signal }) => listVirtualPorts(host, { signal }),
    enabled: opened,
    // What was plugged in a while ago says nothing.
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return (
    <PortChooser
      opened={opened}
      lines={lines.isFetching ? undefined : lines.data}
      onVirtual={(line) => onChoose(Promise.resolve(line))}
      onReal={hasWebSerial() ? () => onChoose(realLine()) : undefined}
      onCancel={onCancel}
    >
      {lines.error && (
        <Failure error={lines.error} retry={{ label: t`Look again`, run: () => void lines.refetch() }} />
      )}
    </PortChooser>
  );
}

/** The browser's own chooser; it opens from a click only. */
async function realLine(): Promise<SerialLine> {
  return webSerialLine(navigator.serial, await navigator.serial.requestPort());
}

/**
 * A board without esplock says nothing, or nothing that we understand: that is what the next step is for. Not where the
 * port is of a kind that no board has.
 */
function noProgramYet({ port }: SerialLine): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof ProvisioningError)) throw error;
    const { kind } = adapterOf(port.getInfo());
    const maybeBoard = kind === "bridge" || kind === "own-usb";
    if (error.code === "bad-answer" || (error.code === "no-answer" && maybeBoard)) return;
    throw error;
  };
}
