type Line = (tag: string, text: string) => HTMLElement;

/** Prints a sheet of its own, not the page around it. @param fill puts on it what is to be read */
export function printSheet(title: string, fill: (sheet: HTMLElement, line: Line) => void): void {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.body.append(frame);
  const sheet = frame.contentDocument;
  const view = frame.contentWindow;
  if (!sheet || !view) return;
  sheet.title = title;
  fill(sheet.body, (tag, text) => {
    const element = sheet.createElement(tag);
    element.textContent = text;
    return element;
  });
  view.addEventListener("afterprint", () => frame.remove(), { once: true });
  view.print();
}
