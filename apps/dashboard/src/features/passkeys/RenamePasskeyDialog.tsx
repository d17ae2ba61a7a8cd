import type { PasskeyView } from "@openlock/api";
import { RenameDialog } from "../../app/RenameDialog.tsx";
import { t } from "../../i18n/text.ts";
import { useRenamePasskey } from "./use-passkeys.ts";

interface RenamePasskeyDialogProps {
  readonly passkey: PasskeyView;
  readonly close: () => void;
}

export function RenamePasskeyDialog({ passkey, close }: RenamePasskeyDialogProps) {
  const rename = useRenamePasskey(passkey.id, close);
  return (
    <RenameDialog
      title={t`Rename passkey`}
      label={t`Name`}
      name={passkey.name}
      close={close}
      rename={rename}
    />
  );
}
