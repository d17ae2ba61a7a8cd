import type { AlertKind, AlertSubscription, DoorScope } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { ScopeField } from "../doors/ScopeField.tsx";
import { KindsField } from "./KindsField.tsx";
import { useSubscribe } from "./use-alerts.ts";

interface MailDialogProps {
  readonly subscription: AlertSubscription;
  readonly close: () => void;
}

export function MailDialog({ subscription, close }: MailDialogProps) {
  const [kinds, setKinds] = useState<AlertKind[]>(subscription.kinds);
  const [doors, setDoors] = useState<DoorScope>(subscription.doors);
  const save = useSubscribe(close);
  return (
    <Dialog
      title={t`Alerts by mail`}
      close={close}
      confirm={t`Save`}
      onConfirm={() => save.mutate({ kinds, doors })}
      pending={save.isPending}
      error={save.error}
    >
      <KindsField kinds={kinds} onChange={setKinds} />
      <ScopeField scope={doors} onChange={setDoors} />
    </Dialog>
  );
}
