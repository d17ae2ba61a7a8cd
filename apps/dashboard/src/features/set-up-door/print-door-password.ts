/** Prints a sheet with a door's password, from a frame of its own: not the page around it. */
export function printDoorPassword(password: string, door: { id: string; name: string }): void {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.body.append(frame);
  const sheet = frame.contentDocument;
  const view = frame.contentWindow;
  if (!sheet || !view) return;
  sheet.title = `Door password: ${door.name}`;
  sheet.body.append(
    line(sheet, "h1", `Door password of “${door.name}”`),
    line(sheet, "p", `Door ID: ${door.id}`),
    line(sheet, "pre", password),
    line(sheet, "p", "Whoever has this opens the door. Lock it away."),
  );
  for (const element of sheet.querySelectorAll("pre")) element.style.fontSize = "24pt";
  view.addEventListener("afterprint", () => frame.remove(), { once: true });
  view.print();
}

function line(sheet: Document, tag: string, text: string): HTMLElement {
  const element = sheet.createElement(tag);
  element.textContent = text;
  return element;
}
