import { z } from "zod";
import { Email, PersonName, PersonView } from "./people.ts";
import { WebsiteUrl } from "./websites.ts";

/** `POST /api/setup`: the one-time link makes the first owner and signs them in. */
export const SetUp = z.strictObject({ token: z.string().min(16).max(128), email: Email, name: PersonName });
export type SetUp = z.infer<typeof SetUp>;

/** The website to sign in at; without it the relay's own pages. A page may name no website but its own. */
const website = WebsiteUrl.exactOptional();

/** `POST /api/sign-in/code`: mails a code. The answer is the same whether the address is known or not. */
export const CodeRequest = z.strictObject({ email: Email, website });
export type CodeRequest = z.infer<typeof CodeRequest>;

/** `POST /api/sign-in`: six digits from the mail, good at the website that they were asked for at. */
export const SignIn = z.strictObject({ email: Email, code: z.string().regex(/^[0-9]{6}$/), website });
export type SignIn = z.infer<typeof SignIn>;

/**
 * A signed-in session. The access token is a JWT for `Authorization: Bearer`; the refresh token is an HttpOnly
 * cookie that `POST /api/session/refresh` rotates and `DELETE /api/session` ends.
 */
export const Session = z.strictObject({
  accessToken: z.string(),
  /** Milliseconds since the epoch. */
  expiresAt: z.int(),
  me: PersonView,
});
export type Session = z.infer<typeof Session>;

/** One sign-in of the caller's that still stands. */
export const SignInView = z.strictObject({
  id: z.string(),
  /** The `User-Agent` of its last use. */
  userAgent: z.string(),
  /** The address of its last use. */
  ip: z.string().exactOptional(),
  signedInAt: z.int(),
  lastUsedAt: z.int(),
  /** The one that asks. */
  current: z.boolean(),
});
export type SignInView = z.infer<typeof SignInView>;
