import type { Mail } from "./mailer.ts";

/** The mail that asks somebody to join. The token stands behind the `#`, which browsers send to nobody. */
export function invitationMail(about: {
  readonly invitedBy: string;
  readonly link: string;
  readonly days: number;
}): Pick<Mail, "subject" | "text"> {
  const { invitedBy, link, days } = about;
  return {
    subject: "You are invited to OpenLock",
    text: [
      "Hello,",
      "",
      `${invitedBy} invites you to open doors with OpenLock. To accept, open this link:`,
      "",
      link,
      "",
      `It works once and for ${days} days. Whoever has it can join in your place, so give it`,
      "to nobody.",
      "",
      `You do not know ${invitedBy}? Then do nothing.`,
      "",
    ].join("\n"),
  };
}
