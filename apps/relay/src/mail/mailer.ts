import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Language } from "@openlock/api";
import { createTransport } from "nodemailer";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  /** What subject and text are in. */
  readonly language: Language;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

export interface Mailer {
  /** Resolves when the mail server has taken it, or the file is written. Rejects when not. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Sends through `SMTP_URL`; without it writes each mail to `$OPENLOCK_DATA/mail/` and says so in the log. */
export function createMailer(config: Config, log: Logger): Mailer {
  return config.SMTP_URL === undefined
    ? fileMailer(join(config.OPENLOCK_DATA, "mail"), config.MAIL_FROM, log)
    : smtpMailer(config.SMTP_URL, config.MAIL_FROM);
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, ...TIMEOUTS }, { from });
  return {
    send: async (mail) => {
      await transport.sendMail(withHeaders(mail));
    },
    close: () => transport.close(),
  };
}

function fileMailer(directory: string, from: string, log: Logger): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true }, { from });
  let newest = 0;
  return {
    send: async (mail) => {
      // Names sort as the mails came, those of one millisecond too.
      newest = Math.max(newest + 1, Date.now());
      const name = `${newest}-${randomBytes(6).toString("hex")}.eml`;
      const { message } = await transport.sendMail(withHeaders(mail));
      if (!Buffer.isBuffer(message)) throw new TypeError("the mail was not made in one piece");
      const file = join(directory, name);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      // Whoever can read it can sign in with it.
      await writeFile(file, message, { mode: 0o600, flag: "wx" });
      log.info({ file }, "no SMTP_URL is set, so a mail was written to a file");
    },
    close: () => transport.close(),
  };
}

function withHeaders({ to, language, subject, text }: Mail) {
  return {
    to: { name: to.name, address: to.address },
    subject,
    text,
    // No out-of-office answers to machines (RFC 3834); and what to read it out in (RFC 3282).
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": language },
  };
}
