import type { Selectable } from "kysely";
import type { Database } from "./database.ts";
import { parsePublicKey } from "./public-key.ts";
import type { Release, ReleaseRecords } from "./release-records.ts";
import type { Schema } from "./schema.ts";

/** Taken by whoever adds or removes a release, or begins a rollout of one. */
export const RELEASES = "releases";
const KEYS = "release-keys";
/** States of a rollout that is over. */
export const OVER = ["stopped", "done"];

export function releaseRecords({ db, exclusive }: Database): ReleaseRecords {
  return {
    async begin(release, staleBefore) {
      await db
        .deleteFrom("releases")
        .where("state", "=", "uploading")
        .where("at", "<", staleBefore)
        .execute();
      await db.insertInto("releases").values(toRow(release)).execute();
    },

    async putChunk(release, number, bytes) {
      await db.insertInto("image_chunks").values({ release, number, bytes }).execute();
    },

    finish: (id) =>
      exclusive([RELEASES], async (trx) => {
        const row = await trx
          .selectFrom("releases")
          .select("manifest")
          .where("id", "=", id)
          .executeTakeFirst();
        if (!row) return "unknown";
        const same = await trx
          .selectFrom("releases")
          .select("id")
          .where("state", "=", "whole")
          .where("manifest", "=", row.manifest)
          .executeTakeFirst();
        if (same) {
          await trx.deleteFrom("releases").where("id", "=", id).execute();
          return "taken";
        }
        await trx.updateTable("releases").set({ state: "whole" }).where("id", "=", id).execute();
        return "done";
      }),

    async abort(id) {
      await db.deleteFrom("releases").where("id", "=", id).where("state", "=", "uploading").execute();
    },

    async list() {
      const rows = await db
        .selectFrom("releases")
        .selectAll()
        .where("state", "=", "whole")
        .orderBy("at", "desc")
        .orderBy("id")
        .execute();
      return rows.map(toRelease);
    },

    async byId(id) {
      const row = await db
        .selectFrom("releases")
        .selectAll()
        .where("id", "=", id)
        .where("state", "=", "whole")
        .executeTakeFirst();
      return row && toRelease(row);
    },

    async chunk(id, number) {
      const row = await db
        .selectFrom("image_chunks")
        .innerJoin("releases", "releases.id", "image_chunks.release")
        .select("image_chunks.bytes")
        .where("image_chunks.release", "=", id)
        .where("image_chunks.number", "=", number)
        .where("releases.state", "=", "whole")
        .executeTakeFirst();
      // SQLite's thread hands an ArrayBuffer over.
      return row && new Uint8Array(row.bytes);
    },

    remove: (id) =>
      exclusive([RELEASES], async (trx) => {
        const user = await trx
          .selectFrom("rollouts")
          .select("id")
          .where("release", "=", id)
          .where("state", "not in", OVER)
          .executeTakeFirst();
        if (user) return "in-use";
        const { numDeletedRows } = await trx
          .deleteFrom("releases")
          .where("id", "=", id)
          .where("state", "=", "whole")
          .executeTakeFirst();
        return numDeletedRows === 1n ? "done" : "unknown";
      }),

    async keys() {
      const rows = await db.selectFrom("release_keys").selectAll().orderBy("at").orderBy("kid").execute();
      return rows.map(({ kid, public_key, name, at }) => ({
        kid,
        key: parsePublicKey(public_key),
        name,
        at,
      }));
    },

    putKey: ({ kid, key, name, at }, max) =>
      exclusive([KEYS], async (trx) => {
        const others = await trx.selectFrom("release_keys").select("kid").where("kid", "!=", kid).execute();
        if (others.length >= max) return "full";
        await trx
          .insertInto("release_keys")
          .values({ kid, public_key: JSON.stringify(key), name, at })
          .onConflict((conflict) => conflict.column("kid").doUpdateSet({ name }))
          .execute();
        return "done";
      }),

    async removeKey(kid) {
      const { numDeletedRows } = await db
        .deleteFrom("release_keys")
        .where("kid", "=", kid)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}

function toRow(release: Release): Schema["releases"] {
  const { minimum = null, allowDowngrade = null, signedAt, checked, uploadedBy, ...same } = release;
  return {
    ...same,
    minimum,
    allow_downgrade: allowDowngrade,
    signed_at: signedAt,
    checked: checked ? 1 : 0,
    state: "uploading",
    uploaded_by: uploadedBy,
  };
}

function toRelease(row: Selectable<Schema["releases"]>): Release {
  const { id, manifest, version, chip, size, sha256, kid, at } = row;
  return {
    ...{ id, manifest, version, chip, size, sha256, kid, at },
    ...(row.minimum === null ? {} : { minimum: row.minimum }),
    ...(row.allow_downgrade === null ? {} : { allowDowngrade: row.allow_downgrade }),
    signedAt: row.signed_at,
    checked: row.checked === 1,
    uploadedBy: row.uploaded_by,
  };
}
