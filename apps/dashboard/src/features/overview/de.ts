import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Chosen doors": "Ausgewählte Türen",
  "{0} chosen": "{0} ausgewählt",
  "Restart…": "Neu starten …",
  "Choose none": "Auswahl aufheben",
  "Restart {0}?": "{0} neu starten?",
  "Each is away for some seconds, and locks meanwhile unless it is set to stay free when it has no connection.":
    "Jede ist einige Sekunden nicht erreichbar und bleibt so lange abgeschlossen, außer sie soll ohne Verbindung offen sein.",
  State: "Zustand",
  Signal: "Signal",
  "Last seen": "Zuletzt gehört",
  Alarms: "Auffällig",
  "No door is like this.": "Keine Tür passt dazu.",
  "Choose all that are shown": "Alle gezeigten auswählen",
  "Choose {0}": "{0} auswählen",
  "Battery low": "Batterie schwach",
  "Update waiting": "Update bereit",
  "Which doors are shown": "Welche Türen gezeigt werden",
};
