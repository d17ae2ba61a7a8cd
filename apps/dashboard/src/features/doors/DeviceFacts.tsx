import { Anchor, Button, Paper, Text, Title } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { fingerprint } from "@openlock/protocol";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { serverNow } from "../../api/server-clock.ts";
import { isCommander, isManager, useMe } from "../../app/me.ts";
import { duration, moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { forgetDoorPassword, useDoorPassword } from "../door-password/door-password.ts";
import classes from "./DoorPage.module.css";
import { signalOf, signalWord } from "./signal.ts";
import type { PinnedKey } from "./use-pinned-key.ts";

interface DeviceFactsProps {
  readonly door: DoorView;
  readonly pinned: PinnedKey | undefined;
}

export function DeviceFacts({ door, pinned }: DeviceFactsProps) {
  const me = useMe();
  const passwordKept = useDoorPassword(door.id);
  const { device, status } = door;
  return (
    <aside className={classes.column}>
      <Paper withBorder radius="lg" className={classes.panel ?? ""}>
        <Title order={2} size="h5" mb="sm">
          {t`Device`}
        </Title>
        {device ? (
          <dl className={classes.facts}>
            <Fact label={t`Fingerprint`}>
              <span className={classes.fingerprint}>{fingerprint(device.kid)}</span>
              {pinned && isCommander(me) && (
                <Text size="xs" c="dimmed" mt={4}>
                  {PINNED[pinned.known]()}
                </Text>
              )}
            </Fact>
            <Fact label={t`Firmware`}>{t`${device.firmware.version} on ${device.firmware.chip}`}</Fact>
            {status && (
              <>
                <Fact label={t`Wi-Fi signal`}>
                  {signalWord(signalOf(status.document.rssi))} ({status.document.rssi} dBm)
                </Fact>
                <Fact label={t`Running for`}>
                  {duration(status.document.uptime + (door.online ? (serverNow() - status.at) / 1000 : 0))}
                </Fact>
                {status.document.battery !== undefined && (
                  <Fact label={t`Battery`}>{status.document.battery} %</Fact>
                )}
              </>
            )}
            <Fact label={t`Device since`}>{moment(device.boundAt)}</Fact>
            <Fact label={t`Hardware ID`}>
              <span className={classes.fingerprint}>{device.uid}</span>
            </Fact>
            <Fact label={t`Door ID`}>
              <span className={classes.fingerprint}>{door.id}</span>
            </Fact>
          </dl>
        ) : (
          <Text size="sm" c="dimmed">
            {door.claimExpiresAt !== undefined && door.claimExpiresAt > serverNow()
              ? t`No device has registered for this door yet. One can until ${moment(door.claimExpiresAt)}.`
              : t`No device has registered for this door yet.`}
          </Text>
        )}
        {device && (
          <Text size="sm" mt="sm">
            <Anchor renderRoot={(props) => <Link to="/help/led" {...props} />}>{t`What the LED says`}</Anchor>
          </Text>
        )}
        {device && isManager(me) && (
          <Button
            component={Link}
            to={`/doors/${door.id}/set-up`}
            variant="default"
            size="xs"
            mt="md"
            fullWidth
          >
            {t`Set up a device again`}
          </Button>
        )}
      </Paper>
      {isCommander(me) && device && (
        <Paper withBorder radius="lg" className={classes.panel ?? ""}>
          <Title order={2} size="h5" mb={6}>
            {t`Door password`}
          </Title>
          <Text size="sm" c="dimmed">
            {passwordKept
              ? t`Kept in this browser, sealed by a key that cannot leave it.`
              : t`Not kept in this browser. It is asked for with the next command.`}
          </Text>
          {passwordKept && (
            <Button variant="default" size="xs" mt="sm" onClick={() => void forgetDoorPassword(door.id)}>
              {t`Forget password`}
            </Button>
          )}
        </Paper>
      )}
    </aside>
  );
}

const PINNED: Record<PinnedKey["known"], () => string> = {
  none: () => t`Not used from this browser yet. The first command remembers it.`,
  same: () => t`The key that this browser trusts.`,
  other: () => t`Not the key that this browser trusts.`,
};

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
