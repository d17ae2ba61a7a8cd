import * as z from "zod/mini";
import { BOUNDS } from "../bounds.ts";
import { BootNonce, DoorId, Jti, ReplyKey, Seconds } from "../names.ts";

const common = {
  aud: DoorId,
  iat: Seconds,
  jti: Jti,
  exp: Seconds,
  boot: BootNonce,
  command: z.string().check(z.minLength(1), z.maxLength(32)),
  args: z.exactOptional(z.custom<Readonly<Record<string, unknown>>>(isObject, "not an object")),
  reply: ReplyKey,
};

const lifetime = z.refine<{ readonly iat: number; readonly exp: number }>(
  ({ iat, exp }) => exp > iat && exp - iat <= BOUNDS.commandLifetimeSeconds,
  `exp is not within ${BOUNDS.commandLifetimeSeconds} s after iat`,
);

/**
 * The claims inside a sealed command. `command` and `args` are checked by `parseCommand` later, after the sender
 * has been authorised, so that only somebody who may learns what is wrong with them.
 */
export const CommandClaims = z
  .strictObject({ ...common, password: z.exactOptional(z.string().check(z.maxLength(256))) })
  .check(lifetime);
export type CommandClaims = z.infer<typeof CommandClaims>;

/**
 * The claims of a signed command (section 9): no password, and a grant where the signer is no owner. The grant is a text
 * here; what it is worth is said later.
 */
export const SignedClaims = z
  .strictObject({
    ...common,
    grant: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(BOUNDS.grantBytes))),
  })
  .check(lifetime);
export type SignedClaims = z.infer<typeof SignedClaims>;

// zod's record would cost the client a kilobyte to say this.
function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
