import { inScope } from "../events/feed.ts";
import type { AuditFilter, AuditRecords, AuditRow, DoorScope } from "../records/records.ts";

const PAGE = 500;

export type ExportFormat = "csv" | "jsonl";

/** Rows of the audit as text, the newest first, a page at a time. Doors out of `scope` are left out. */
export async function* exportRows(
  audit: Pick<AuditRecords, "list">,
  filter: Omit<AuditFilter, "refs" | "before" | "limit">,
  scope: DoorScope,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === "csv") yield csvLine(Object.keys(CSV_COLUMNS));
  const line = format === "csv" ? csvRow : (row: AuditRow) => `${JSON.stringify(row)}\n`;
  for (let before: number | undefined; ; ) {
    const rows = await audit.list({ ...filter, limit: PAGE, ...(before === undefined ? {} : { before }) });
    const visible = rows.filter(({ door }) => door === undefined || inScope(scope, door));
    if (visible.length > 0) yield visible.map(line).join("");
    before = rows.at(-1)?.seq;
    if (rows.length < PAGE || before === undefined) return;
  }
}

type Cell = string | number | undefined;

const CSV_COLUMNS: Readonly<Record<string, (row: AuditRow) => Cell>> = {
  row: ({ seq }) => seq,
  time: ({ at }) => new Date(at).toISOString(),
  "actor kind": ({ actor }) => actor.kind,
  "actor id": ({ actor }) => ("id" in actor ? actor.id : undefined),
  "actor name": ({ actor }) => ("label" in actor ? actor.label : undefined),
  address: ({ ip }) => ip,
  action: ({ action }) => action,
  door: ({ door }) => door,
  outcome: ({ outcome }) => outcome,
  code: ({ code }) => code,
  reference: ({ ref }) => ref,
  "command hash": ({ commandHash }) => commandHash,
  detail: ({ detail }) => detail && JSON.stringify(detail),
};

function csvRow(row: AuditRow): string {
  return csvLine(Object.values(CSV_COLUMNS).map((cell) => cell(row)));
}

/** RFC 4180. */
function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** What a spreadsheet would take for a formula gets an apostrophe before it, which it shows as text. */
function csvCell(cell: Cell): string {
  if (typeof cell !== "string") return cell === undefined ? "" : String(cell);
  const text = /^\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
