import type { Mail } from "../mail/mailer.ts";
import type { Website } from "../records/partners.ts";
import { proofsOf } from "./prove.ts";

/** What owners are told when a website begins to fail, is suspended, or is well again. */
export function websiteMail(
  name: string,
  website: Website,
  suspendedFrom: number,
): Pick<Mail, "subject" | "text"> {
  const { origin, check } = website;
  const { file, dns, meta } = proofsOf(website);
  const ways = [
    "One of these has to be found:",
    "",
    `- the file ${file.url}`,
    `  with the line  ${file.content}`,
    ...(dns ? [`- a DNS record of type TXT at ${dns.name}`, `  with  ${dns.value}`] : []),
    `- in the head of ${meta.url}`,
    `  the tag  ${meta.tag}`,
    "",
    'Then choose "Check now" in OpenLock, or wait: it is looked at again by itself.',
  ];
  const failed = check.failure;
  const found = failed
    ? [`What was found: file ${failed.file}, DNS ${failed.dns}, page ${failed.meta}.`, ""]
    : [];
  switch (check.state) {
    case "warned":
      return {
        subject: `OpenLock: ${origin} could not be verified`,
        text: lines(name, [
          `your website ${origin} no longer shows OpenLock that it is yours. People can still`,
          "open doors from it. If that does not change, it is suspended after",
          `${new Date(suspendedFrom).toUTCString()}.`,
          "",
          ...found,
          ...ways,
        ]),
      };
    case "suspended":
      return {
        subject: `OpenLock: ${origin} is suspended`,
        text: lines(name, [
          `your website ${origin} has not shown for too long that it is yours, so nobody can`,
          "open doors from it any more. Everything else goes on.",
          "",
          ...found,
          ...ways,
        ]),
      };
    default:
      return {
        subject: `OpenLock: ${origin} is verified again`,
        text: lines(name, [
          `your website ${origin} shows again that it is yours. Doors can be opened from it.`,
        ]),
      };
  }
}

function lines(name: string, body: readonly string[]): string {
  return [`Hello ${name},`, "", ...body, ""].join("\n");
}
