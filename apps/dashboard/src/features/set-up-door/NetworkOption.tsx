import { Group, Radio, Text } from "@mantine/core";
import type { WifiNetwork } from "@openlock/provisioning";
import { IconLock, IconWifi, IconWifi0, IconWifi1, IconWifi2 } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";

/** One network of the scan: its name, how strong, and whether it wants a password. */
export function NetworkOption({ network, disabled }: { network: WifiNetwork; disabled: boolean }) {
  const { ssid, rssi, secured } = network;
  const { Icon, words } = strength(rssi);
  return (
    <Radio.Card
      value={ssid}
      p="sm"
      radius="md"
      aria-label={ssid}
      aria-description={words}
      disabled={disabled}
    >
      <Group wrap="nowrap" justify="space-between">
        <Group wrap="nowrap" style={{ minWidth: 0 }}>
          <Radio.Indicator />
          <Text size="sm" fw={600} truncate>
            {ssid}
          </Text>
        </Group>
        <Group gap={6} wrap="nowrap" c="dimmed">
          {secured && <IconLock size={16} aria-hidden />}
          <Icon size={20} aria-hidden />
          <Text size="xs">{words}</Text>
        </Group>
      </Group>
    </Radio.Card>
  );
}

/** Bounds in dBm, as phones commonly draw them. */
function strength(rssi: number) {
  if (rssi >= -55) return { Icon: IconWifi, words: t`strong` };
  if (rssi >= -67) return { Icon: IconWifi2, words: t`good` };
  if (rssi >= -75) return { Icon: IconWifi1, words: t`weak` };
  return { Icon: IconWifi0, words: t`too weak` };
}
