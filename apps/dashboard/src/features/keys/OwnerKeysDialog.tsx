import { Checkbox, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import type { OwnerKeyView } from "@openlock/api";
import { fingerprint } from "@openlock/client/grants";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { deviceName } from "../account/device-name.ts";
import { useBrowserKey } from "./browser-keys.ts";
import { changeOwnerKeys, ownNamedKey } from "./change-owner-keys.ts";
import { trustedOwnerKeys } from "./trusted-owner-keys.ts";
import { useGrantChange } from "./use-grants.ts";
import "@mantine/core/styles/Checkbox.css";

interface OwnerKeysDialogProps {
  readonly door: string;
  /** As the relay has them: it could name a key of its own, so none is kept that was not ticked. */
  readonly listed: readonly OwnerKeyView[];
  readonly close: () => void;
}

/** Gives the door another list of owner keys, then tells the relay what it is. */
export function OwnerKeysDialog({ door, listed, close }: OwnerKeysDialogProps) {
  const own = useBrowserKey("owner").data;
  const others = listed.filter(({ kid }) => kid !== own?.kid);
  const [kept, setKept] = useState<readonly string[]>(() => [...trustedOwnerKeys()]);
  const [mine, setMine] = useState(true);
  const [name, setName] = useState(
    listed.find(({ kid }) => kid === own?.kid)?.name ?? deviceName(navigator.userAgent),
  );
  const [password, setPassword] = useState("");
  const change = useGrantChange(async () => {
    const ticked = others.filter(({ kid }) => kept.includes(kid));
    const wanted = mine ? [...ticked, await ownNamedKey(name.trim())] : ticked;
    await changeOwnerKeys(door, wanted, password);
  });
  return (
    <Dialog
      title={t`Owner keys`}
      close={close}
      confirm={t`Tell the door`}
      onConfirm={() => change.mutate(undefined, { onSuccess: close })}
      disabled={mine && name.trim() === ""}
      pending={change.isPending}
      error={change.error}
    >
      <Text size="sm">
        {t`The door takes these keys and no others. Who is not ticked is an owner no more, and access that they
        gave ends with them.`}
      </Text>
      <Checkbox
        label={t`This browser`}
        checked={mine}
        onChange={(event) => setMine(event.currentTarget.checked)}
      />
      {mine && (
        <TextInput
          label={t`Name of this browser`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
        />
      )}
      {others.length > 0 && (
        <Checkbox.Group
          label={t`Others`}
          description={t`Tick only those whose fingerprint you have compared: this server could name a key of its own. Those that were compared or made in this browser are ticked.`}
          value={[...kept]}
          onChange={setKept}
        >
          <Stack gap="xs" mt={6}>
            {others.map((other) => (
              <Checkbox
                key={other.kid}
                value={other.kid}
                label={other.name}
                description={fingerprint(other.kid)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <PasswordInput
        label={t`Door password`}
        description={t`Not needed where this browser has an owner key or the password.`}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="off"
      />
    </Dialog>
  );
}
