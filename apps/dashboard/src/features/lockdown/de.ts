import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Doors to choose from": "Türen zur Auswahl",
  "What to do": "Was soll geschehen?",
  "A door in lockdown locks at once and unlocks for nobody until an owner or admin lifts it. It does not stop people from leaving where the lock opens from inside.":
    "Eine gesperrte Tür schließt sofort ab und lässt sich von niemandem aufschließen, bis ein Besitzer oder Admin die Sperre aufhebt. Wo das Schloss von innen aufgeht, hindert sie niemanden am Hinausgehen.",
  "The doors stay locked, and can be unlocked again as before.":
    "Die Türen bleiben abgeschlossen und lassen sich wieder wie vorher aufschließen.",
  "Which doors": "Welche Türen?",
  "Only some": "Nur einige",
  "No door says that it is in lockdown. One that is away may be: choose it.":
    "Keine Tür meldet eine Sperre. Eine Tür ohne Verbindung kann trotzdem gesperrt sein: Wählen Sie sie aus.",
  "There is no door with a device yet.": "Es gibt noch keine Tür mit einem Gerät.",
  "Lock down {0}": "{0} sperren",
  "Lift at {0}": "Sperre aufheben: {0}",
  "All doors ({0})": "Alle Türen ({0})",
  "All in lockdown ({0})": "Alle gesperrten ({0})",
};
