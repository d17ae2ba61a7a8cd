import { Alert, FileInput, PasswordInput, Text } from "@mantine/core";
import { importKey } from "@openlock/client/grants";
import { ProtocolError, unwrapKey } from "@openlock/protocol";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { keepBrowserKey } from "./browser-keys.ts";
import { useGrantChange } from "./use-grants.ts";

interface RestoreDialogProps {
  /** Whether this browser has an owner key that the backup's would replace. */
  readonly hasKey: boolean;
  readonly close: () => void;
}

/** Makes the key of a backup this browser's owner key. From then on it cannot be read here. */
export function RestoreDialog({ hasKey, close }: RestoreDialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const restore = useGrantChange(async () => {
    await keepBrowserKey("owner", await importKey(await open(file, passphrase)));
  });
  return (
    <Dialog
      title={t`Use a backup`}
      close={close}
      confirm={t`Open the backup`}
      onConfirm={() => restore.mutate(undefined, { onSuccess: close })}
      disabled={!file || passphrase === ""}
      pending={restore.isPending}
      error={restore.error}
    >
      <Text size="sm">
        {t`This browser then owns the doors that the backup owns. Nothing is sent: the file is opened in this
        page.`}
      </Text>
      {hasKey && (
        <Alert color="yellow" title={t`This browser has an owner key already`}>
          {t`It is replaced, and owns nothing any more from here. Its doors keep it until somebody takes it off
          their lists.`}
        </Alert>
      )}
      <FileInput
        label={t`Backup file`}
        value={file}
        onChange={setFile}
        accept=".jwe"
        placeholder={t`Choose a file`}
      />
      <PasswordInput
        label={t`Passphrase`}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        autoComplete="current-password"
      />
    </Dialog>
  );
}

async function open(file: File | null, passphrase: string) {
  try {
    return await unwrapKey((await file?.text()) ?? "", passphrase);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new Error(t`This passphrase does not open this file, or the file is no backup of an owner key.`, {
      cause: error,
    });
  }
}
