import type { InvitationView, PersonView, SignInView } from "@openlock/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Authenticator } from "./support/authenticator.ts";
import { listenTo } from "./support/event-stream.ts";
import { type Answer, expectProblem } from "./support/http.ts";
import { fresh, mailedInvitation, seal, someDeviceKeys, TestRelay } from "./support/relay.ts";
import { startPostgres, startRedis, type TestServer } from "./support/servers.ts";

// People at two nodes that share a real Redis and a real PostgreSQL.

let redis: TestServer;
let postgres: TestServer;
let first: TestRelay;
let second: TestRelay;
beforeAll(async () => {
  [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
  // One address for both, as behind a proxy.
  const environment = {
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    OPENLOCK_URL: "https://lock.example.org",
    TRUST_PROXY: "1",
  };
  first = await TestRelay.start({ environment });
  second = await TestRelay.start({ environment });
});
afterAll(async () => {
  await first?.close();
  await second?.close();
  await redis?.stop();
  await postgres?.stop();
});

const ORIGIN = "https://lock.example.org";
let asked = 0;
/** Each from a network of its own: who tries again and again from one is made to wait, which is tried elsewhere. */
const ask = (relay: TestRelay, method: string, path: string, token: string | undefined, json?: unknown) =>
  relay.ask(path, {
    method,
    token,
    headers: { "x-forwarded-for": `203.0.113.${++asked}` },
    ...(json === undefined ? {} : { json }),
  });
const meOf = async (token: string) => (await first.ask("/api/me", { token })).json<PersonView>();

/** Refused at both nodes, whatever is asked for. */
async function expectOut(token: string): Promise<void> {
  for (const relay of [first, second]) {
    for (const path of ["/api/me", "/api/doors", "/api/events"]) {
      expectProblem(await relay.ask(path, { token }), "unauthenticated", 401);
    }
  }
}

test("a removal at one node ends streams, sessions and commands at the other", async () => {
  const device = await first.online(await someDeviceKeys());
  const token = await first.person("staff");
  const { id } = await meOf(token);
  // Both nodes have just learnt who this is, and remember it.
  expect((await second.send(device.door, (await seal(device)).jwe, { token })).status).toBe(200);
  const streams = await Promise.all([first, second].map((relay) => listenTo(relay.url, token)));
  expect((await ask(first, "DELETE", `/api/people/${id}`, first.owner)).status).toBe(204);
  await Promise.all(streams.map(({ ended }) => ended));
  await expectOut(token);
  const refused = await second.send(device.door, (await seal(device)).jwe, { token });
  expectProblem(refused, "unauthenticated", 401);
  expect(device.commands).toHaveLength(1);
  device.stop();
});

test("another role or other doors at one node hold at the other", async () => {
  const door = await first.addDoor();
  const token = await first.person("admin");
  const { id } = await meOf(token);
  expect((await second.ask(`/api/doors/${door}`, { token })).status).toBe(200);
  const stream = await listenTo(second.url, token);
  await ask(first, "PATCH", `/api/people/${id}`, first.owner, { doors: { all: false, ids: [] } });
  await stream.ended;
  expectProblem(await second.ask(`/api/doors/${door}`, { token }), "door-unknown", 404);
  const next = await listenTo(second.url, token);
  await ask(first, "PATCH", `/api/people/${id}`, first.owner, { role: "staff" });
  await next.ended;
  await expectOut(token);
});

test("a sign-in that its owner ends at one node is over at the other, and theirs goes on", async () => {
  const email = `${fresh("staff")}@example.org`;
  await ask(first, "POST", "/api/invitations", first.owner, { email, role: "staff", doors: { all: true } });
  const accepted = await ask(second, "POST", "/api/invitations/accept", undefined, {
    token: await mailedInvitation(`${first.data}/mail`, email),
    name: "Sam",
  });
  const { accessToken: lost } = accepted.json<{ accessToken: string }>();
  const { accessToken: kept } = await first.signIn(email);
  const stream = await listenTo(second.url, lost);
  const { signIns } = (await second.ask("/api/me/sign-ins", { token: kept })).json<{
    signIns: SignInView[];
  }>();
  const other = signIns.find(({ current }) => !current);
  expect((await ask(first, "DELETE", `/api/me/sign-ins/${other?.id}`, kept)).status).toBe(204);
  await stream.ended;
  await expectOut(lost);
  expect((await second.ask("/api/me", { token: kept })).status).toBe(200);
});

test("an invitation is accepted once, at whichever node, and a withdrawal holds at both", async () => {
  const email = `${fresh("staff")}@example.org`;
  const invitation = { email, role: "staff", doors: { all: true } };
  const made = (await ask(first, "POST", "/api/invitations", first.owner, invitation)).json<InvitationView>();
  const token = await mailedInvitation(`${first.data}/mail`, email);
  const nodes = [first, second, first, second];
  const answers = await Promise.all(
    nodes.map((relay) => ask(relay, "POST", "/api/invitations/accept", undefined, { token, name: "Sam" })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410]);
  expectProblem(await ask(second, "DELETE", `/api/invitations/${made.id}`, first.owner), "not-found", 404);
});

test("a passkey is begun at one node and finished at the other, and each answer is good once", async () => {
  const token = await first.person("staff");
  const { id } = await meOf(token);
  const authenticator = new Authenticator();
  const where = { origin: ORIGIN, rpId: "lock.example.org" };
  const challengeOf = (answer: Answer) => answer.json<{ challenge: string }>().challenge;
  const credential = authenticator.create({
    ...where,
    challenge: challengeOf(await ask(first, "POST", "/api/me/passkeys/options", token)),
    userHandle: Buffer.from(id).toString("base64url"),
  });
  const added = await Promise.all(
    [second, first, second].map((relay) =>
      ask(relay, "POST", "/api/me/passkeys", token, { name: "Phone", credential }),
    ),
  );
  expect(added.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
  const challenge = challengeOf(await ask(second, "POST", "/api/sign-in/passkey/options", undefined));
  const answer = authenticator.get({ ...where, challenge });
  const signedIn = await Promise.all(
    [first, second, first].map((relay) =>
      ask(relay, "POST", "/api/sign-in/passkey", undefined, { credential: answer }),
    ),
  );
  expect(signedIn.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
});

// The last: whoever loses is out, and it may be the owner of the other tests.
test("two owners who remove and demote each other at two nodes leave one", async () => {
  const token = await first.person("owner");
  const [owner, other] = [await meOf(first.owner), await meOf(token)];
  await Promise.all([
    ask(first, "DELETE", `/api/people/${other.id}`, first.owner),
    ask(second, "PATCH", `/api/people/${owner.id}`, token, { role: "staff" }),
    ask(second, "DELETE", `/api/people/${owner.id}`, token),
    ask(first, "PATCH", `/api/people/${other.id}`, first.owner, { role: "admin" }),
  ]);
  const answers = await Promise.all(
    [first.owner, token].map((each) => ask(second, "GET", "/api/people", each)),
  );
  const [left] = answers.filter(({ status }) => status === 200);
  const { people } = left?.json<{ people: PersonView[] }>() ?? { people: [] };
  const owners = people.filter(({ role }) => role === "owner");
  expect(owners).toHaveLength(1);
  const survivor = owners[0]?.id === owner.id ? first.owner : token;
  for (const relay of [first, second]) {
    const path = `/api/people/${owners[0]?.id}`;
    expectProblem(await ask(relay, "DELETE", path, survivor), "last-owner", 409);
    expectProblem(await ask(relay, "PATCH", path, survivor, { role: "auditor" }), "last-owner", 409);
  }
});
