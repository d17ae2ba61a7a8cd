import { Checkbox } from "@mantine/core";
import { ALERT_KINDS } from "@openlock/api";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { moment } from "../../app/times.ts";
import { t, translated } from "../../i18n/text.ts";
import { StateIcon } from "../doors/StateIcon.tsx";
import { StateText } from "../doors/StateText.tsx";
import type { Alarm, DoorRow } from "./door-rows.ts";
import classes from "./Overview.module.css";
import { SignalBars } from "./SignalBars.tsx";

interface DoorTableRowProps {
  readonly row: DoorRow;
  /** In the whole table, the headings included. */
  readonly index: number;
  /** Undefined where nothing can be chosen. */
  readonly chosen: boolean | undefined;
  readonly toggle: ((id: string) => void) | undefined;
}

/** One door. Shown anew only when something of this door has changed. */
export const DoorTableRow = memo(function DoorTableRow({ row, index, chosen, toggle }: DoorTableRowProps) {
  const { door, state, alarms, update, lastSeen } = row;
  const version = door.device?.firmware.version;
  const rssi = door.online ? door.status?.document.rssi : undefined;
  return (
    <tr aria-rowindex={index} data-chosen={chosen || undefined} className={classes.row}>
      {chosen !== undefined && (
        <td className={classes.tick}>
          <Checkbox aria-label={t`Choose ${door.name}`} checked={chosen} onChange={() => toggle?.(door.id)} />
        </td>
      )}
      <td className={classes.name}>
        <Link to="/doors/$doorId" params={{ doorId: door.id }} className={classes.link}>
          {door.name}
        </Link>
        <span className={classes.facts}>
          {[version, lastSeen !== undefined && moment(lastSeen), ...alarms.map(alarmWord)]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </td>
      <td className={classes.state}>
        <span className={classes.inline} data-kind={state.kind}>
          <StateIcon state={state} small />
          <span>
            <StateText state={state} />
          </span>
        </span>
      </td>
      <td className={classes.signal}>{rssi === undefined ? "–" : <SignalBars rssi={rssi} />}</td>
      <td className={classes.version}>
        {version ?? "–"}
        {update && (
          <span className={classes.waiting}>
            <IconRefresh size={13} aria-hidden /> {update}
          </span>
        )}
      </td>
      <td className={classes.seen}>{lastSeen === undefined ? t`Never` : moment(lastSeen)}</td>
      <td className={classes.alarms}>
        {alarms.length > 0 && (
          <span className={classes.alarm}>
            <IconAlertTriangle size={16} aria-hidden />
            {alarms.map(alarmWord).join(", ")}
          </span>
        )}
      </td>
    </tr>
  );
});

function alarmWord(alarm: Alarm): string {
  return alarm === "battery" ? t`Battery low` : translated(ALERT_KINDS[alarm].name);
}
