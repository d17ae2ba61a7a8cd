import { ALERT_KINDS, type AlertMessage, type AlertView, alertSummary } from "@openlock/api";
import type { StoredAlert } from "../records/alerting.ts";

export function toAlertView(alert: StoredAlert): AlertView {
  const { seq, at, kind, door, count, detail } = alert;
  const told = { kind, ...(door ? { door: { ...door } } : {}), count, facts: { ...detail } };
  return {
    id: seq,
    at,
    ...told,
    summary: alertSummary(told),
    next: ALERT_KINDS[kind].next,
  };
}

/** What is handed over for an alert, the same to everybody. */
export function alertMessage(alert: StoredAlert): AlertMessage {
  const timestamp = new Date(alert.at).toISOString();
  return { type: `alert.${alert.kind}`, timestamp, data: toAlertView(alert) };
}

export function testMessage(now: number): AlertMessage {
  const summary = "This is a test that somebody asked for. Nothing has happened.";
  return { type: "test", timestamp: new Date(now).toISOString(), data: { summary } };
}
