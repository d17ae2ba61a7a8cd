import { createRoute } from "@hono/zod-openapi";
import {
  NewPasskey,
  PasskeyChange,
  PasskeyOptions,
  PasskeySignIn,
  PasskeyView,
  Session,
} from "@openlock/api";
import type { Context } from "hono";
import { z } from "zod";
import { beginAttempt } from "../../identity/attempts.ts";
import type { Identity } from "../../identity/identity.ts";
import { countAttempt, passkeyOptionLimits, signInLimits } from "../../identity/limits.ts";
import { PasskeyError } from "../../identity/passkeys.ts";
import { setRefreshCookie } from "../../identity/refresh-cookie.ts";
import type { Site } from "../../identity/site.ts";
import { passkeyMail } from "../../mail/passkey-mail.ts";
import type { Passkey } from "../../records/passkeys.ts";
import { askerOf } from "../asker.ts";
import { askedBy, audited } from "../audited.ts";
import { callerPerson } from "../caller.ts";
import type { RelayEnv, Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { tellQuotas } from "../rate-limit-headers.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const params = z.object({ id: z.string().min(1).max(64) });
const own = { tags: ["Account"], security: BEARER };

const list = createRoute({
  ...own,
  method: "get",
  path: "/api/me/passkeys",
  summary: "The caller's passkeys",
  responses: {
    200: jsonResponse(z.object({ passkeys: z.array(PasskeyView) }), "Oldest first"),
    default: PROBLEM,
  },
});

const creationOptions = createRoute({
  ...own,
  method: "post",
  path: "/api/me/passkeys/options",
  summary: "What to give to navigator.credentials.create(), good once and for five minutes",
  responses: {
    200: jsonResponse(PasskeyOptions, "PublicKeyCredentialCreationOptionsJSON"),
    default: PROBLEM,
  },
});

const add = createRoute({
  ...own,
  method: "post",
  path: "/api/me/passkeys",
  summary: "Adds the passkey that was made, and mails the caller a notice",
  request: { body: jsonBody(NewPasskey) },
  responses: { 201: jsonResponse(PasskeyView, "Added"), default: PROBLEM },
});

const rename = createRoute({
  ...own,
  method: "patch",
  path: "/api/me/passkeys/{id}",
  summary: "Renames a passkey of the caller's",
  request: { params, body: jsonBody(PasskeyChange) },
  responses: { 200: jsonResponse(PasskeyView, "Renamed"), default: PROBLEM },
});

const remove = createRoute({
  ...own,
  method: "delete",
  path: "/api/me/passkeys/{id}",
  summary: "Removes a passkey of the caller's: nobody signs in with it any more",
  request: { params },
  responses: { 204: { description: "Removed" }, default: PROBLEM },
});

const signInOptions = createRoute({
  method: "post",
  path: "/api/sign-in/passkey/options",
  tags: ["Sign-in"],
  summary: "What to give to navigator.credentials.get(), good once and for five minutes",
  responses: { 200: jsonResponse(PasskeyOptions, "PublicKeyCredentialRequestOptionsJSON"), default: PROBLEM },
});

const signIn = createRoute({
  method: "post",
  path: "/api/sign-in/passkey",
  tags: ["Sign-in"],
  summary: "Signs in with a passkey; no address is typed",
  request: { body: jsonBody(PasskeySignIn) },
  responses: {
    200: jsonResponse(Session, "The session; the refresh token is in a cookie"),
    default: PROBLEM,
  },
});

/** @param site known once the listeners are */
export function passkeyRoutes(services: Services, identity: Identity, site: () => Site) {
  const { records, config } = services;
  const { passkeys } = identity;

  const passkeySite = () => {
    const { passkeys: found } = site();
    if (found) return found;
    throw new ProblemError(
      "passkeys-unavailable",
      "Passkeys do not work at this relay's address: they want a name, and HTTPS. Sign in with a code by mail.",
    );
  };
  /** Refusals are written down with what was found; the asker is told less. */
  const refusing = async <T>(c: Context<RelayEnv>, action: string, run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof PasskeyError)) throw error;
      const { ip } = c.var;
      const asker = action === "sign-in" ? { actor: { kind: "anonymous" } as const, ip } : askedBy(c);
      const { code, passkey } = error;
      const owner = passkey && (await records.people.byId(passkey.personId));
      const detail = passkey && owner ? { detail: { email: owner.email, passkey: passkey.name } } : {};
      identity.refuse({ ...asker, action, code, ...detail });
      throw error.toProblem();
    }
  };

  return relayRouter()
    .openapi(list, async (c) => {
      const found = await records.passkeys.listOf(c.var.caller.personId);
      return c.json({ passkeys: found.map(toView) }, 200);
    })
    .openapi(creationOptions, async (c) => {
      await countAttempt(services, passkeyOptionLimits(c.var.ip), tellQuotas(c));
      return c.json(await passkeys.creationOptions(await callerPerson(records, c), passkeySite()), 200);
    })
    .openapi(add, async (c) => {
      const asked = c.req.valid("json");
      const person = await callerPerson(records, c);
      const doing = { ...askedBy(c), action: "passkey.add", detail: { name: asked.name } };
      const made = await refusing(c, "passkey.add", async () => {
        const verified = await passkeys.verify(person, asked, passkeySite());
        return await audited(services, doing, () => passkeys.add(verified));
      });
      identity.notify({
        to: { name: person.name, address: person.email },
        ...passkeyMail(person.language, {
          name: person.name,
          passkey: made.name,
          ip: c.var.ip,
          accountUrl: `${site().url}/account`,
        }),
      });
      return c.json(toView(made), 201);
    })
    .openapi(rename, async (c) => {
      const { id } = c.req.valid("param");
      const { name } = c.req.valid("json");
      const doing = { ...askedBy(c), action: "passkey.rename", detail: { name } };
      const renamed = await audited(services, doing, async () =>
        found(await records.passkeys.rename(c.var.caller.personId, id, name)),
      );
      return c.json(toView(renamed), 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid("param");
      const { personId } = c.var.caller;
      const { name } = found((await records.passkeys.listOf(personId)).find((passkey) => passkey.id === id));
      await audited(services, { ...askedBy(c), action: "passkey.remove", detail: { name } }, async () =>
        found(await records.passkeys.remove(personId, id)),
      );
      return c.body(null, 204);
    })
    .openapi(signInOptions, async (c) => {
      await countAttempt(services, passkeyOptionLimits(c.var.ip), tellQuotas(c));
      return c.json(await passkeys.signInOptions(passkeySite()), 200);
    })
    .openapi(signIn, async (c) => {
      const { ip } = c.var;
      await countAttempt(services, signInLimits(ip), tellQuotas(c));
      const attempt = await beginAttempt(services, { ip });
      const { person, passkey } = await refusing(c, "sign-in", () =>
        passkeys.check(c.req.valid("json"), passkeySite()),
      );
      await attempt.succeeded();
      const { session, refreshToken } = await identity.signIn(person, {
        ...askerOf(c),
        passkey: passkey.name,
      });
      const own = { relayUrl: config.OPENLOCK_URL, website: undefined };
      setRefreshCookie(c, refreshToken, own);
      identity.browsers.remember(c, person.email, own);
      return c.json(session, 200);
    });
}

function found(passkey: Passkey | undefined): Passkey {
  if (passkey) return passkey;
  throw new ProblemError("not-found", "You have no such passkey. It may have been removed already.");
}

function toView({ id, name, createdAt, lastUsedAt, backedUp }: Passkey): PasskeyView {
  return { id, name, createdAt, ...(lastUsedAt === undefined ? {} : { lastUsedAt }), synced: backedUp };
}
