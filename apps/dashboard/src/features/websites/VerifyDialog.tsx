import { Button, Code, Group, Modal, Stack, Text, Title } from "@mantine/core";
import { type WebsiteView, websiteFinding } from "@openlock/api";
import { CopyText } from "../../app/CopyText.tsx";
import { t } from "../../i18n/text.ts";
import { useCheckWebsite, useWebsites } from "./use-websites.ts";
import classes from "./Websites.module.css";
import { STATES, WAYS } from "./words.ts";
import "@mantine/core/styles/Code.css";
import { useReturnFocus } from "../../app/use-return-focus.ts";

interface VerifyDialogProps {
  readonly website: WebsiteView;
  readonly close: () => void;
}

/** The three ways to show that a website is its owner's, and what the last check found of each. */
export function VerifyDialog({ website: opened, close }: VerifyDialogProps) {
  useReturnFocus();
  const website = useWebsites().data?.find(({ id }) => id === opened.id) ?? opened;
  const check = useCheckWebsite(website.id);
  const { file, dns, meta } = website.verification;
  return (
    <Modal
      opened
      onClose={close}
      title={t`Verify ${new URL(website.origin).host}`}
      centered
      size="lg"
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <Stack gap="lg">
        <Text size="sm">{t`Do one of these, then check. It has to stay there: this server looks every day.`}</Text>
        <Way website={website} way="file" where={t`Serve this text at ${file.url}`} text={file.content} />
        {dns && (
          <Way website={website} way="dns" where={t`Add a TXT record at ${dns.name}`} text={dns.value} />
        )}
        <Way website={website} way="meta" where={t`Put this in the head of ${meta.url}`} text={meta.tag} />
        <Text size="sm" role="status" fw={600} className={classes.state ?? ""} data-state={website.state}>
          {STATES[website.state]()}
        </Text>
        {check.error && (
          <Text size="sm" c="red" role="alert">
            {check.error.message}
          </Text>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t`Done`}
          </Button>
          <Button loading={check.isPending} onClick={() => check.mutate(undefined)}>
            {t`Check now`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const COPY = { file: () => t`Copy text`, dns: () => t`Copy value`, meta: () => t`Copy tag` } as const;

interface WayProps {
  readonly website: WebsiteView;
  readonly way: keyof typeof WAYS;
  readonly where: string;
  readonly text: string;
}

function Way({ website, way, where, text }: WayProps) {
  const outcome = website.failing?.[way];
  return (
    <section aria-label={WAYS[way]()}>
      <Group justify="space-between" mb={6}>
        <Title order={3} size="h6">
          {WAYS[way]()}
        </Title>
        <CopyText text={text} label={COPY[way]()} size="xs" />
      </Group>
      <Text size="sm" className={classes.text ?? ""}>
        {where}
      </Text>
      <Code block className={classes.text ?? ""} mt={6} aria-label={t`${WAYS[way]()} to copy`}>
        {text}
      </Code>
      {outcome !== undefined && (
        <Text size="sm" c="dimmed" mt={6}>
          {t`Last check: ${websiteFinding(outcome, t)}`}
        </Text>
      )}
    </section>
  );
}
