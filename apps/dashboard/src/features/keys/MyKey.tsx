import { Button, Text } from "@mantine/core";
import type { DoorView, GrantRequestView, GrantView } from "@openlock/api";
import { fingerprint, type OwnKey } from "@openlock/client/grants";
import { ListPanel } from "../../app/ListPanel.tsx";
import { t } from "../../i18n/text.ts";
import { deviceName } from "../account/device-name.ts";
import { useDoors } from "../doors/use-doors.ts";
import { useBrowserKey, useMakeKey } from "./browser-keys.ts";
import { GrantRow } from "./GrantRow.tsx";
import classes from "./Keys.module.css";
import { useAsk, useMyGrants, useMyRequests } from "./use-grants.ts";
import { grantWords } from "./words.ts";

/** This browser's own key, and what it opens. */
export function MyKey() {
  const key = useBrowserKey("own");
  const make = useMakeKey("own");
  const doors = useDoors();
  const grants = useMyGrants(key.data?.kid);
  const requests = useMyRequests();
  return (
    <ListPanel
      title={t`This browser's key`}
      lead={t`With a key of your own you need no door password. It never leaves this browser, and whoever gives it access can take that back from you alone.`}
      action={
        key.data === null && (
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            {t`Make a key`}
          </Button>
        )
      }
      list={key.data ? doors : { ...doors, data: [] }}
      empty={
        make.error
          ? t`This browser keeps no keys, perhaps because this window is private.`
          : key.data
            ? t`There is no door for you yet.`
            : t`There is no key of yours in this browser yet.`
      }
      {...(key.data && { note: <Fingerprint kid={key.data.kid} /> })}
      row={(door) =>
        key.data && (
          <DoorAccess
            key={door.id}
            door={door}
            own={key.data}
            grant={grants.data?.find((grant) => grant.door === door.id)}
            request={requests.data?.find((asked) => asked.door === door.id && asked.kid === key.data?.kid)}
          />
        )
      }
    />
  );
}

function Fingerprint({ kid }: { readonly kid: string }) {
  return (
    <div className={classes.fingerprint}>
      <Text size="sm">{t`Read this out to whoever gives you access:`}</Text>
      <code>{fingerprint(kid)}</code>
    </div>
  );
}

interface DoorAccessProps {
  readonly door: DoorView;
  readonly own: OwnKey;
  readonly grant: GrantView | undefined;
  readonly request: GrantRequestView | undefined;
}

function DoorAccess({ door, own, grant, request }: DoorAccessProps) {
  const ask = useAsk(door.id);
  const waiting = request?.state === "open";
  const opens = grant?.state === "open" || grant?.state === "not-yet";
  return (
    <GrantRow
      grant={grant}
      weekOf={t`Week at ${door.name}`}
      name={door.name}
      facts={waiting ? t`Asked; nobody has answered yet` : accessWords(grant, request)}
      error={ask.error}
      action={
        !waiting &&
        !opens && (
          <Button
            size="xs"
            variant="default"
            aria-label={t`Ask for access to ${door.name}`}
            loading={ask.isPending}
            onClick={() => ask.mutate({ key: own.publicKey, note: deviceName(navigator.userAgent) })}
          >
            {t`Ask for access`}
          </Button>
        )
      }
    />
  );
}

function accessWords(grant: GrantView | undefined, request: GrantRequestView | undefined): string {
  if (request?.state === "refused") return t`Refused: ${request.reason ?? t`without a reason`}`;
  return grant ? grantWords(grant) : t`No access by this key`;
}
