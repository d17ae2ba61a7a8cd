import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconCopy, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { printSheet } from "../../app/print-sheet.ts";
import { useReturnFocus } from "../../app/use-return-focus.ts";
import { t } from "../../i18n/text.ts";
import classes from "./DoorPage.module.css";
import { QrCode } from "./QrCode.tsx";

interface DoorLinkDialogProps {
  readonly door: DoorView;
  readonly close: () => void;
}

/** The link that leads to this door's control, and the QR code to put up beside it. */
export default function DoorLinkDialog({ door, close }: DoorLinkDialogProps) {
  useReturnFocus();
  const [copied, setCopied] = useState(false);
  const link = new URL(`/d/${door.id}`, location.href).href;
  const copy = async () => {
    await navigator.clipboard.writeText(link).catch(() => undefined);
    setCopied(true);
  };
  const code = <QrCode text={link} label={t`QR code that leads to “${door.name}”`} />;
  const print = (button: HTMLElement) => {
    const drawn = button.closest("[role=dialog]")?.querySelector("svg[role=img]");
    printSheet(t`QR code: ${door.name}`, (sheet, line) => {
      sheet.append(line("h1", door.name));
      if (drawn) sheet.append(drawn.cloneNode(true));
      sheet.append(line("p", link));
    });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t`Link to “${door.name}”`}
      centered
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t`It leads to this door's control, and opens it for nobody who may not: they sign in first, and hold
          the control.`}
        </Text>
        <div className={classes.code}>{code}</div>
        <Text size="sm" className={classes.fingerprint ?? ""}>
          {link}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button
            variant="default"
            leftSection={<IconCopy size={17} aria-hidden />}
            onClick={() => void copy()}
          >
            {copied ? t`Copied` : t`Copy link`}
          </Button>
          <Button
            leftSection={<IconPrinter size={17} aria-hidden />}
            onClick={(event) => print(event.currentTarget)}
          >
            {t`Print`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
