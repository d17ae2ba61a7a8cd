import * as z from "zod/mini";
import { BOUNDS } from "../bounds.ts";
import { EcPublicJwk } from "../ec-key.ts";
import { DoorId, Jti, Seconds } from "../names.ts";
import { Schedule } from "./schedule.ts";
import { TimeZone } from "./time-zone.ts";

/** What a grant may allow. Never `configure`, `revoke` or `restart`: they are for whoever owns the door. */
export const GRANTABLE_COMMANDS = ["unlock", "lock", "hold", "lockdown", "status", "identify"] as const;
export type GrantableCommand = (typeof GRANTABLE_COMMANDS)[number];

/** What an owner key signs for somebody (section 9). */
export const GrantClaims = z
  .strictObject({
    jti: Jti,
    aud: DoorId,
    /** The key that the grant is for (RFC 7800, 3.2). */
    cnf: z.strictObject({ jwk: EcPublicJwk }),
    commands: z.array(z.enum(GRANTABLE_COMMANDS)).check(
      z.minLength(1),
      z.maxLength(GRANTABLE_COMMANDS.length),
      z.refine((commands) => new Set(commands).size === commands.length, "a command twice"),
    ),
    nbf: Seconds,
    exp: Seconds,
    schedule: z.exactOptional(Schedule),
    /** Where the schedule's hours are. */
    tz: z.exactOptional(TimeZone),
  })
  .check(
    z.refine(
      ({ nbf, exp }) => exp > nbf && exp - nbf <= BOUNDS.grantLifetimeSeconds,
      "exp is not within 366 days after nbf",
    ),
    z.refine(
      ({ schedule, tz }) => (schedule === undefined) === (tz === undefined),
      "schedule and tz go together",
    ),
    z.refine(
      ({ schedule, commands }) => schedule === undefined || !commands.includes("hold"),
      "hold would outlast the hours of a schedule",
    ),
  );
export type GrantClaims = z.infer<typeof GrantClaims>;
