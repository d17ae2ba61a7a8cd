import { SecretDialog as Secret } from "../../app/SecretDialog.tsx";
import { t } from "../../i18n/text.ts";

interface SecretDialogProps {
  readonly secret: string;
  readonly close: () => void;
}

/** A webhook's signing secret, once. */
export function SecretDialog({ secret, close }: SecretDialogProps) {
  return (
    <Secret title={t`Signing secret`} secret={secret} copy={t`Copy secret`} close={close}>
      {t`Give it to your program now: it is not shown again. With it, any library for Standard Webhooks tells
      that a request came from this server and was not changed.`}
    </Secret>
  );
}
