import type { WebsiteView } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRig, expectProblem, type Rig, type SignedInPerson } from "./management-rig.ts";
import { startDns, type TestDns } from "./support/dns-server.ts";
import { type PartnerSite, startPartnerSite } from "./support/partner-site.ts";
import { decodeBody } from "./support/smtp.ts";

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const FILE = "/.well-known/openlock-verification.txt";

let rig: Rig;
let dns: TestDns;
let site: PartnerSite;
let owner: SignedInPerson;
beforeEach(async () => {
  [dns, site] = await Promise.all([startDns(), startPartnerSite()]);
  rig = await createRig({ ALLOW_PRIVATE_NETWORK: "1" }, { dnsServers: [dns.server] });
  owner = await rig.person("owner");
});
afterEach(async () => {
  await rig.close();
  site.close();
  dns.close();
});

/** The owner asks, whatever time it is. */
const ask = async <Body>(method: string, path: string, json?: unknown) => {
  const { token } = await rig.signIn(owner.person);
  return rig.request<Body>(method, `/api/websites${path}`, { token, json });
};
const add = (url: string) => ask<WebsiteView>("POST", "", { url });
const check = ({ id }: WebsiteView) => ask<WebsiteView>("POST", `/${id}/check`);
const added = async (url = site.origin) => (await add(url)).body;
const putFile = ({ verification: { file } }: WebsiteView, body = file.content) =>
  site.files.set(FILE, { type: "text/plain", body });
const putPage = (body: string) => site.files.set("/", { type: "text/html", body });
const list = async () => (await ask<{ websites: WebsiteView[] }>("GET", "")).body.websites;
const find = async ({ id }: WebsiteView) => (await list()).find((each) => each.id === id);
const stateOf = async (website: WebsiteView) => (await find(website))?.state;

describe("a website", () => {
  it("is added by its address, of which the origin counts, and says how it is verified", async () => {
    const answer = await add("https://Bücher.example:443/rooms?x=1#y");
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ origin: "https://xn--bcher-kva.example", state: "pending" });
    const { file, dns, meta } = answer.body.verification;
    expect(file.url).toBe(`https://xn--bcher-kva.example${FILE}`);
    expect(file.content).toMatch(/^openlock-verification=[A-Za-z0-9_-]{32}$/);
    expect(dns).toEqual({ name: "_openlock.xn--bcher-kva.example", value: file.content });
    expect(meta.tag).toBe(`<meta name="openlock-verification" content="${file.content.split("=")[1]}">`);
    expectProblem(await add("https://bücher.example"), "conflict", 409);
    expect((await list()).map(({ origin }) => origin)).toEqual(["https://xn--bcher-kva.example"]);
  });

  it.each([
    "ftp://partner.example",
    "javascript:alert(1)",
    "partner.example",
    "https://user:secret@partner.example",
    "null",
    "",
  ])("is not %s", async (url) => {
    expectProblem(await add(url), "malformed", 400);
  });

  it("is not the relay itself", async () => {
    expectProblem(await add(rig.nodes[0].url), "conflict", 409);
  });

  it("is verified by a file", async () => {
    const website = await added();
    expect((await check(website)).body.state).toBe("pending");
    putFile(website, `# ours\r\n${website.verification.file.content}\r\n`);
    const { body } = await check(website);
    expect(body).toMatchObject({ state: "active", proof: "file", verifiedAt: rig.clock.now });
    expect(body).not.toHaveProperty("failing");
  });

  it("is verified by a DNS record, whatever stands beside it and in how many pieces it comes", async () => {
    const website = await added(site.origin.replace("127.0.0.1", "partner.test"));
    const { name = "", value = "" } = website.verification.dns ?? {};
    dns.txt.set(name, ["v=spf1 -all", [value.slice(0, 10), value.slice(10)]]);
    expect((await check(website)).body).toMatchObject({ state: "active", proof: "dns" });
  });

  it("is verified by a tag in the head of its page", async () => {
    const website = await added();
    putPage(`<!doctype html><html><head><title>x</title>${website.verification.meta.tag}</head><p>Hi`);
    expect((await check(website)).body).toMatchObject({ state: "active", proof: "meta" });
  });

  it("says of each way why it did not do", async () => {
    const website = await added(site.origin.replace("127.0.0.1", "localhost"));
    putFile(website, "openlock-verification=another");
    dns.txt.set("_openlock.localhost", ["openlock-verification=another"]);
    const { body } = await check(website);
    expect(body).toMatchObject({
      state: "pending",
      failing: { file: "token-missing", dns: "token-missing", meta: "status-404" },
    });
    dns.txt.clear();
    site.files.clear();
    expect((await check(website)).body.failing).toMatchObject({ file: "status-404", dns: "no-record" });
  });

  // What visitors can put onto a page must not make it theirs.
  it.each<[string, (tag: string) => string]>([
    ["in the body", (tag) => `<title>x</title><body><p>${tag}`],
    ["in a comment", (tag) => `<head><!-- ${tag} --></head>`],
    ["in a script", (tag) => `<head><script>var x = '${tag}'</script></head>`],
    ["in an attribute", (tag) => `<head><link title='${tag}'></head>`],
    ["in the title", (tag) => `<head><title>${tag}</title></head>`],
    ["escaped", (tag) => `<head>${tag.replaceAll("<", "&lt;")}</head>`],
    ["under another name", (tag) => `<head>${tag.replace("openlock-verification", "description")}</head>`],
    ["as part of a longer content", (tag) => `<head>${tag.replace('content="', 'content="x')}</head>`],
    ["in a template", (tag) => `<head><template>${tag}</template></head>`],
  ])("is not verified by a tag %s", async (_, page) => {
    const website = await added();
    putPage(page(website.verification.meta.tag));
    expect((await check(website)).body).toMatchObject({
      state: "pending",
      failing: { meta: "token-missing" },
    });
  });

  it("is not verified by another website's token", async () => {
    const other = await added("https://other.example");
    const website = await added();
    putFile(other);
    expect((await check(website)).body.state).toBe("pending");
  });

  it("is asked for no more often than ten times a minute", async () => {
    const website = await added();
    for (let asked = 0; asked < 10; asked++) expect((await check(website)).status).toBe(200);
    expectProblem(await check(website), "rate-limited", 429);
  });

  it("is nobody's to manage but owners' and admins' with all doors", async () => {
    const admin = await rig.person("admin", { doors: { all: false, ids: ["front"] } });
    const website = await added();
    const as = { token: admin.token };
    const { url } = website.verification.meta;
    expectProblem(await rig.request("POST", "/api/websites", { ...as, json: { url } }), "forbidden", 403);
    for (const [method, path] of [
      ["DELETE", ""],
      ["POST", "/check"],
    ] as const) {
      const answer = await rig.request(method, `/api/websites/${website.id}${path}`, as);
      expectProblem(answer, "forbidden", 403);
    }
    expectProblem(await ask("POST", "/nobody/check"), "not-found", 404);
  });
});

describe("a relay that may not ask its own network", () => {
  it("asks no website there, and takes none over plain http", async () => {
    const strict = await createRig({}, { dnsServers: [dns.server] });
    const { token } = await strict.person("owner");
    const ask = (url: string) =>
      strict.request<WebsiteView>("POST", "/api/websites", { token, json: { url } });
    expectProblem(await ask(site.origin), "malformed", 400);
    const { body } = await ask(site.origin.replace("http:", "https:"));
    putFile(body);
    const checked = await strict.request<WebsiteView>("POST", `/api/websites/${body.id}/check`, { token });
    expect(checked.body.failing).toMatchObject({ file: "private-address", meta: "private-address" });
    await strict.close();
  });
});

describe("checks that go on", () => {
  const verified = async () => {
    const website = await added();
    putFile(website);
    await check(website);
    return website;
  };
  /** Both nodes look, as they do each minute. */
  const look = () => Promise.all(rig.nodes.map(({ identity }) => identity.websites.checkDue()));
  const transitions = async () =>
    (await rig.audit())
      .filter(({ action, outcome }) => action.startsWith("website.") && outcome === "done")
      .filter(({ action }) => action !== "website.check")
      .map(({ action, actor }) => `${action} by ${actor.kind}`);

  it("come daily, from one node, and leave what is well alone", async () => {
    const website = await verified();
    let asked = 0;
    site.files.get = new Proxy(site.files.get.bind(site.files), {
      apply(get, _, [path]: [string]) {
        asked += path === FILE ? 1 : 0;
        return get(path);
      },
    });
    rig.advance(DAY - 1);
    await look();
    expect(asked).toBe(0);
    rig.advance(1);
    await look();
    expect(asked).toBe(1);
    await look();
    expect(asked).toBe(1);
    expect((await find(website))?.checkedAt).toBe(rig.clock.now);
    expect(await transitions()).toEqual(["website.add by person", "website.verify by person"]);
  });

  it("warn, then suspend after three days, then take back, and tell the owners each time", async () => {
    await rig.person("admin");
    const website = await verified();
    site.files.delete(FILE);
    rig.advance(DAY);
    await look();
    expect(await stateOf(website)).toBe("warned");
    const failing = (await find(website))?.failing;
    expect(failing).toMatchObject({ since: rig.clock.now, suspendedFrom: rig.clock.now + 3 * DAY });
    rig.advance(3 * DAY - 1);
    await look();
    expect(await stateOf(website)).toBe("warned");
    rig.advance(6 * HOUR);
    await look();
    expect(await stateOf(website)).toBe("suspended");
    rig.advance(DAY);
    await look();
    expect(await stateOf(website)).toBe("suspended");
    putFile(website);
    rig.advance(DAY);
    await look();
    expect(await stateOf(website)).toBe("active");
    expect(await transitions()).toEqual([
      "website.add by person",
      "website.verify by person",
      "website.warn by relay",
      "website.suspend by relay",
      "website.verify by relay",
    ]);
    const mails = await rig.mails();
    const subjects = mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim());
    expect(subjects.toSorted()).toEqual(
      [
        `OpenLock: ${site.origin} could not be verified`,
        `OpenLock: ${site.origin} is suspended`,
        `OpenLock: ${site.origin} is verified again`,
      ].toSorted(),
    );
    expect(mails.every((mail) => mail.includes(owner.person.email))).toBe(true);
  });

  it("tell each owner in their language, and what was found in words", async () => {
    const hans = await rig.person("owner", { email: "hans@example.org" });
    await rig.records.people.speaks(hans.person.id, "de");
    await verified();
    site.files.delete(FILE);
    rig.advance(DAY);
    await look();
    const mails = (await rig.mails()).map((mail) => [mail, decodeBody(mail)] as const);
    const to = (email: string) => mails.find(([mail]) => mail.includes(email))?.[1];
    expect(to(owner.person.email)).toContain("- file: The website answers 404.");
    expect(to(owner.person.email)).toContain("9 Jan 2026, 12:00 UTC.");
    expect(to("hans@example.org")).toContain("- Datei: Die Website antwortet mit 404.");
    expect(to("hans@example.org")).toContain("09.01.2026, 12:00 UTC.");
  });

  it("do not suspend for one failure after the relay itself was away for long", async () => {
    const website = await verified();
    site.files.delete(FILE);
    rig.advance(30 * DAY);
    await look();
    expect(await stateOf(website)).toBe("warned");
    rig.advance(30 * DAY);
    await look();
    expect(await stateOf(website)).toBe("warned");
    rig.advance(6 * HOUR);
    await look();
    expect(await stateOf(website)).toBe("suspended");
  });

  it("forgive everything with one good check", async () => {
    const website = await verified();
    site.files.delete(FILE);
    rig.advance(DAY);
    await look();
    putFile(website);
    expect((await check(website)).body).toMatchObject({ state: "active" });
    site.files.delete(FILE);
    rig.advance(DAY);
    await look();
    expect((await find(website))?.failing?.since).toBe(rig.clock.now);
  });

  it("change nothing that cannot be written down", async () => {
    const website = await verified();
    site.files.delete(FILE);
    rig.advance(DAY);
    rig.faults.journalDown = true;
    await look();
    rig.faults.journalDown = false;
    expect(await stateOf(website)).toBe("active");
    rig.advance(HOUR);
    await look();
    expect(await stateOf(website)).toBe("warned");
  });
});
