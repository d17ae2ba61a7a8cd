import type { GrantRequestView, GrantView, GuestGrantView } from "@openlock/api";
import { parseGrant } from "@openlock/protocol";
import type { GrantRequest, OwnerKey, StoredGrant } from "../records/grant-records.ts";
import type { Door } from "../records/records.ts";

export function toRequestView(request: GrantRequest): GrantRequestView {
  const { id, door, key, kid, personId, personLabel, note, at, state, decidedAt, decidedBy, reason } =
    request;
  return {
    ...{ id, door, key: { ...key }, kid, person: { id: personId, label: personLabel }, note, at, state },
    ...(decidedAt === undefined ? {} : { decidedAt }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** @param now milliseconds since the epoch */
export function toGrantView(grant: StoredGrant, ownerKeys: readonly OwnerKey[], now: number): GrantView {
  const { jti, door, kid, ownerKid, personId, personLabel, jws, nbf, exp, at, approvedBy, revocation } =
    grant;
  const { commands, schedule, tz } = parseGrant(jws).payload;
  const ownerName = ownerKeys.find((owner) => owner.kid === ownerKid)?.name;
  return {
    ...{ jti, door, kid, ownerKid },
    person: { ...(personId === undefined ? {} : { id: personId }), label: personLabel },
    ...(ownerName === undefined ? {} : { ownerName }),
    ...{ commands, nbf, exp, grant: jws, at, approvedBy, state: stateOf(grant, now) },
    ...(schedule === undefined ? {} : { schedule: schedule.map((entry) => ({ ...entry })) }),
    ...(tz === undefined ? {} : { tz }),
    ...(revocation === undefined ? {} : { revocation: { ...revocation } }),
  };
}

/** What a guest is told of a grant of theirs: nothing of who made it. */
export function toGuestView(
  grant: StoredGrant,
  door: Pick<Door, "id" | "name">,
  now: number,
): GuestGrantView {
  const { personLabel: guest, nbf, exp, jws } = grant;
  return { door: { id: door.id, name: door.name }, guest, nbf, exp, grant: jws, state: stateOf(grant, now) };
}

/** A revocation that its door has not confirmed leaves the grant what it is: open. */
export function stateOf({ nbf, exp, revocation }: StoredGrant, now: number): GrantView["state"] {
  const seconds = Math.floor(now / 1000);
  if (seconds >= exp) return "over";
  if (revocation) return revocation.confirmedAt === undefined ? "revocation-asked" : "revoked";
  return seconds < nbf ? "not-yet" : "open";
}
