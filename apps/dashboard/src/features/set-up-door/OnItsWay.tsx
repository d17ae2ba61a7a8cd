import { Group, Loader, Stack, Text } from "@mantine/core";
import type { DeviceInfo } from "@openlock/protocol";
import { t, translatedBy } from "../../i18n/text.ts";

/** How far a board with new settings has come, and what keeps it. */
export function OnItsWay({ info }: { readonly info: DeviceInfo | undefined }) {
  return (
    <Stack gap={4} role="status">
      <Group gap="sm" wrap="nowrap">
        <Loader size="sm" />
        <Text size="sm">{stageText(info)}</Text>
      </Group>
      {info?.trouble && (
        <Text size="sm" fw={600}>
          {translatedBy("trouble", info.trouble.code, info.trouble.detail)} {t`The board tries again…`}
        </Text>
      )}
    </Stack>
  );
}

function stageText(info: DeviceInfo | undefined): string {
  switch (info?.stage) {
    case undefined:
    case "unconfigured":
      return t`Sending; the board restarts with its new settings…`;
    case "making-key":
      return t`The board is making its key…`;
    case "wifi":
      return t`The board joins the Wi-Fi…`;
    case "relay":
      return t`The board registers at the server…`;
    case "online":
      return t`The board is online.`;
  }
}
