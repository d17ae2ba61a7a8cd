import { audited, type Doing } from "../http/audited.ts";
import type { Services } from "../http/context.ts";

const AT_ONCE = 100;

/**
 * Refuses what somebody who was removed has asked for, and asks to revoke every grant of theirs that may still count: at
 * the door it does, until the door has confirmed a sealed revoke, which a person who holds an owner key must send.
 *
 * @param asked who removed them
 */
export async function takeBackGrants(
  services: Services,
  personId: string,
  asked: Pick<Doing, "actor" | "ip"> & { readonly label: string },
): Promise<void> {
  const { records, now } = services;
  const { label: by, ...who } = asked;
  const reason = "No longer a member";
  for (;;) {
    const open = await records.grantRequests.list({ personId, state: "open", limit: AT_ONCE });
    for (const { id, door, kid, personLabel } of open) {
      const doing = { ...who, action: "grant.refuse", door, detail: { kid, person: personLabel, reason } };
      await audited(services, doing, () => records.grantRequests.refuse(id, { reason, by, at: now() }));
    }
    if (open.length < AT_ONCE) break;
  }
  for (;;) {
    const usableAt = Math.floor(now() / 1000);
    const usable = await records.grants.list({ personId, usableAt, limit: AT_ONCE });
    for (const { door, jti, kid, personLabel } of usable) {
      const doing = { ...who, action: "grant.revoke", door, detail: { jti, kid, person: personLabel } };
      await audited(services, doing, () => records.grants.askRevocation(door, jti, { at: now(), by }));
    }
    if (usable.length < AT_ONCE) break;
  }
}
