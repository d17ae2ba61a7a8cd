import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Board log": "Protokoll der Platine",
  "Passwords and keys are taken out, here and in the file.":
    "Passwörter und Schlüssel sind entfernt, hier und in der Datei.",
  "Download log": "Protokoll herunterladen",
};
