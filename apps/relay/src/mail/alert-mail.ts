import { ALERT_KINDS, type AlertMessage } from "@openlock/api";
import type { Mail } from "./mailer.ts";

/** The mail that tells somebody of alerts: all that came together are in one. */
export function alertMail(about: {
  readonly name: string;
  readonly messages: readonly AlertMessage[];
  readonly relayUrl: string | undefined;
}): Pick<Mail, "subject" | "text"> {
  const { name, messages, relayUrl } = about;
  return {
    subject: subjectOf(messages),
    text: [
      `Hello ${name},`,
      "",
      ...messages.flatMap(paragraph),
      relayUrl === undefined
        ? "Which alerts you get by mail is on the page “Alerts” of your relay."
        : `All alerts, and which of them you get by mail: ${relayUrl}/alerts`,
      "",
    ].join("\n"),
  };
}

function subjectOf(messages: readonly AlertMessage[]): string {
  const [first] = messages;
  if (messages.length !== 1 || !first) return `OpenLock: ${messages.length} alerts`;
  if (!("kind" in first.data)) return "OpenLock: a test";
  const { kind, door } = first.data;
  return `OpenLock: ${ALERT_KINDS[kind].name}${door ? `, ${door.name}` : ""}`;
}

function paragraph({ data, timestamp }: AlertMessage): readonly string[] {
  const at = `${timestamp.slice(0, 16).replace("T", " ")} UTC`;
  return [at, data.summary, ...("next" in data ? [`What to do: ${data.next}`] : []), ""];
}
