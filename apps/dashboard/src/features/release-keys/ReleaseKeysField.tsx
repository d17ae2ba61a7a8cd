import { Text, Textarea } from "@mantine/core";
import type { EcPublicJwk } from "@openlock/protocol";
import { useState } from "react";
import { t } from "../../i18n/text.ts";
import { parseReleaseKeys, saveReleaseKeys } from "./release-keys.ts";

interface Props {
  readonly keys: readonly EcPublicJwk[];
  readonly onChange: (keys: readonly EcPublicJwk[]) => void;
}

/** The release keys of this browser. They are kept here, for the server must not choose them. */
export function ReleaseKeysField({ keys, onChange }: Props) {
  const [text, setText] = useState(() => keys.map((key) => JSON.stringify(key)).join("\n"));
  const change = (next: string) => {
    setText(next);
    const parsed = parseReleaseKeys(next);
    if (!parsed) return;
    saveReleaseKeys(parsed);
    onChange(parsed);
  };
  return (
    <>
      <Textarea
        label={t`Your release keys`}
        description={t`Public keys as “openlock-release public” prints them, one a line. Kept in this browser, and given to the board for its updates.`}
        placeholder='{"kty":"EC","crv":"P-256", …}'
        autosize
        minRows={2}
        spellCheck={false}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        error={parseReleaseKeys(text) ? undefined : t`Not public P-256 keys, or more than four`}
      />
      <Text size="xs" c="dimmed">
        {keys.length > 0
          ? t`Firmware is installed only where one of these keys has signed its application. Its bootloader and partition table are compared with this server's hashes.`
          : t`Without a key only this server's hashes are compared: you trust the server with what it installs. The board then takes no updates over the air.`}
      </Text>
    </>
  );
}
