import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "./support/free-port.ts";
import { ask } from "./support/http.ts";
import { RelayProcess } from "./support/process.ts";
import { mailedCode } from "./support/relay.ts";

let data: string;
const running: RelayProcess[] = [];
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "openlock-cli-"));
});
afterEach(async () => {
  for (const relay of running.splice(0)) await relay.kill();
  await rm(data, { recursive: true, force: true });
});

async function run(args: string, change: Readonly<Record<string, string>> = {}) {
  const relay = new RelayProcess({ OPENLOCK_DATA: data, ...change }, args.split(" "));
  running.push(relay);
  return { code: await relay.ended(), output: relay.output };
}

async function startRelay() {
  const port = await freePort();
  const environment = { OPENLOCK_DATA: data, PORT: String(port), TLS_PORT: String(await freePort()) };
  const relay = new RelayProcess(environment);
  running.push(relay);
  await relay.printed(/listening/);
  return { relay, url: `http://localhost:${port}` };
}

const ADA = "user add --email Ada@example.org --name Ada --role owner";

test("--help lists the verbs, and each tells how it is used", async () => {
  const { code, output } = await run("--help");
  expect(code).toBe(0);
  const verbs = [...output.matchAll(/^ {2}relay (\S+(?: \S+)?) {2,}/gm)].map(([, verb = ""]) => verb);
  expect(verbs).toEqual(expect.arrayContaining(["start", "migrate", "backup", "restore", "user add"]));
  const helps = await Promise.all(verbs.map((verb) => run(`${verb} --help`)));
  for (const [at, help] of helps.entries()) {
    expect(help).toMatchObject({ code: 0, output: expect.stringContaining(`Usage: relay ${verbs[at]}`) });
  }
});

test.each([
  ["a verb that is none", "open", /no “relay open”.*relay start/s],
  ["half a verb", "user", /no “relay user”.*relay user add/s],
  ["too much", "migrate now", /Nothing may follow.*Usage: relay migrate/s],
  ["too little", "backup", /Say one directory.*Usage: relay backup/s],
  ["an option that is none", "user add --mail a@example.org", /--mail.*Usage: relay user add/s],
  ["an address that is none", "user add --email ada --name Ada", /--email: .*Usage: relay user add/s],
  ["a role that is none", "user add --email a@example.org --name Ada --role king", /--role: /],
])("%s: exit code 2, and how it is used", async (_what, args, said) => {
  const { code, output } = await run(args);
  expect(code).toBe(2);
  expect(output).toMatch(said);
  expect(output).not.toContain("    at ");
});

test("migrate makes the schema, once; a schema of a newer relay is refused by every verb", async () => {
  expect(await run("migrate")).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^Migrated: 0001-first/),
  });
  expect(await run("migrate")).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^The database was up to/),
  });
  const store = new Libsql(join(data, "openlock.sqlite"));
  store.exec("insert into kysely_migration (name, timestamp) values ('9999-future', '2030')");
  store.close();
  for (const args of ["migrate", "start", ADA]) {
    const { code, output } = await run(args);
    expect(code).toBe(1);
    expect(output).toMatch(/newer relay: 9999-future.*forward only.*backup/s);
    expect(output).not.toContain("    at ");
  }
});

test("user add makes the first owner, who signs in by mail; not twice, and not under a running relay", async () => {
  expect(await run(ADA)).toMatchObject({
    code: 0,
    output: expect.stringContaining("<ada@example.org> is owner"),
  });
  expect(await run(ADA)).toMatchObject({ code: 1, output: expect.stringContaining("there already") });
  const staff = "user add --email bob@example.org --name Bob --door nowhere";
  expect(await run(staff)).toMatchObject({ code: 1, output: expect.stringContaining("no door nowhere") });

  const { relay, url } = await startRelay();
  expect(relay.output).not.toContain("/setup#token");
  const email = "ada@example.org";
  await ask(`${url}/api/sign-in/code`, { method: "POST", json: { email } });
  const code = await mailedCode(join(data, "mail"), email);
  const session = await ask(`${url}/api/sign-in`, { method: "POST", json: { email, code } });
  const { accessToken } = session.json<{ accessToken: string }>();
  const people = await ask(`${url}/api/people`, { token: accessToken });
  expect(people.json<{ people: { email: string; role: string }[] }>().people).toEqual([
    expect.objectContaining({ email, role: "owner" }),
  ]);
  const under = await run("user add --email bob@example.org --name Bob");
  expect(under).toMatchObject({ code: 1, output: expect.stringContaining("another relay is running on it") });
});
