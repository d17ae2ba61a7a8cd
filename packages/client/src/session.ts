import * as z from "zod/mini";
import { DEFAULT_TIMEOUT_MS } from "./door.ts";
import { request } from "./index.ts";

const Session = z.object({ accessToken: z.string() });

/** A token is good for fifteen minutes; how much of it is left is not for a clock here to say, which may be wrong. */
const RENEW_AFTER_MS = 10 * 60_000;

export interface SessionOptions {
  /** Address of the relay, for example `https://doors.example.org`; plain http only on this machine. */
  readonly server: string;
  readonly fetch?: typeof fetch;
}

/** Somebody's sign-in at the website that this page is of. It outlives the page, in a cookie that no script can read. */
export interface Session {
  /** Mails a six-digit code, if the relay knows the address. */
  requestCode(email: string): Promise<void>;
  signIn(email: string, code: string): Promise<void>;
  /** The access token of now: what `createClient` takes as its `token`. `unauthenticated` where nobody is signed in. */
  readonly token: () => Promise<string>;
  /** Another access token, where the relay does not take the present one any more. */
  renew(): Promise<string>;
  signOut(): Promise<void>;
}

/**
 * Signs people in from a page of a website that the relay has verified, or of its own.
 *
 * @example
 * const session = createSession({ server });
 * await session.requestCode(email);
 * await session.signIn(email, code);
 * const openlock = createClient({ server, token: session.token });
 */
export function createSession({ server, fetch: given }: SessionOptions): Session {
  const options = {
    server,
    timeoutMs: DEFAULT_TIMEOUT_MS,
    fetch: given ?? ((...args: Parameters<typeof fetch>) => fetch(...args)),
  };
  let held: Promise<string> | undefined;
  let since = 0;

  const withCookie = { credentials: "include" } as const;
  const json = (value: object) =>
    ({ method: "POST", type: "application/json", body: JSON.stringify(value) }) as const;
  const about = (email: string) => {
    const { origin } = location;
    return new URL(server).origin === origin ? { email } : { email, website: origin };
  };
  const hold = (session: Promise<z.output<typeof Session>>) => {
    since = Date.now();
    const token = session.then(({ accessToken }) => accessToken);
    held = token;
    token.catch(() => {
      if (held === token) held = undefined;
    });
    return token;
  };
  // Pages of one browser share the cookie, which is good once: they take turns.
  const renew = () =>
    hold(
      navigator.locks.request("openlock-session", () =>
        request(options, Session, "/api/session/refresh", { method: "POST", ...withCookie }),
      ),
    );

  return {
    async requestCode(email) {
      await request(options, z.unknown(), "/api/sign-in/code", { ...json(about(email)), ...withCookie });
    },
    async signIn(email, code) {
      const wanted = { ...json({ ...about(email), code }), ...withCookie };
      await hold(request(options, Session, "/api/sign-in", wanted));
    },
    token: () => (held && Date.now() - since < RENEW_AFTER_MS ? held : renew()),
    renew,
    async signOut() {
      held = undefined;
      await request(options, z.unknown(), "/api/session", { method: "DELETE", ...withCookie });
    },
  };
}
