import { randomUUID } from "node:crypto";
import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import type { Database } from "./database.ts";
import type { Website, WebsiteCheck, WebsiteRecords } from "./partners.ts";
import type { Schema } from "./schema.ts";

const State = z.enum(["pending", "active", "warned", "suspended"]);
const Proof = z.enum(["file", "dns", "meta"]);
const Failure = z.record(Proof, z.string());

export function websiteRecords({ db }: Database): WebsiteRecords {
  return {
    async create({ origin, token, at }) {
      const website: Website = {
        id: randomUUID(),
        origin,
        token,
        addedAt: at,
        check: { state: "pending", checks: 0, failedChecks: 0 },
      };
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("websites")
        .values({ id: website.id, origin, token, added_at: at, ...toColumns(website.check) })
        .onConflict((conflict) => conflict.column("origin").doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n ? website : undefined;
    },

    async byId(id) {
      const row = await db.selectFrom("websites").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toWebsite(row);
    },

    async list() {
      const rows = await db.selectFrom("websites").selectAll().orderBy("added_at").orderBy("id").execute();
      return rows.map(toWebsite);
    },

    async remove(id) {
      // The sign-ins at it go with it: the tables cascade.
      const { numDeletedRows } = await db.deleteFrom("websites").where("id", "=", id).executeTakeFirst();
      return numDeletedRows === 1n;
    },

    async takeDue({ now, until, limit }) {
      const rows = await db
        .updateTable("websites")
        .set({ next_check_at: until })
        .where("id", "in", (eb) =>
          eb
            .selectFrom("websites")
            .select("id")
            .where("next_check_at", "<=", now)
            .orderBy("next_check_at")
            .limit(limit),
        )
        // Again: of two nodes that choose the same row, the second waits for the first, and then sees this.
        .where("next_check_at", "<=", now)
        .returningAll()
        .execute();
      return rows.map(toWebsite);
    },

    async recordCheck(id, before, after) {
      const { numUpdatedRows } = await db
        .updateTable("websites")
        .set(toColumns(after))
        .where("id", "=", id)
        .where("checks", "=", before.checks)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

type CheckColumns = Omit<Insertable<Schema["websites"]>, "id" | "origin" | "token" | "added_at">;

function toColumns(check: WebsiteCheck): CheckColumns {
  return {
    state: check.state,
    checks: check.checks,
    checked_at: check.checkedAt ?? null,
    verified_at: check.verifiedAt ?? null,
    proof: check.proof ?? null,
    failing_since: check.failingSince ?? null,
    failed_checks: check.failedChecks,
    failure: check.failure === undefined ? null : JSON.stringify(check.failure),
    next_check_at: check.nextCheckAt ?? null,
  };
}

function toWebsite(row: Selectable<Schema["websites"]>): Website {
  return {
    id: row.id,
    origin: row.origin,
    token: row.token,
    addedAt: row.added_at,
    check: {
      state: State.parse(row.state),
      checks: row.checks,
      failedChecks: row.failed_checks,
      ...(row.checked_at === null ? {} : { checkedAt: row.checked_at }),
      ...(row.verified_at === null ? {} : { verifiedAt: row.verified_at }),
      ...(row.proof === null ? {} : { proof: Proof.parse(row.proof) }),
      ...(row.failing_since === null ? {} : { failingSince: row.failing_since }),
      ...(row.failure === null ? {} : { failure: Failure.parse(JSON.parse(row.failure)) }),
      ...(row.next_check_at === null ? {} : { nextCheckAt: row.next_check_at }),
    },
  };
}
