import { Checkbox, Stack, Text } from "@mantine/core";
import type { ReleaseKeyView } from "@openlock/api";
import { fingerprint, thumbprint } from "@openlock/protocol";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../api/http.ts";
import { t } from "../../../i18n/text.ts";
import { readReleaseKeys } from "../../release-keys/release-keys.ts";
import { ChangeDialog, type SettingDialogProps } from "../ChangeDialog.tsx";

/** A device takes no more (section 5 of the protocol). */
const MAX_KEYS = 4;

export default function ReleaseKeysDialog(props: SettingDialogProps) {
  const known = useQuery({
    queryKey: ["release-keys", "to-give"],
    queryFn: ({ signal }) => knownKeys(signal),
  });
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const keys = known.data?.filter(({ kid }) => ticked.includes(kid)).map(({ key }) => key) ?? [];
  return (
    <ChangeDialog
      {...props}
      setting="releaseKeys"
      change={
        known.data && keys.length <= MAX_KEYS
          ? { setting: "releaseKeys", settings: { releaseKeys: keys } }
          : undefined
      }
      deliberate={keys.length === 0 ? t`The door is to take no update over the air.` : undefined}
    >
      {known.data?.length === 0 && (
        <Text size="sm">{t`Neither this browser nor this server has a release key.`}</Text>
      )}
      {known.error && (
        <Text size="sm" c="red" role="alert">
          {known.error.message}
        </Text>
      )}
      <Checkbox.Group
        label={t`Release keys`}
        description={t`Tick only those whose fingerprint you have compared: this server could name a key of its own.`}
        value={[...ticked]}
        onChange={setTicked}
      >
        <Stack gap="xs" mt={6}>
          {known.data?.map(({ kid, name }) => (
            <Checkbox key={kid} value={kid} label={name} description={fingerprint(kid)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </ChangeDialog>
  );
}

/** Those of this browser, then those that the relay was told of. */
async function knownKeys(signal: AbortSignal) {
  const own = await Promise.all(
    readReleaseKeys().map(async (key) => ({
      key,
      kid: await thumbprint(key),
      name: t`Kept in this browser`,
    })),
  );
  const { keys } = await api.get<{ keys: ReleaseKeyView[] }>("/api/release-keys", { signal });
  return [...own, ...keys.filter(({ kid }) => !own.some((one) => one.kid === kid))];
}
