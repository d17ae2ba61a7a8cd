import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../src/records/records.ts";
import { cookieOf, createRig, type Rig, sessionOf } from "./management-rig.ts";
import { decodeBody } from "./support/smtp.ts";

const EMAIL = "ada@example.org";

describe("the language of mails", () => {
  let rig: Rig;
  let ada: Person;
  beforeEach(async () => {
    rig = await createRig();
    ada = (await rig.person("owner", { email: EMAIL })).person;
  });
  afterEach(() => rig.close());

  /** A request of a page that is read in a language; a program's is for `*`. */
  const from = (language = "*") => ({ headers: { "accept-language": language } });
  const ask = (language?: string) =>
    rig.request("POST", "/api/sign-in/code", { json: { email: EMAIL }, ...from(language) });
  const signIn = async (language?: string) => {
    expect((await ask(language)).status).toBe(202);
    const json = { email: EMAIL, code: await rig.codeFor(EMAIL) };
    const answer = await rig.request("POST", "/api/sign-in", { json, ...from(language) });
    return { token: sessionOf(answer).accessToken, cookie: cookieOf(answer) };
  };
  const refresh = async (cookie: string, language?: string) => {
    const headers = { cookie, ...from(language).headers };
    const answer = await rig.request("POST", "/api/session/refresh", { headers });
    expect(answer.status).toBe(200);
    return cookieOf(answer);
  };
  /** What the newest mail says it is in, with its text. */
  const newest = async () => {
    const mail = (await rig.mails()).at(-1) ?? "";
    return { language: /^Content-Language: (.*?)\r?$/m.exec(mail)?.[1], text: decodeBody(mail) };
  };
  /** What somebody gets from a program, which reads nothing: what is kept of them. */
  const kept = async () => {
    await ask();
    return (await newest()).language;
  };

  it("is that of the page which asks for a code", async () => {
    await ask("de-AT, de;q=0.9, en;q=0.8");
    const german = await newest();
    expect(german.language).toBe("de");
    expect(german.text).toMatch(/^Guten Tag The owner,$/m);
    expect(german.text).toMatch(/^ {4}\d{6}$/m);
    await ask("en-GB, de;q=0.9");
    const english = await newest();
    expect(english.language).toBe("en");
    expect(english.text).toMatch(/^Hello The owner,$/m);
  });

  it.each(["fr", "*", "", "de;q=0"])("is English for somebody who asks for %s", async (language) => {
    await ask(language);
    expect((await newest()).language).toBe("en");
  });

  it.each([";;;q=", "de;q=zwei", "de-", '"', ",,,,", "=,;=", "-".repeat(4000), "de,".repeat(2000)])(
    "keeps nobody from signing in, whatever it is said to be",
    async (language) => {
      const { cookie } = await signIn(language);
      await refresh(cookie, language);
    },
  );

  it("is kept from a sign-in, until somebody comes in another", async () => {
    expect(await kept()).toBe("en");
    const { cookie } = await signIn("de");
    expect(await kept()).toBe("de");
    const next = await refresh(cookie, "en");
    expect(await kept()).toBe("en");
    const last = await refresh(next, "de");
    await refresh(last, "fr");
    expect(await kept()).toBe("de");
  });

  it("is written down where it has changed, and else not", async () => {
    const speaks = vi.spyOn(rig.records.people, "speaks");
    let { cookie } = await signIn("de");
    for (const _ of "abc") cookie = await refresh(cookie, "de");
    expect(speaks).toHaveBeenCalledTimes(1);
  });

  it("keeps nobody out where it cannot be written down", async () => {
    vi.spyOn(rig.records.people, "speaks").mockRejectedValue(new Error("the disk is full"));
    const { cookie } = await signIn("de");
    await refresh(cookie, "de");
    expect(rig.logged.join("")).toContain("the language of a person was not kept");
  });

  it("is not what another website happens to be read in", async () => {
    const website = await rig.identity.websites.add("https://partner.example");
    const page = { ip: "192.0.2.1", userAgent: "test", language: "de" } as const;
    await rig.identity.signIn(ada, { ...page, website });
    expect(await kept()).toBe("en");
    await rig.identity.signIn(ada, page);
    expect(await kept()).toBe("de");
  });

  it("is nobody's rights: who changes somebody leaves it", async () => {
    const { token } = await signIn("de");
    await rig.request("PATCH", `/api/people/${ada.id}`, { token, json: { name: "Ada" } });
    expect(await kept()).toBe("de");
    expect((await newest()).text).toMatch(/^Guten Tag Ada,$/m);
  });

  it("is, of an invitation, that of whoever invites; then that of who accepts", async () => {
    const { token } = await signIn("de");
    const json = { email: "bob@example.org", role: "staff", doors: { all: true } };
    await rig.request("POST", "/api/invitations", { token, json });
    const { language, text } = await newest();
    expect(language).toBe("de");
    expect(text).toContain("The owner lädt Sie ein");
    const acceptance = { token: await rig.invitationFor("bob@example.org"), name: "Bob" };
    await rig.request("POST", "/api/invitations/accept", { json: acceptance, ...from("de-CH") });
    await rig.request("POST", "/api/sign-in/code", { json: { email: json.email }, ...from() });
    expect((await newest()).text).toMatch(/^Guten Tag Bob,$/m);
  });
});
