import { execFileSync } from "node:child_process";
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Command, tied } from "./tied.ts";

const DEBIAN = "/usr/lib/postgresql";
/** Puts the files of an empty database into `dir`. @returns where they are */
export function postgresData(dir: string): string {
  const data = join(dir, "data");
  own(dir);
  const [program, ...args] = unprivileged("cp", ["-r", template(), data]);
  execFileSync(program, args, { cwd: dir });
  return data;
}

export function postgresServer(how: {
  readonly data: string;
  readonly port: number;
  readonly sockets: string;
  readonly fsync: boolean;
}): Command {
  const { data, port, sockets, fsync } = how;
  const args = ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", sockets, ...(fsync ? [] : ["-F"])];
  return unprivileged(postgresProgram("postgres"), args);
}

/** Where one of PostgreSQL's own programs is. */
export function postgresProgram(name: string): string {
  return join(programs(), name);
}

/** What initdb makes takes it two seconds; it is made once on a machine, for copies of it serve as well. */
function template(): string {
  const made = join(tmpdir(), `openlock-initdb-${owner().uid}-${programs().replaceAll("/", "-")}`);
  if (existsSync(made) && statSync(made).uid === owner().uid) return made;
  const dir = mkdtempSync(join(tmpdir(), "openlock-initdb-"));
  own(dir);
  const settings = ["-U", "openlock", "-A", "trust", "-N", "--locale=C", "-E", "UTF8"];
  const [program, ...args] = unprivileged(postgresProgram("initdb"), ["-D", join(dir, "data"), ...settings]);
  execFileSync(program, args, { cwd: dir, stdio: ["ignore", "ignore", "inherit"] });
  try {
    renameSync(join(dir, "data"), made);
  } catch (error) {
    // Another test was faster.
    if (!existsSync(made)) throw error;
  }
  rmSync(dir, { recursive: true, force: true });
  return made;
}

/** Where initdb and postgres are: the newest of Debian's, which are not on the PATH, else the PATH's. */
function programs(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const debian = versions.map((version) => join(DEBIAN, version, "bin"));
  const found = [...debian, ...(process.env.PATH ?? "").split(delimiter)].find((dir) =>
    ["initdb", "postgres"].every((name) => runs(join(dir, name))),
  );
  if (found === undefined) throw new Error("PostgreSQL is not installed: the package `postgresql` has it.");
  return found;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(program: string, args: readonly string[]): Command {
  return tied([program, ...args], isRoot() ? "postgres" : undefined);
}

function owner(): { readonly uid: number; readonly gid: number } {
  if (!isRoot()) return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"]).toString());
  return { uid: id("-u"), gid: id("-g") };
}

function own(dir: string): void {
  if (isRoot()) chownSync(dir, owner().uid, owner().gid);
}
