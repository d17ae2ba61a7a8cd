import { Checkbox, PasswordInput, SegmentedControl, Text } from "@mantine/core";
import { DoorPassword } from "@openlock/protocol";
import { useState } from "react";
import { t } from "../../../i18n/text.ts";
import { DoorPasswordCard } from "../../set-up-door/DoorPasswordCard.tsx";
import { makeDoorPassword } from "../../set-up-door/door-password.ts";
import { ChangeDialog, type SettingDialogProps } from "../ChangeDialog.tsx";
import { type PasswordStrength, passwordStrength } from "../password-strength.ts";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/Code.css";
import "@mantine/core/styles/FloatingIndicator.css";
import "@mantine/core/styles/SegmentedControl.css";

const STRENGTH: Record<PasswordStrength, () => string> = {
  "too-short": () => t`Too short: 12 characters or more.`,
  weak: () => t`Too easy to guess: longer, or less regular.`,
  fair: () => t`Strength: fair. A few more words make it good.`,
  good: () => t`Strength: good.`,
};

export default function PasswordDialog(props: SettingDialogProps) {
  const { door } = props;
  const [way, setWay] = useState("made");
  // Made once, so that the one that was written down is the one that is sent.
  const [made] = useState(makeDoorPassword);
  const [stored, setStored] = useState(false);
  const [own, setOwn] = useState("");
  const [again, setAgain] = useState("");
  const strength = passwordStrength(own, [door.id, door.name]);
  const strong = (strength === "fair" || strength === "good") && DoorPassword.safeParse(own).success;
  const password = way === "made" ? made : own;
  const fits = way === "made" ? stored : strong && own === again;
  return (
    <ChangeDialog
      {...props}
      setting="password"
      change={fits ? { setting: "password", settings: { password } } : undefined}
    >
      <SegmentedControl
        value={way}
        onChange={setWay}
        data={[
          { value: "made", label: t`Make one` },
          { value: "own", label: t`My own` },
        ]}
        aria-label={t`Where the new password comes from`}
      />
      {way === "made" ? (
        <>
          <DoorPasswordCard password={made} door={door} />
          <Checkbox
            label={t`I have stored the door password`}
            description={t`It is not shown again.`}
            checked={stored}
            onChange={(event) => setStored(event.currentTarget.checked)}
          />
        </>
      ) : (
        <>
          <PasswordInput
            label={t`New door password`}
            value={own}
            onChange={(event) => setOwn(event.currentTarget.value)}
            error={own !== "" && !strong ? STRENGTH[strength]() : undefined}
            autoComplete="new-password"
          />
          {strong && <Text size="sm">{STRENGTH[strength]()}</Text>}
          <PasswordInput
            label={t`New door password again`}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={again !== "" && again !== own ? t`They are not the same.` : undefined}
            autoComplete="new-password"
          />
        </>
      )}
    </ChangeDialog>
  );
}
