import { printSheet } from "../../app/print-sheet.ts";
import { plural, t } from "../../i18n/text.ts";

interface DoorWithPassword {
  readonly id: string;
  readonly name: string;
  readonly password: string;
}

/** Prints one sheet with the passwords of these doors. */
export function printPasswords(doors: readonly DoorWithPassword[]): void {
  const [first] = doors;
  if (!first) return;
  const title = plural(doors.length, {
    one: t`Door password of “${first.name}”`,
    other: t`Passwords of ${doors.length} doors`,
  });
  printSheet(title, (sheet, line) => {
    sheet.append(line("h1", title));
    for (const { id, name, password } of doors) {
      const secret = line("pre", password);
      secret.style.fontSize = doors.length === 1 ? "24pt" : "16pt";
      const part = line("section", "");
      part.style.breakInside = "avoid";
      if (doors.length > 1) part.append(line("h2", name));
      part.append(line("p", t`Door ID: ${id}`), secret);
      sheet.append(part);
    }
    sheet.append(line("p", t`Whoever has this opens the door. Lock it away.`));
  });
}
