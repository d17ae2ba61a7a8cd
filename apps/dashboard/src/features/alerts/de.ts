import { ALERTS_IN_GERMAN } from "@openlock/api";
import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  ...ALERTS_IN_GERMAN,
  "Recent alerts": "Letzte Meldungen",
  "All quiet: nothing has happened that you should know of.":
    "Alles ruhig: Es ist nichts geschehen, das Sie wissen sollten.",
  "What happened that you should know of, and what to do about it. Newest first.":
    "Was geschehen ist und was zu tun ist. Das Neueste zuerst.",
  None: "Keine",
  "Alerts by mail": "Meldungen per E-Mail",
  "By mail": "Per E-Mail",
  "To {0}. What repeats is told once an hour, with how often.":
    "An {0}. Was sich wiederholt, wird einmal in der Stunde gemeldet, mit der Anzahl.",
  "Choose alerts": "Meldungen wählen",
  "A test is on its way. If it does not come within some minutes, the server's log says why.":
    "Ein Test ist unterwegs. Kommt er nicht in einigen Minuten an, steht im Protokoll des Servers, warum.",
  "You get no alerts by mail.": "Sie bekommen keine Meldungen per E-Mail.",
  "All alerts": "Alle Meldungen",
  "No alerts": "Keine Meldungen",
  "All alerts but {0}": "Alle Meldungen außer {0}",
  "{0} of {1} kinds": "{0} von {1} Arten",
  "of all doors": "aller Türen",
  "of no door": "keiner Tür",
  "of {0}": "von {0}",
  "of {0} doors": "von {0} Türen",
};
