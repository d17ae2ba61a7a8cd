import type { AlertPage, AlertView } from "@openlock/api";
import type { AuditEntry } from "../src/records/records.ts";
import { createRig, type SignedInPerson, START } from "./management-rig.ts";
import { decodeBody, startSmtp } from "./support/smtp.ts";

export const KID = "k".repeat(43);

export type AlertRig = Awaited<ReturnType<typeof createAlertRig>>;

/** The management rig with a mail server, an owner and a door, and ways to make something happen and see who is told. */
export async function createAlertRig() {
  const smtp = await startSmtp();
  const rig = await createRig({ SMTP_URL: smtp.url, OPENLOCK_URL: "https://lock.example" });
  const owner = await rig.person("owner", { email: "olga@example.org" });
  await rig.records.doors.create({ id: "front", name: "Front", at: START });

  const write = (entry: Partial<AuditEntry>) =>
    rig.services.journal.write({
      at: rig.clock.now,
      actor: { kind: "anonymous" },
      action: "test",
      outcome: "refused",
      ip: "198.51.100.7",
      ...entry,
    });
  // Signed in anew: an access token lasts for 15 minutes, these stories for hours.
  const page = async (by: SignedInPerson, query: string): Promise<AlertPage> => {
    const { token } = await rig.signIn(by.person);
    return (await rig.request<AlertPage>("GET", `/api/alerts${query}`, { token })).body;
  };
  return {
    rig,
    smtp,
    owner,
    write,
    page,
    list: async (by = owner): Promise<readonly AlertView[]> => (await page(by, "")).alerts,

    /** Both nodes look, at the same time, and hand over what they found. */
    async look() {
      await Promise.all(rig.alerts.map((each) => each.look()));
      for (const each of rig.alerts) await each.settled();
    },

    tamper: (door = "front") =>
      write({
        action: "device.event",
        outcome: "done",
        actor: { kind: "device", id: KID, label: door },
        door,
        detail: { event: "tamper", seq: 1, deviceTime: 1 },
      }),

    mailTo: (address: string) =>
      smtp.received.filter(({ to }) => to.includes(address)).map(({ text }) => decodeBody(text)),

    async close() {
      await rig.close();
      await smtp.stop();
    },
  };
}
