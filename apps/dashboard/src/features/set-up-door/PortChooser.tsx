import { Button, Group, Loader, Modal, Radio, Stack, Text } from "@mantine/core";
import type { VirtualLine } from "@openlock/provisioning";
import { type ReactNode, useState } from "react";
import { t } from "../../i18n/text.ts";

interface PortChooserProps {
  readonly opened: boolean;
  /** Missing while they are looked for. */
  readonly lines: readonly VirtualLine[] | undefined;
  readonly onVirtual: (line: VirtualLine) => void;
  /** Called from the click, as the browser's own chooser wants it. Missing where the browser has none. */
  readonly onReal?: (() => void) | undefined;
  /** Without a choice. */
  readonly onCancel: () => void;
  /** What went wrong, above the list. */
  readonly children?: ReactNode;
}

const REAL = "real";

/** Offers virtual doors and real ports in one list. */
export function PortChooser({ opened, lines, onVirtual, onReal, onCancel, children }: PortChooserProps) {
  const [chosen, setChosen] = useState<string>();
  const line = lines?.find(({ id }) => id === chosen);

  const confirm = () => {
    if (chosen === REAL) onReal?.();
    else if (line) onVirtual(line);
  };

  return (
    <Modal opened={opened} onClose={onCancel} title={t`Choose port`} centered>
      <Stack gap="md">
        {children}
        <Radio.Group aria-label={t`Port`} value={chosen ?? ""} onChange={setChosen}>
          <Stack gap="xs">
            {/* First, so that what is found later moves nothing that somebody is about to tap. */}
            {onReal && (
              <Radio.Card value={REAL} p="sm" radius="md" aria-label={t`A board at a USB port`}>
                <PortOption
                  name={t`A board at a USB port`}
                  detail={t`Opens your browser's own list of ports`}
                />
              </Radio.Card>
            )}
            {lines?.map(({ id, name }) => (
              <Radio.Card key={id} value={id} p="sm" radius="md" aria-label={name}>
                <PortOption name={name} detail={t`Simulated here; runs the same steps as a real board`} />
              </Radio.Card>
            ))}
          </Stack>
        </Radio.Group>
        {!lines && !children && (
          <Group gap="sm" wrap="nowrap" role="status">
            <Loader size="sm" />
            <Text size="sm">{t`Looking for virtual doors…`}</Text>
          </Group>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t`Cancel`}
          </Button>
          <Button onClick={confirm} disabled={chosen !== REAL && !line}>
            {t`Connect`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function PortOption({ name, detail }: { name: string; detail: string }) {
  return (
    <Group wrap="nowrap">
      <Radio.Indicator />
      <div>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {detail}
        </Text>
      </div>
    </Group>
  );
}
