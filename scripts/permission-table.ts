import { fileURLToPath } from "node:url";
import { PERMISSIONS, type Permission } from "../apps/relay/src/identity/permissions.ts";

export const DOCUMENT = fileURLToPath(new URL("../docs/management-api.md", import.meta.url));

const ROLES = ["owner", "admin", "staff", "auditor"] as const;
const BEGIN = "<!-- Made from the table in the code by: pnpm run docs:permissions -->\n";
const END = "<!-- So far made -->\n";

/** The document with the table of who may do what as the relay has it now. */
export function withPermissions(document: string): string {
  const [before, rest] = document.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) throw new Error(`no place for the table: ${BEGIN}${END}`);
  return before + BEGIN + permissionTable() + END + after;
}

function permissionTable(): string {
  const head = ["route", ...ROLES, "others"];
  return [head, head.map(() => "---"), ...PERMISSIONS.map(cells)].map(row).join("");
}

function cells(permission: Permission): readonly string[] {
  const { method, path, who } = permission;
  const marks = ROLES.map((role) => (typeof who === "object" && who.roles.includes(role) ? "yes" : ""));
  return [`\`${method} ${path}\``, ...marks, others(permission)];
}

function others({ who, websites, apiKeys, guests }: Permission): string {
  const scope = typeof who === "object" && who.door === "in-scope" ? ["doors in their scope"] : [];
  return [
    ...(typeof who === "object" ? scope : [who.replace("-", " ")]),
    ...(websites ? ["websites"] : []),
    ...(apiKeys ? [`API keys for \`${apiKeys}\``] : []),
    ...(guests ? ["guests, doors of theirs"] : []),
  ].join("; ");
}

function row(columns: readonly string[]): string {
  return `|${columns.map((column) => (column === "" ? " " : ` ${column} `)).join("|")}|\n`;
}
