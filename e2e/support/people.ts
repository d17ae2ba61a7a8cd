import type { DoorScope, Role, Session } from "@openlock/api";
import type { Relay } from "./relay.ts";

/** Somebody signed in, as a program: every request carries their token, and no browser guards anything. */
export class SignedIn {
  readonly relay: Relay;
  readonly token: string;

  constructor(relay: Relay, session: Session) {
    this.relay = relay;
    this.token = session.accessToken;
  }

  async request(method: string, path: string, body?: string, type = "application/json"): Promise<Response> {
    return await fetch(new URL(path, this.relay.url), {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { "content-type": type }),
      },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** A JSON request that must succeed. */
  async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.request(method, path, body === undefined ? undefined : JSON.stringify(body));
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

/** Makes the first owner by the link that the relay printed. */
export async function setUpOwner(relay: Relay, email = "olga@example.org"): Promise<SignedIn> {
  const token = new URL(await relay.setUpLink()).hash.replace("#token=", "");
  return new SignedIn(relay, await post(relay, "/api/setup", { token, email, name: "Olga Owner" }));
}

/** Invites somebody, who accepts by the link that they are mailed. */
export async function addPerson(
  owner: SignedIn,
  person: { readonly email: string; readonly name: string; readonly role: Role; readonly doors: DoorScope },
): Promise<SignedIn> {
  const { relay } = owner;
  const { email, name, role, doors } = person;
  await owner.json("POST", "/api/invitations", { email, role, doors });
  const token = new URL(await relay.mailedInvitation(email)).hash.replace("#token=", "");
  return new SignedIn(relay, await post(relay, "/api/invitations/accept", { token, name }));
}

export async function signIn(relay: Relay, email: string): Promise<SignedIn> {
  const asked = await fetch(new URL("/api/sign-in/code", relay.url), json({ email }));
  if (!asked.ok) throw new Error(`sign-in code: ${asked.status} ${await asked.text()}`);
  const code = await relay.mailedCode(email);
  return new SignedIn(relay, await post(relay, "/api/sign-in", { email, code }));
}

async function post(relay: Relay, path: string, body: unknown): Promise<Session> {
  const answer = await fetch(new URL(path, relay.url), json(body));
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Session;
}

function json(body: unknown): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
