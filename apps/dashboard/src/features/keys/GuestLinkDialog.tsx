import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconShare } from "@tabler/icons-react";
import { CopyText } from "../../app/CopyText.tsx";
import { useReturnFocus } from "../../app/use-return-focus.ts";
import { t } from "../../i18n/text.ts";
import { QrCode } from "../doors/QrCode.tsx";
import classes from "./Keys.module.css";

interface GuestLinkDialogProps {
  readonly link: string;
  readonly guest: string;
  /** What they are called. */
  readonly doors: readonly string[];
  readonly close: () => void;
}

/** A guest's link, this once: nobody keeps it, not even this browser. */
export function GuestLinkDialog({ link, guest, doors, close }: GuestLinkDialogProps) {
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={close}
      title={t`Link for ${guest}`}
      centered
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Stack gap="md">
        <Text size="sm">
          {t`It opens ${doors.join(", ")}. It is shown this once: give it to ${guest} in a message that nobody else
          reads, or let them scan it.`}
        </Text>
        <div className={classes.code}>
          <QrCode text={link} label={t`QR code for ${guest}`} />
        </div>
        <Text
          size="xs"
          ff="monospace"
          className={classes.link ?? ""}
          aria-label={t`Link`}
          role="textbox"
          aria-readonly
        >
          {link}
        </Text>
        <Group justify="flex-end" gap="sm">
          {"share" in navigator && (
            <Button
              variant="default"
              leftSection={<IconShare size={16} aria-hidden />}
              onClick={() => void navigator.share({ url: link }).catch(() => undefined)}
            >
              {t`Share`}
            </Button>
          )}
          <CopyText text={link} label={t`Copy link`} />
          <Button onClick={close}>{t`I have given it`}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
