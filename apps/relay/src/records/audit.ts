import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import type { Database } from "./database.ts";
import type { AuditActor, AuditEntry, AuditRecords, AuditRow } from "./records.ts";
import type { Schema } from "./schema.ts";

const Detail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const Outcome = z.enum(["begun", "done", "refused", "failed"]);

export function auditRecords({ db, exclusive }: Database): AuditRecords {
  return {
    append: (entries) =>
      // In turn on every node: rows of one call stand together, and a reader that saw a row sees all before it.
      exclusive("audit", async (trx) => {
        if (entries.length === 0) throw new RangeError("nothing to append");
        const rows = await trx.insertInto("audit").values(entries.map(toRow)).returning("seq").execute();
        return Math.min(...rows.map(({ seq }) => seq));
      }),

    async list({ door, personId, action, refs, before, limit }) {
      let query = db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(limit);
      if (door !== undefined) query = query.where("door", "=", door);
      if (personId !== undefined)
        query = query.where("actor_kind", "=", "person").where("actor_id", "=", personId);
      if (action !== undefined) query = query.where("action", "=", action);
      if (refs !== undefined) query = query.where("ref", "in", refs).where("outcome", "!=", "refused");
      if (before !== undefined) query = query.where("seq", "<", before);
      return (await query.execute()).map(toAuditRow);
    },

    async commandHashesSince(since) {
      const rows = await db
        .selectFrom("audit")
        .select(["door", "command_hash", "at"])
        .where("at", ">=", since)
        .where("command_hash", "is not", null)
        .execute();
      return rows.flatMap(({ door, command_hash, at }) =>
        door === null || command_hash === null ? [] : [{ door, hash: command_hash, at }],
      );
    },
  };
}

function toRow(entry: AuditEntry): Insertable<Schema["audit"]> {
  const { actor } = entry;
  const named = actor.kind === "person" || actor.kind === "device" ? actor : undefined;
  return {
    at: entry.at,
    actor_kind: actor.kind,
    actor_id: named?.id ?? null,
    actor_label: named?.label ?? null,
    ip: entry.ip ?? null,
    action: entry.action,
    door: entry.door ?? null,
    outcome: entry.outcome,
    code: entry.code ?? null,
    ref: entry.ref ?? null,
    command_hash: entry.commandHash ?? null,
    detail: entry.detail === undefined ? null : JSON.stringify(entry.detail),
  };
}

function toAuditRow(row: Selectable<Schema["audit"]>): AuditRow {
  return {
    seq: row.seq,
    at: row.at,
    actor: toActor(row),
    action: row.action,
    outcome: Outcome.parse(row.outcome),
    ...(row.ip === null ? {} : { ip: row.ip }),
    ...(row.door === null ? {} : { door: row.door }),
    ...(row.code === null ? {} : { code: row.code }),
    ...(row.ref === null ? {} : { ref: row.ref }),
    ...(row.command_hash === null ? {} : { commandHash: row.command_hash }),
    ...(row.detail === null ? {} : { detail: Detail.parse(JSON.parse(row.detail)) }),
  };
}

function toActor({ actor_kind: kind, actor_id, actor_label }: Selectable<Schema["audit"]>): AuditActor {
  if (kind === "person" || kind === "device") return { kind, id: actor_id ?? "", label: actor_label ?? "" };
  return { kind: kind === "relay" ? "relay" : "anonymous" };
}
