import { Button, Menu } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import {
  IconChevronDown,
  IconClockHour4,
  IconKey,
  IconPencil,
  IconQrcode,
  IconReplace,
  IconSettings,
  IconShieldLock,
  IconTestPipe,
  IconTrash,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { isManager, useMe } from "../../app/me.ts";
import { t } from "../../i18n/text.ts";
import { command } from "./command-store.ts";
import classes from "./DoorPage.module.css";
import { HoldDialog } from "./HoldDialog.tsx";
import { LockdownDialog } from "./LockdownDialog.tsx";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { RenameDoorDialog } from "./RenameDoorDialog.tsx";

const DoorLinkDialog = lazy(() => import("./DoorLinkDialog.tsx"));

type Dialog = "link" | "hold" | "lockdown" | "rename" | "remove";

/** What one does to a door now and then. */
export function DoorMenu({ door }: { readonly door: DoorView }) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  if (!isManager(useMe())) return null;
  const mode = door.status?.document.mode;
  return (
    <>
      <Menu position="bottom-end" width={220} shadow="md">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t`More`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {door.device && (
            <>
              <Menu.Item
                leftSection={<IconClockHour4 size={16} aria-hidden />}
                disabled={mode === "lockdown"}
                onClick={() => setDialog("hold")}
              >
                {t`Hold open…`}
              </Menu.Item>
              {mode === "lockdown" ? (
                <Menu.Item
                  leftSection={<IconShieldLock size={16} aria-hidden />}
                  onClick={() => void command(door.id, { command: "lockdown", on: false })}
                >
                  {t`Lift lockdown`}
                </Menu.Item>
              ) : (
                <Menu.Item
                  leftSection={<IconShieldLock size={16} aria-hidden />}
                  onClick={() => setDialog("lockdown")}
                >
                  {t`Start lockdown…`}
                </Menu.Item>
              )}
              <Menu.Divider />
            </>
          )}
          <Menu.Item leftSection={<IconQrcode size={16} aria-hidden />} onClick={() => setDialog("link")}>
            {t`Link and QR code…`}
          </Menu.Item>
          <Menu.Item
            component={Link}
            to={`/doors/${door.id}/keys`}
            leftSection={<IconKey size={16} aria-hidden />}
          >
            {t`Keys and access`}
          </Menu.Item>
          {door.device && (
            <>
              <Menu.Item
                component={Link}
                to={`/doors/${door.id}/settings`}
                leftSection={<IconSettings size={16} aria-hidden />}
              >
                {t`Door settings`}
              </Menu.Item>
              <Menu.Item
                component={Link}
                to={`/doors/${door.id}/replace`}
                leftSection={<IconReplace size={16} aria-hidden />}
              >
                {t`Replace the board…`}
              </Menu.Item>
              <Menu.Item
                component={Link}
                to={`/doors/${door.id}/lock-pin`}
                leftSection={<IconTestPipe size={16} aria-hidden />}
              >
                {t`Test the lock pin`}
              </Menu.Item>
            </>
          )}
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDialog("rename")}>
            {t`Rename…`}
          </Menu.Item>
          <Menu.Item
            className={classes.dangerous ?? ""}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => setDialog("remove")}
          >
            {t`Remove…`}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === "link" && (
        <Suspense>
          <DoorLinkDialog door={door} close={close} />
        </Suspense>
      )}
      {dialog === "hold" && <HoldDialog door={door} close={close} />}
      {dialog === "lockdown" && <LockdownDialog door={door} close={close} />}
      {dialog === "rename" && <RenameDoorDialog door={door} close={close} />}
      {dialog === "remove" && <RemoveDialog door={door} close={close} />}
    </>
  );
}
