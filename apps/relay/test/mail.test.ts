import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createRig, type Rig } from "./management-rig.ts";
import { decodeBody, startSmtp } from "./support/smtp.ts";

const EMAIL = "zoe@example.org";

describe("mail", () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function start(environment: Record<string, string>, name = "Zoë"): Promise<Rig> {
    const rig = await createRig(environment);
    closers.push(() => rig.close());
    await rig.records.people.create({
      email: EMAIL,
      name,
      role: "staff",
      doors: { all: true },
      at: rig.clock.now,
    });
    return rig;
  }
  const ask = async (rig: Rig, language = "en") => {
    const headers = { "accept-language": language };
    const answer = await rig.request("POST", "/api/sign-in/code", { json: { email: EMAIL }, headers });
    await rig.identity.codes.settled();
    return answer.status;
  };

  it("goes through SMTP to the person, from the configured sender, and its code signs in", async () => {
    const smtp = await startSmtp();
    closers.push(smtp.stop);
    const rig = await start({ SMTP_URL: smtp.url, MAIL_FROM: "Doors <doors@lock.example>" });
    expect(await ask(rig)).toBe(202);
    const [mail] = smtp.received;
    expect(mail).toMatchObject({ from: "doors@lock.example", to: [EMAIL] });
    expect(mail?.text).toMatch(/^Auto-Submitted: auto-generated\r$/im);
    const body = decodeBody(mail?.text ?? "");
    expect(body).toContain("Hello Zoë,");
    const code = /^ {4}(\d{6})\r?$/m.exec(body)?.[1];
    const answer = await rig.request("POST", "/api/sign-in", { json: { email: EMAIL, code } });
    expect(answer.status).toBe(200);
    expect(await readdir(rig.config.OPENLOCK_DATA)).not.toContain("mail");
  });

  it("that the mail server refuses is in the log and the audit, and the answer is the same", async () => {
    const smtp = await startSmtp(true);
    closers.push(smtp.stop);
    const rig = await start({ SMTP_URL: smtp.url });
    expect(await ask(rig)).toBe(202);
    expect(rig.logged.join("")).toContain("a sign-in code was not mailed");
    expect((await rig.audit()).at(-1)).toMatchObject({ action: "sign-in.code", outcome: "failed" });
  });

  it("to a mail server that is not there is no other answer either", async () => {
    const smtp = await startSmtp();
    await smtp.stop();
    const rig = await start({ SMTP_URL: smtp.url });
    expect(await ask(rig)).toBe(202);
    expect(rig.logged.join("")).toContain("a sign-in code was not mailed");
  });

  it.each(["en", "de"])("cannot be given more headers or readers by a name, in %s", async (language) => {
    const smtp = await startSmtp();
    closers.push(smtp.stop);
    const rig = await start(
      { SMTP_URL: smtp.url },
      'Zoe"\r\nBcc: mallory@evil.example\r\n\r\n<x@evil.example>, y',
    );
    await ask(rig, language);
    expect(smtp.received.map(({ to }) => to)).toEqual([[EMAIL]]);
    const [headers = ""] = (smtp.received[0]?.text ?? "").split("\r\n\r\n");
    expect(headers).not.toMatch(/^Bcc:/im);
    expect(headers).toMatch(new RegExp(`^Content-Language: ${language}$`, "m"));
  });

  it("without SMTP becomes a file that only the relay's user can read, and the log says where but not what", async () => {
    const rig = await start({});
    await ask(rig);
    const directory = join(rig.config.OPENLOCK_DATA, "mail");
    const [file = ""] = await readdir(directory);
    expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    const code = await rig.codeFor(EMAIL);
    expect(decodeBody(await readFile(join(directory, file), "utf8"))).toContain(code);
    const log = rig.logged.join("");
    expect(log).toContain(file);
    expect(log).not.toContain(` ${code}`);
    expect(log).not.toContain(`"${code}"`);
  });
});
