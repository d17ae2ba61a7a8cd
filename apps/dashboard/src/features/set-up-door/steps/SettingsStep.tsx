import { Button, Checkbox, PasswordInput, Table } from "@mantine/core";
import type { About } from "@openlock/api";
import type { DeviceInfo } from "@openlock/protocol";
import { ProvisioningError } from "@openlock/provisioning";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../../i18n/text.ts";
import { useDoorPassword } from "../../door-password/door-password.ts";
import LedHint from "../../led/LedHint.tsx";
import { DoorPasswordCard } from "../DoorPasswordCard.tsx";
import { Failure } from "../Failure.tsx";
import { LiveAdvice } from "../LiveAdvice.tsx";
import { OnItsWay } from "../OnItsWay.tsx";
import { StepFrame } from "../StepFrame.tsx";
import { sendSettings } from "../send-settings.ts";
import { useDoor, useWizard, useWizardStore } from "../wizard-store.ts";

export default function SettingsStep({ device: given }: { readonly device: About["device"] }) {
  const door = useDoor();
  const store = useWizardStore();
  const made = useWizard((state) => state.password);
  const known = useWizard((state) => state.presentPassword) !== undefined;
  // The board is this door's already, and others may have its password: a new one is made only when asked for.
  const [isThisDoors] = useState(() => store.getState().device?.doorId === door.id);
  const kept = useDoorPassword(door.id) === true;
  const [makeNew, setMakeNew] = useState(!isThisDoors);
  const [stored, setStored] = useState(false);
  const [present, setPresent] = useState("");
  const [info, setInfo] = useState<DeviceInfo>();

  const send = useMutation({
    mutationFn: () => sendSettings(store, given, { makeNew, present }, setInfo),
    onMutate: () => setInfo(undefined),
  });
  const refused = send.error instanceof ProvisioningError && send.error.code === "bad-password";
  const asksPresent = !known && (refused || present !== "" || (isThisDoors && !kept));

  return (
    <StepFrame
      title={t`Settings for the board`}
      lead={t`All of this goes over the cable; the server never sees the door password.`}
      canGoBack={!send.isPending}
      actions={
        <Button
          disabled={makeNew ? !stored : asksPresent && present === ""}
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          {t`Send settings`}
        </Button>
      }
    >
      <Table withRowBorders={false} verticalSpacing={4} maw={520}>
        <Table.Tbody>
          <Fact name={t`Door ID`} value={door.id} />
          <Fact name={t`Server`} value={given.url} />
          <Fact
            name={t`Trusts`}
            value={given.ca ? t`this server's own certificate authority` : t`public certificate authorities`}
          />
        </Table.Tbody>
      </Table>
      {isThisDoors && (
        <Checkbox
          label={t`Make a new door password`}
          description={t`Everybody who has the present one then needs the new one.`}
          checked={makeNew}
          onChange={(event) => setMakeNew(event.currentTarget.checked)}
          disabled={send.isPending}
        />
      )}
      {makeNew && (
        <>
          <DoorPasswordCard password={made} door={door} />
          <Checkbox
            label={t`I have stored the door password`}
            checked={stored}
            onChange={(event) => setStored(event.currentTarget.checked)}
            disabled={send.isPending}
          />
        </>
      )}
      {asksPresent && (
        <PasswordInput
          label={t`Present door password`}
          description={t`The board was set up before, and takes new settings only with the password it has.`}
          value={present}
          onChange={(event) => setPresent(event.currentTarget.value)}
          maw={420}
          autoComplete="off"
        />
      )}
      {send.isPending && (
        <>
          <OnItsWay info={info} />
          <LiveAdvice />
          <LedHint events={["settings-updated", "connecting-wifi", "connecting-relay", "relay-connected"]} />
        </>
      )}
      <Failure error={send.error} />
    </StepFrame>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={110} pl={0}>
        {name}
      </Table.Th>
      <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
    </Table.Tr>
  );
}
