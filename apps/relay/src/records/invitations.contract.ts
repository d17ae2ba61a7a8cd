import { describe, expect, it } from "vitest";
import type { Invitation, NewInvitation } from "./invitations.ts";
import type { OpenStore } from "./records.contract.ts";
import type { Person } from "./records.ts";

const AT = 1_800_000_000_000;

/** What every implementation of `InvitationRecords` must do. */
export function describeInvitationRecords(store: OpenStore) {
  describe("invitations", () => {
    const person = async (role: Person["role"] = "admin") => {
      const email = `${store.fresh("i")}@example.org`;
      const made = await store.records.people.create({
        email,
        name: "I",
        at: AT,
        role,
        doors: { all: true },
      });
      if (!made) throw new Error(`${email} is taken`);
      return made;
    };
    const invite = async (more: Partial<NewInvitation> = {}) => {
      const given: NewInvitation = {
        email: `${store.fresh("i")}@example.org`,
        role: "staff",
        doors: { all: true },
        tokenHash: store.fresh("token"),
        invitedBy: more.invitedBy ?? (await person()).id,
        sentAt: AT,
        expiresAt: AT + 1000,
        ...more,
      };
      const made = await store.records.invitations.create(given);
      if (!made) throw new Error("one is open");
      return { ...given, id: made.id };
    };
    const always = () => true;
    const accept = (
      tokenHash: string,
      now = AT,
      mayGive: (by: Person, what: Invitation) => boolean = always,
    ) => store.second.invitations.accept({ tokenHash, name: "New", now, mayGive });

    it("are kept, listed and found by their token", async () => {
      const { tokenHash, ...invitation } = await invite({ doors: { all: false, ids: ["front"] } });
      expect(await store.second.invitations.byId(invitation.id)).toEqual(invitation);
      expect(await store.second.invitations.list()).toContainEqual(invitation);
      expect(await store.second.invitations.find(tokenHash, AT)).toEqual(invitation);
      expect(await store.second.invitations.find("nobody's", AT)).toBe("unknown");
    });

    it("are one for an address, however they come; one that has expired is replaced", async () => {
      const email = `${store.fresh("i")}@example.org`;
      const first = { ...(await invite()), email, sentAt: AT };
      const made = await Promise.all(
        store.both().map((node) => node.invitations.create({ ...first, tokenHash: store.fresh("token") })),
      );
      expect(made.filter((each) => each !== undefined)).toHaveLength(1);
      const later = await store.records.invitations.create({
        ...first,
        tokenHash: store.fresh("token"),
        sentAt: AT + 1000,
        expiresAt: AT + 2000,
      });
      expect(later).toBeDefined();
      const open = (await store.records.invitations.list()).filter((each) => each.email === email);
      expect(open.map(({ id }) => id)).toEqual([later?.id]);
    });

    it("make one person when they are accepted, however often at once", async () => {
      const { tokenHash, email } = await invite({ role: "auditor", doors: { all: false, ids: [] } });
      const outcomes = await Promise.all(
        store
          .both()
          .map((node) => node.invitations.accept({ tokenHash, name: "New", now: AT, mayGive: always })),
      );
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["accepted", ...Array(5).fill("used")]);
      expect(await store.records.people.byEmail(email)).toMatchObject({
        email,
        name: "New",
        role: "auditor",
        doors: { all: false, ids: [] },
        createdAt: AT,
      });
      expect(await store.second.invitations.find(tokenHash, AT)).toBe("used");
    });

    it("say why they are over", async () => {
      const withdrawn = await invite();
      expect(await store.records.invitations.withdraw(withdrawn.id)).toBe(true);
      expect(await store.second.invitations.withdraw(withdrawn.id)).toBe(false);
      expect(await accept(withdrawn.tokenHash)).toEqual({ outcome: "withdrawn" });
      const timed = await invite();
      expect(await accept(timed.tokenHash, AT + 1000)).toEqual({ outcome: "expired" });
      expect(await accept("nobody's")).toEqual({ outcome: "unknown" });
      expect(await store.records.people.byEmail(timed.email)).toBeUndefined();
    });

    it("have a new token when they are sent again, and the one before is nobody's", async () => {
      const first = await invite();
      const by = await person();
      const tokenHash = store.fresh("token");
      const sent = { tokenHash, invitedBy: by.id, sentAt: AT + 500, expiresAt: AT + 1500 };
      expect(await store.records.invitations.renew(first.id, sent)).toMatchObject({
        id: first.id,
        invitedBy: by.id,
        expiresAt: AT + 1500,
      });
      expect(await accept(first.tokenHash)).toEqual({ outcome: "unknown" });
      expect(await accept(tokenHash, AT + 1499)).toMatchObject({ outcome: "accepted" });
      expect(await store.records.invitations.renew(first.id, sent)).toBeUndefined();
    });

    it("are void where whoever sent them is gone or may not give it any more, or a door is gone", async () => {
      const by = await person();
      const { tokenHash } = await invite({ invitedBy: by.id });
      const seen: Person[] = [];
      const refused = await accept(tokenHash, AT, (inviter) => {
        seen.push(inviter);
        return false;
      });
      expect(refused).toEqual({ outcome: "void" });
      expect(seen).toEqual([by]);
      await store.records.people.remove(by.id);
      expect(await accept(tokenHash)).toEqual({ outcome: "void" });
      const door = store.fresh("door");
      await store.records.doors.create({ id: door, name: "D", at: AT });
      const ofDoor = await invite({ doors: { all: false, ids: [door] } });
      await store.records.doors.remove(door);
      expect(await accept(ofDoor.tokenHash)).toEqual({ outcome: "void" });
    });

    it("see whoever sent them as they are, also when they are demoted at the same time", async () => {
      const by = await person("owner");
      const { tokenHash, email } = await invite({ invitedBy: by.id });
      const [, answer] = await Promise.all([
        store.records.people.update(by.id, { role: "staff" }),
        accept(tokenHash, AT, (inviter) => inviter.role === "owner"),
      ]);
      const joined = await store.records.people.byEmail(email);
      expect(joined !== undefined).toBe(answer.outcome === "accepted");
      // Whichever came first, nobody joins afterwards.
      expect((await accept(tokenHash, AT, (inviter) => inviter.role === "owner")).outcome).not.toBe(
        "accepted",
      );
    });

    it("make nobody twice", async () => {
      const { email } = await person();
      const { tokenHash } = await invite({ email });
      expect(await accept(tokenHash)).toEqual({ outcome: "address-taken" });
    });
  });
}
