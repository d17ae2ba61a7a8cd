import { Alert, Button, FileButton, Group, Paper, Progress, Text, Title } from "@mantine/core";
import { type ChainPoint, type ChainVerdict, readCheckpoints, verdictWords } from "@openlock/api";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import classes from "./HistoryPage.module.css";
import { rememberChain, type SeenChain, seenChain } from "./seen-chain.ts";
import { verifyHistory } from "./verify-history.ts";
import "@mantine/core/styles/Progress.css";

interface Checked {
  readonly verdict: ChainVerdict;
  /** What this browser had seen before. */
  readonly seen: SeenChain | undefined;
}

/** Whether the history is the one that was written, found out in this page. */
export function VerifyHistory() {
  const [percent, setPercent] = useState(0);
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const check = useMutation({
    mutationFn: async (kept: File | undefined): Promise<Checked> => {
      const controller = new AbortController();
      abort.current = controller;
      setPercent(0);
      const points = kept ? readCheckpoints(await kept.text()) : [];
      const seen = seenChain();
      const known: readonly ChainPoint[] = seen ? [...points, seen] : points;
      const told = (rows: number, of: number) => {
        if (rows % 500 === 0 || rows === of) setPercent((rows / Math.max(of, 1)) * 100);
      };
      const verdict = await verifyHistory(known, told, controller.signal);
      // What was not sound is not to be forgotten by a look at it.
      if (verdict.sound) rememberChain(verdict.end);
      return { verdict, seen };
    },
  });
  return (
    <Paper withBorder radius="lg" className={classes.panel ?? ""} mt="lg">
      <Group justify="space-between" align="flex-start" gap="md">
        <div className={classes.lead}>
          <Title order={2} size="h5">
            {t`Is it all as it was written?`}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t`Every entry is linked to the one before. This page fetches them all, follows the chain itself, and
            compares it with what this browser saw before.`}
          </Text>
        </div>
        <Group gap="xs">
          <Button onClick={() => check.mutate(undefined)} loading={check.isPending}>
            {t`Verify`}
          </Button>
          <FileButton onChange={(file) => file && check.mutate(file)} accept="text/plain">
            {(props) => (
              <Button {...props} variant="default" disabled={check.isPending}>
                {t`Verify with kept checkpoints`}
              </Button>
            )}
          </FileButton>
        </Group>
      </Group>
      {check.isPending && <Progress value={percent} mt="md" aria-label={t`Verifying`} />}
      {check.error && (
        <Alert role="alert" color="yellow" mt="md" title={t`It could not be verified`}>
          {check.error.message}
        </Alert>
      )}
      {check.data && <Verdict {...check.data} />}
    </Paper>
  );
}

function Verdict({ verdict, seen }: Checked) {
  if (!verdict.sound) {
    return (
      <Alert role="alert" color="red" mt="md" title={t`The history is not what was written`}>
        {verdictWords(verdict, t)}{" "}
        {t`Whoever did this had the server's database. Keep a copy of it as it is, and
        compare with your backups.`}
      </Alert>
    );
  }
  return (
    <Alert
      role="status"
      color="green"
      mt="md"
      title={t`The history is as it was written`}
      classNames={{ title: classes.sound ?? "" }}
    >
      {verdictWords(verdict, t)}{" "}
      {seen
        ? t`This browser saw it up to row ${seen.seq} before (${moment(seen.at)}).`
        : t`This browser had not seen it before: from now on it remembers, so that a later change shows here.`}
    </Alert>
  );
}
