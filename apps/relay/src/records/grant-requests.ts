import type { Selectable, Transaction } from "kysely";
import { z } from "zod";
import type { Database } from "./database.ts";
import type { GrantRequest, GrantRequestRecords } from "./grant-records.ts";
import { insertGrant } from "./grants.ts";
import { parsePublicKey } from "./public-key.ts";
import type { Schema } from "./schema.ts";

const State = z.enum(["open", "approved", "refused"]);
type RequestRow = Selectable<Schema["grant_requests"]>;

/** Taken by whatever decides a request. */
const requestLock = (id: number) => `grant-request:${id}`;

export function grantRequestRecords({ db, exclusive }: Database): GrantRequestRecords {
  return {
    create: ({ door, kid, key, personId, personLabel, note, at }, maxOpen) =>
      exclusive([`grant-requests-of:${personId}`], async (trx) => {
        const open = await trx
          .selectFrom("grant_requests")
          .selectAll()
          .where("person_id", "=", personId)
          .where("state", "=", "open")
          .execute();
        const same = open.find((row) => row.door === door && row.kid === kid);
        if (same) return toRequest(same);
        if (open.length >= maxOpen) return undefined;
        const row = {
          ...{ door, kid, public_key: JSON.stringify(key), person_id: personId, person_label: personLabel },
          ...{ note, at, state: "open" },
        };
        const { id } = await trx
          .insertInto("grant_requests")
          .values(row)
          .returning("id")
          .executeTakeFirstOrThrow();
        return { id, door, kid, key, personId, personLabel, note, at, state: "open" } as const;
      }),

    async byId(id) {
      const row = await db.selectFrom("grant_requests").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toRequest(row);
    },

    async list({ doors, personId, state, before, limit }) {
      if (doors && !doors.all && doors.ids.length === 0) return [];
      let query = db.selectFrom("grant_requests").selectAll().orderBy("id", "desc").limit(limit);
      if (doors && !doors.all) query = query.where("door", "in", doors.ids);
      if (personId !== undefined) query = query.where("person_id", "=", personId);
      if (state !== undefined) query = query.where("state", "=", state);
      if (before !== undefined) query = query.where("id", "<", before);
      return (await query.execute()).map(toRequest);
    },

    approve: (id, grant) =>
      exclusive([requestLock(id), `grant:${grant.jti}`], async (trx) => {
        const row = await undecided(trx, id);
        if (typeof row === "string") return row;
        const { door, kid, person_id: personId, person_label: personLabel } = row;
        if (!(await insertGrant(trx, { ...grant, door, kid, personId, personLabel }))) return "jti-taken";
        await decide(trx, id, { state: "approved", decided_at: grant.at, decided_by: grant.approvedBy });
        return "done";
      }),

    refuse: (id, { reason, by, at }) =>
      exclusive([requestLock(id)], async (trx) => {
        const row = await undecided(trx, id);
        if (typeof row === "string") return row;
        await decide(trx, id, { state: "refused", decided_at: at, decided_by: by, reason });
        return "done";
      }),
  };
}

async function undecided(trx: Transaction<Schema>, id: number): Promise<RequestRow | "unknown" | "decided"> {
  const row = await trx.selectFrom("grant_requests").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) return "unknown";
  return row.state === "open" ? row : "decided";
}

async function decide(
  trx: Transaction<Schema>,
  id: number,
  change: { state: GrantRequest["state"]; decided_at: number; decided_by: string; reason?: string },
): Promise<void> {
  await trx.updateTable("grant_requests").set(change).where("id", "=", id).execute();
}

function toRequest(row: RequestRow): GrantRequest {
  return {
    id: row.id,
    door: row.door,
    kid: row.kid,
    key: parsePublicKey(row.public_key),
    personId: row.person_id,
    personLabel: row.person_label,
    note: row.note,
    at: row.at,
    state: State.parse(row.state),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}
