import { randomUUID } from "node:crypto";
import type { Alert, AlertTurn } from "../records/alerting.ts";
import { alertMessage } from "./message.ts";
import { recipientsOf } from "./recipients.ts";
import type { Told } from "./tally.ts";

/** Writes alerts down, and into the outbox for everybody who wants them. */
export async function raise(turn: AlertTurn, told: readonly Told[], now: number): Promise<void> {
  if (told.length === 0) return;
  const people = await turn.people();
  const webhooks = await turn.webhooks();
  for (const one of told) {
    const stored = await turn.addAlert(await toAlert(turn, one));
    const message = JSON.stringify(alertMessage(stored));
    const recipients = recipientsOf(stored, people, webhooks);
    await turn.addDeliveries(recipients.map((to) => ({ id: `msg_${randomUUID()}`, to, message, at: now })));
  }
}

async function toAlert(turn: AlertTurn, { happening, count, several }: Told): Promise<Alert> {
  const { at, kind, door: id, detail } = happening;
  if (several) return { at, kind, count, detail: { several } };
  const door = id === undefined ? undefined : { id, name: (await turn.doorName(id)) ?? id };
  return { at, kind, count, detail, ...(door ? { door } : {}) };
}
