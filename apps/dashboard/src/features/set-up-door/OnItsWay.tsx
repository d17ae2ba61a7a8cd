import { Group, Loader, Stack, Text } from "@mantine/core";
import type { DeviceInfo } from "@openlock/protocol";

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
          {info.trouble.detail} The board tries again…
        </Text>
      )}
    </Stack>
  );
}

function stageText(info: DeviceInfo | undefined): string {
  switch (info?.stage) {
    case undefined:
    case "unconfigured":
      return "Sending; the board restarts with its new settings…";
    case "making-key":
      return "The board is making its key…";
    case "wifi":
      return "The board joins the Wi-Fi…";
    case "relay":
      return "The board registers at the server…";
    case "online":
      return "The board is online.";
  }
}
