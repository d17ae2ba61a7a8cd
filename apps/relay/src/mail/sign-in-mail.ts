import type { Mail } from "./mailer.ts";

/** The mail that brings a sign-in code. The subject does not name the code: it shows on locked screens. */
export function signInMail(about: {
  readonly name: string;
  readonly code: string;
  readonly minutes: number;
  /** The address of the page where the code is to be typed. */
  readonly page: string | undefined;
}): Pick<Mail, "subject" | "text"> {
  const { name, code, minutes, page = "the page where you asked for it" } = about;
  return {
    subject: "Your OpenLock sign-in code",
    text: [
      `Hello ${name},`,
      "",
      "this is your code to sign in to OpenLock:",
      "",
      `    ${code}`,
      "",
      `It works once and for ${minutes} minutes. Type it only on ${page}`,
      "",
      "It was not you? Then do nothing, and give the code to nobody: nobody gets in",
      "without it. If such mails keep coming, tell whoever runs your doors.",
      "",
    ].join("\n"),
  };
}
