import { Anchor, Button } from "@mantine/core";
import { ALERT_KINDS, type AlertView, alertSummary } from "@openlock/api";
import { Link } from "@tanstack/react-router";
import { Panel } from "../../app/Panel.tsx";
import { moment } from "../../app/times.ts";
import { t, translated } from "../../i18n/text.ts";
import classes from "./AlertList.module.css";
import { useAlerts } from "./use-alerts.ts";

/** How alarming a kind is; what is not here is. */
const TONES: Partial<Record<AlertView["kind"], "good" | "notice">> = {
  "door-back": "good",
  "door-offline": "notice",
  "door-ajar": "notice",
  "new-key": "notice",
  "network-blocked": "notice",
  "webhook-failing": "notice",
  "rollout-halted": "notice",
};

export function AlertList() {
  const alerts = useAlerts();
  const all = alerts.data?.pages.flatMap((page) => page.alerts) ?? [];
  const quiet = alerts.data !== undefined && all.length === 0;
  return (
    <Panel
      title={t`Recent alerts`}
      lead={
        quiet
          ? t`All quiet: nothing has happened that you should know of.`
          : t`What happened that you should know of, and what to do about it. Newest first.`
      }
      query={alerts}
      height={64}
    >
      {all.length > 0 && (
        <ol aria-label={t`Recent alerts`}>
          {all.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ol>
      )}
      {alerts.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          mt="md"
          loading={alerts.isFetchingNextPage}
          onClick={() => void alerts.fetchNextPage()}
        >
          {t`Show older`}
        </Button>
      )}
    </Panel>
  );
}

function AlertRow({ alert }: { readonly alert: AlertView }) {
  const { at, kind, door, next } = alert;
  return (
    <li className={classes.alert} data-tone={TONES[kind] ?? "bad"}>
      <div className={classes.head}>
        <span className={classes.kind}>{translated(ALERT_KINDS[kind].name)}</span>
        <time className={classes.time} dateTime={new Date(at).toISOString()}>
          {moment(at)}
        </time>
      </div>
      <p className={classes.summary}>{alertSummary(alert, t, moment)}</p>
      <p className={classes.next}>
        {translated(next)}
        {door && (
          <>
            {" "}
            <Anchor
              underline="always"
              size="sm"
              renderRoot={(props) => <Link {...props} to="/doors/$doorId" params={{ doorId: door.id }} />}
            >
              {t`Go to the door`}
            </Anchor>
          </>
        )}
      </p>
    </li>
  );
}
