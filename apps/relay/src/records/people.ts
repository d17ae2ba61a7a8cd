import { randomUUID } from "node:crypto";
import { DoorScope, Language, Role } from "@openlock/api";
import type { Insertable, Kysely, Selectable, Transaction } from "kysely";
import type { Database } from "./database.ts";
import type { NewPerson, PeopleRecords, Person, PersonChange, PersonRights } from "./records.ts";
import type { Schema } from "./schema.ts";

/** Everything that could leave no owner, or that asks who may give what, takes turns. */
export const OWNERS = "owners";
const FIRST_LANGUAGE: Language = "en";

export function peopleRecords({ db, exclusive }: Database): PeopleRecords {
  const where = async (column: "id" | "email", value: string) => {
    const row = await db.selectFrom("people").selectAll().where(column, "=", value).executeTakeFirst();
    return row && toPerson(row);
  };
  return {
    createFirstOwner: ({ email, name, at }) =>
      exclusive([OWNERS], async (trx) => {
        if ((await ownerIds(trx)).length > 0) return undefined;
        const person: Person = {
          id: randomUUID(),
          email,
          name,
          role: "owner",
          doors: { all: true },
          createdAt: at,
          language: FIRST_LANGUAGE,
        };
        await trx.deleteFrom("people").where("email", "=", email).execute();
        await trx.insertInto("people").values(toRow(person)).execute();
        return person;
      }),

    create: (person) => insertPerson(db, person),

    byId: (id) => where("id", id),
    byEmail: (email) => where("email", email),

    async list() {
      return (await db.selectFrom("people").selectAll().orderBy("created_at").orderBy("id").execute()).map(
        toPerson,
      );
    },

    async hasOwner() {
      const owner = await db.selectFrom("people").select("id").where("role", "=", "owner").executeTakeFirst();
      return owner !== undefined;
    },

    update: (id, change, expected) =>
      exclusive([OWNERS], async (trx) => {
        const person = await personIn(trx, id);
        if (!person) return { outcome: "unknown" };
        if (expected && !sameRights(person, expected)) return { outcome: "changed" };
        const changed: Person = { ...person, ...given(change) };
        if (changed.role !== "owner" && (await isLastOwner(trx, id))) return { outcome: "last-owner" };
        await trx.updateTable("people").set(toRow(changed)).where("id", "=", id).execute();
        return { outcome: "done", person: changed };
      }),

    async speaks(id, language) {
      await db.updateTable("people").set({ language }).where("id", "=", id).execute();
    },

    remove: (id, expected) =>
      exclusive([OWNERS], async (trx) => {
        const person = await personIn(trx, id);
        if (!person) return { outcome: "unknown" };
        if (expected && !sameRights(person, expected)) return { outcome: "changed" };
        if (await isLastOwner(trx, id)) return { outcome: "last-owner" };
        // Their sessions go with them: the tables cascade.
        await trx.deleteFrom("people").where("id", "=", id).execute();
        return { outcome: "done", person };
      }),
  };
}

/** @returns undefined where the address is taken. */
export async function insertPerson(
  db: Kysely<Schema>,
  { at, ...given }: NewPerson & Pick<Person, "role" | "doors">,
): Promise<Person | undefined> {
  const person: Person = { id: randomUUID(), ...given, createdAt: at, language: FIRST_LANGUAGE };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("people")
    .values(toRow(person))
    .onConflict((conflict) => conflict.column("email").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? person : undefined;
}

export async function personIn(trx: Transaction<Schema>, id: string): Promise<Person | undefined> {
  const row = await trx.selectFrom("people").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toPerson(row);
}

async function ownerIds(trx: Transaction<Schema>): Promise<readonly string[]> {
  const owners = await trx.selectFrom("people").select("id").where("role", "=", "owner").execute();
  return owners.map(({ id }) => id);
}

async function isLastOwner(trx: Transaction<Schema>, id: string): Promise<boolean> {
  const owners = await ownerIds(trx);
  return owners.length === 1 && owners[0] === id;
}

function given({ name, role, doors }: PersonChange): PersonChange {
  return {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(doors === undefined ? {} : { doors }),
  };
}

function sameRights(person: Person, expected: PersonRights): boolean {
  return person.role === expected.role && JSON.stringify(person.doors) === JSON.stringify(expected.doors);
}

/** A scope as the tables hold it. */
type ScopeColumns = Pick<Schema["people"], "all_doors" | "door_ids">;

export function scopeColumns(doors: Person["doors"]): ScopeColumns {
  return { all_doors: doors.all ? 1 : 0, door_ids: JSON.stringify(doors.all ? [] : doors.ids) };
}

export function toScope({ all_doors: all, door_ids: ids }: ScopeColumns): DoorScope {
  return DoorScope.parse(all === 1 ? { all: true } : { all: false, ids: JSON.parse(ids) });
}

/** Without the language, which is told apart from all else: the table begins with {@link FIRST_LANGUAGE}. */
function toRow({ id, email, name, role, doors, createdAt }: Person): Insertable<Schema["people"]> {
  return {
    id,
    email,
    name,
    role,
    ...scopeColumns(doors),
    created_at: createdAt,
  };
}

export function toPerson(row: Selectable<Schema["people"]>): Person {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: Role.parse(row.role),
    doors: toScope(row),
    createdAt: row.created_at,
    // A newer relay may have written one that this one does not know.
    language: Language.catch(FIRST_LANGUAGE).parse(row.language),
  };
}
