import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Doors, pages, people, actions": "Türen, Seiten, Personen, Aktionen",
  "Doors, pages, people, actions…": "Türen, Seiten, Personen, Aktionen …",
  Found: "Gefunden",
  "Nothing is called that.": "Nichts heißt so.",
  "{0} found. Enter: {1}": "{0} gefunden. Eingabetaste: {1}",
  Actions: "Aktionen",
  Pages: "Seiten",
  "emergency lock all": "notfall alle abschließen",
  end: "beenden",
  "new set up": "neu einrichten",
  "Unlock {0}…": "{0} aufschließen …",
  "Lift lockdown of {0}…": "Sperre von {0} aufheben …",
  "Lock down {0}…": "{0} sperren …",
  access: "zugang",
  "passkey sign-ins sound": "passkey anmeldungen ton",
  "History of {0}": "Verlauf von {0}",
};
