import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Door password of “{0}”": "Türpasswort von „{0}“",
  "Passwords of {0} doors": "Passwörter von {0} Türen",
  "Door ID: {0}": "Türkennung: {0}",
  "Whoever has this opens the door. Lock it away.": "Wer das hat, öffnet die Tür. Schließen Sie es weg.",
  "Doors of this sitting": "Türen in diesem Durchgang",
  "Print all passwords": "Alle Passwörter drucken",
  "Kept in this page only, and forgotten when you close it.":
    "Nur in dieser Seite, und vergessen, sobald Sie sie schließen.",
  "set up, has opened and locked": "eingerichtet, hat auf- und abgeschlossen",
  "not finished": "nicht fertig",
};
