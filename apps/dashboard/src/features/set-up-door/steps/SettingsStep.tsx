import { Button, Checkbox, Group, Loader, PasswordInput, Stack, Table, Text } from "@mantine/core";
import type { About } from "@openlock/api";
import type { DeviceInfo } from "@openlock/protocol";
import { ProvisioningError } from "@openlock/provisioning";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { DoorPasswordCard } from "../DoorPasswordCard.tsx";
import { Failure } from "../Failure.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { sendSettings } from "../send-settings.ts";
import { useDoor, useWizard, useWizardStore } from "../wizard-store.ts";

export function SettingsStep({ device: given }: { readonly device: About["device"] }) {
  const door = useDoor();
  const store = useWizardStore();
  const password = useWizard((state) => state.password);
  const [stored, setStored] = useState(false);
  const [present, setPresent] = useState("");
  const [info, setInfo] = useState<DeviceInfo>();

  const send = useMutation({
    mutationFn: () => sendSettings(store, given, present === "" ? undefined : present, setInfo),
    onMutate: () => setInfo(undefined),
  });
  const wantsPresent = send.error instanceof ProvisioningError && send.error.code === "bad-password";

  return (
    <StepFrame
      title="Settings for the board"
      lead="All of this goes over the cable; the server never sees the door password."
      canGoBack={!send.isPending}
      actions={
        <Button disabled={!stored} loading={send.isPending} onClick={() => send.mutate()}>
          Send settings
        </Button>
      }
    >
      <Table withRowBorders={false} verticalSpacing={4} maw={520}>
        <Table.Tbody>
          <Table.Tr>
            <Table.Th scope="row" w={110} pl={0}>
              Door ID
            </Table.Th>
            <Table.Td>{door.id}</Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row" pl={0}>
              Server
            </Table.Th>
            <Table.Td style={{ overflowWrap: "anywhere" }}>{given.url}</Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row" pl={0}>
              Trusts
            </Table.Th>
            <Table.Td>
              {given.ca ? "this server's own certificate authority" : "public certificate authorities"}
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      <DoorPasswordCard password={password} door={door} />
      <Checkbox
        label="I have stored the door password"
        checked={stored}
        onChange={(event) => setStored(event.currentTarget.checked)}
        disabled={send.isPending}
      />
      {(wantsPresent || present !== "") && (
        <PasswordInput
          label="Present door password"
          description="The board was set up before, and takes new settings only with the password it has."
          value={present}
          onChange={(event) => setPresent(event.currentTarget.value)}
          maw={420}
          autoComplete="off"
        />
      )}
      {send.isPending && <OnItsWay info={info} />}
      <Failure error={send.error} />
    </StepFrame>
  );
}

function OnItsWay({ info }: { readonly info: DeviceInfo | undefined }) {
  return (
    <Stack gap={4} role="status">
      <Group gap="sm" wrap="nowrap">
        <Loader size="sm" />
        <Text size="sm">{stageText(info)}</Text>
      </Group>
      {info?.trouble && (
        <Text size="sm" c="orange">
          {info.trouble.detail}
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
