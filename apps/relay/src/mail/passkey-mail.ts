import type { Mail } from "./mailer.ts";

/** Tells somebody that a passkey of theirs was made: if they did not, somebody else had their session. */
export function passkeyMail(about: {
  readonly name: string;
  readonly passkey: string;
  readonly ip: string;
  readonly accountUrl: string;
}): Pick<Mail, "subject" | "text"> {
  const { name, passkey, ip, accountUrl } = about;
  return {
    subject: "A passkey was added to your OpenLock account",
    text: [
      `Hello ${name},`,
      "",
      `the passkey “${passkey}” was added to your account, from the address ${ip}.`,
      "You can sign in with it from now on.",
      "",
      "It was not you? Then sign in, remove it, and end the sign-ins that are not yours:",
      "",
      accountUrl,
      "",
      "And tell whoever runs your doors.",
      "",
    ].join("\n"),
  };
}
