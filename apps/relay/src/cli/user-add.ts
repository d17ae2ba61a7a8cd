import { parseArgs } from "node:util";
import { DoorScope, Email, PersonName, Role } from "@openlock/api";
import { z } from "zod";
import { createJournal } from "../audit/group-commit.ts";
import { readConfig } from "../config/config.ts";
import { audited } from "../http/audited.ts";
import { ProblemError } from "../http/problem.ts";
import { createLog } from "../log.ts";
import { openRecords } from "../records/open.ts";
import { recordsOf } from "./records-of.ts";
import { UsageError, type Verb } from "./verb.ts";

const ROLE: Role = "staff";

const NewPerson = z.object({ email: Email, name: PersonName, role: Role, doors: DoorScope });

export const userAdd: Verb = {
  usage: "--email ADDRESS --name NAME …",
  summary: "Adds a person, who then signs in by mail",
  help: `
  --role ROLE   owner, admin, staff or auditor; ${ROLE} where it is not said
  --door ID     a door they may use; again for more. Without it: all doors

It is the way back in where no owner can sign in any more. SQLite belongs to one process: stop the relay that uses it.
`,
  async run(args) {
    const person = personFrom(args);
    const config = readConfig(process.env);
    const records = await openRecords(recordsOf(config));
    const journal = createJournal(records.audit);
    try {
      const { email, role, doors } = person;
      const detail = { email, role, doors: doors.all ? "all" : doors.ids.join(" ") };
      const doing = { actor: { kind: "relay" }, action: "person.create", detail } as const;
      const services = { journal, log: createLog(config), now: Date.now };
      await audited(services, doing, async () => {
        for (const id of doors.all ? [] : doors.ids) {
          if (!(await records.doors.byId(id)))
            throw new ProblemError("door-unknown", `There is no door ${id}.`);
        }
        if (await records.people.create({ ...person, at: Date.now() })) return;
        throw new ProblemError("conflict", `Somebody with the address ${email} is there already.`);
      });
      process.stdout.write(
        `${person.name} <${email}> is ${role}. They sign in with a code sent to that address.\n`,
      );
    } finally {
      await journal.close();
      await records.close();
    }
  },
};

function personFrom(args: readonly string[]): z.infer<typeof NewPerson> {
  const { email, name, role, door } = options(args);
  const doors = door === undefined ? { all: true } : { all: false, ids: door };
  const parsed = NewPerson.safeParse({ email, name, role, doors });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`);
  throw new UsageError(issues.join("\n").replace("--doors", "--door"));
}

function options(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        email: { type: "string" },
        name: { type: "string" },
        role: { type: "string", default: ROLE },
        door: { type: "string", multiple: true },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
