import { printSheet } from "../../app/print-sheet.ts";

/** Prints a sheet with a door's password. */
export function printDoorPassword(password: string, door: { id: string; name: string }): void {
  printSheet(`Door password: ${door.name}`, (sheet, line) => {
    const secret = line("pre", password);
    secret.style.fontSize = "24pt";
    sheet.append(
      line("h1", `Door password of “${door.name}”`),
      line("p", `Door ID: ${door.id}`),
      secret,
      line("p", "Whoever has this opens the door. Lock it away."),
    );
  });
}
