import { DeviceFirmware, RsaPublicJwk } from "@openlock/protocol";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Database } from "./database.ts";
import { moveDoor } from "./move-door.ts";
import { OWNERS } from "./people.ts";
import type { BoundDevice, Door, DoorRecords, RegistrationOutcome } from "./records.ts";
import { forgetOldBoard } from "./replace-board.ts";
import type { Schema } from "./schema.ts";

/** Taken by whatever writes what a registration reads. */
const doorLock = (id: string) => `door:${id}`;
const keyLock = (kid: string) => `key:${kid}`;

type DoorRow = Selectable<Schema["doors"]>;

const StoredDevice = z.object({
  kid: z.string(),
  publicKey: z.custom<RsaPublicJwk>((value) => RsaPublicJwk.safeParse(value).success),
  uid: z.string(),
  boot: z.string(),
  firmware: z.custom<DeviceFirmware>((value) => DeviceFirmware.safeParse(value).success),
  boundAt: z.int(),
  registeredAt: z.int(),
});

export function doorRecords({ db, exclusive }: Database): DoorRecords {
  const find = async (id: string) => {
    const row = await db.selectFrom("doors").selectAll().where("id", "=", id).executeTakeFirst();
    return row && toDoor(row);
  };
  return {
    async create({ id, name, at }) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("doors")
        .values({ id, name, created_at: at })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n ? { id, name, createdAt: at } : undefined;
    },

    byId: find,

    async list() {
      return (await db.selectFrom("doors").selectAll().orderBy("name").orderBy("id").execute()).map(toDoor);
    },

    async rename(id, name) {
      await db.updateTable("doors").set({ name }).where("id", "=", id).execute();
      return await find(id);
    },

    remove: (id) =>
      exclusive([doorLock(id)], async (trx) => {
        const { numDeletedRows } = await trx.deleteFrom("doors").where("id", "=", id).executeTakeFirst();
        return numDeletedRows === 1n;
      }),

    move: (move) =>
      exclusive([...[move.from, move.to].sort().map(doorLock), OWNERS], (trx) => moveDoor(trx, move)),

    putClaim: (id, { hash, expiresAt }) =>
      exclusive([doorLock(id)], async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable("doors")
          .set({ claim_hash: hash, claim_expires_at: expiresAt })
          .where("id", "=", id)
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      }),

    register: (asked) =>
      exclusive([doorLock(asked.id), keyLock(asked.kid)], async (trx): Promise<RegistrationOutcome> => {
        const row = await trx.selectFrom("doors").selectAll().where("id", "=", asked.id).executeTakeFirst();
        if (!row) return { outcome: "refused", reason: "no-door" };
        const ban = await trx
          .selectFrom("banned_keys")
          .select("kid")
          .where("kid", "=", asked.kid)
          .executeTakeFirst();
        if (ban) return { outcome: "refused", reason: "key-banned" };

        const renewed = row.kid === asked.kid;
        if (!renewed) {
          const refusal = claimRefusal(row, asked.claimHash, asked.now);
          if (refusal) return { outcome: "refused", reason: refusal };
        }
        const { kid, publicKey, uid, boot, firmware, now } = asked;
        const boundAt = (renewed && toDoor(row).device?.boundAt) || now;
        const device: BoundDevice = { kid, publicKey, uid, boot, firmware, boundAt, registeredAt: now };
        // The claim is used up by the key that it binds, and by the same key coming with it again.
        const usesClaim = !renewed || (asked.claimHash !== undefined && asked.claimHash === row.claim_hash);
        const change = {
          kid,
          device: JSON.stringify(device),
          ...(usesClaim ? { claim_hash: null, claim_expires_at: null } : {}),
        };
        await trx.updateTable("doors").set(change).where("id", "=", asked.id).execute();
        const door = toDoor({ ...row, ...change });
        if (renewed) return { outcome: "renewed", door };
        if (row.kid !== null) await forgetOldBoard(trx, { door: asked.id, at: now });
        return { outcome: "bound", door, ...(row.kid === null ? {} : { replacedKid: row.kid }) };
      }),

    banKey: ({ kid, reason, at }) =>
      exclusive([keyLock(kid)], async (trx) => {
        await trx
          .insertInto("banned_keys")
          .values({ kid, reason, at })
          .onConflict((conflict) => conflict.column("kid").doUpdateSet({ reason, at }))
          .execute();
      }),

    async unbanKey(kid) {
      const { numDeletedRows } = await db.deleteFrom("banned_keys").where("kid", "=", kid).executeTakeFirst();
      return numDeletedRows === 1n;
    },

    bannedKeys: () => db.selectFrom("banned_keys").selectAll().orderBy("at").orderBy("kid").execute(),
  };
}

function claimRefusal(row: DoorRow, claimHash: string | undefined, now: number) {
  if (claimHash === undefined) return "other-key";
  // Hashes of 80 random bits: comparing them tells nothing of the code.
  if (row.claim_hash === null || row.claim_hash !== claimHash) return "claim-wrong";
  if (row.claim_expires_at === null || row.claim_expires_at <= now) return "claim-expired";
  return undefined;
}

function toDoor(row: DoorRow): Door {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    ...(row.claim_expires_at === null || row.claim_expires_at === undefined
      ? {}
      : { claimExpiresAt: row.claim_expires_at }),
    ...(row.device === null || row.device === undefined
      ? {}
      : { device: StoredDevice.parse(JSON.parse(row.device)) }),
  };
}
