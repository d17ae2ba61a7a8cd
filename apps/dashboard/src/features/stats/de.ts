import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  Time: "Zeit",
  "24 hours": "24 Stunden",
  "7 days": "7 Tage",
  "30 days": "30 Tage",
  "As a table": "Als Tabelle",
  "{0} ms": "{0} ms",
  "{0} s": "{0} s",
  "Opened, by hour": "Geöffnet, je Stunde",
  "Opened, by day": "Geöffnet, je Tag",
  "No lock was opened in this time.": "In dieser Zeit wurde kein Schloss geöffnet.",
  Once: "Einmal",
  "{0} times": "{0}-mal",
  "{0} in all; most at {1}: {2}.": "Insgesamt: {0}; am meisten {1}: {2}.",
  Hour: "Stunde",
  Day: "Tag",
  Opened: "Geöffnet",
  "Time to the door's answer": "Zeit bis zur Antwort der Tür",
  "From a command's arrival at the server to the door's answer. Slowest at {0}: 95 % within {1}.":
    "Von der Ankunft eines Befehls beim Server bis zur Antwort der Tür. Am langsamsten {0}: 95 % innerhalb von {1}.",
  "No door was asked anything in this time.": "In dieser Zeit wurde keine Tür etwas gefragt.",
  "Half of all (p50)": "Die Hälfte (p50)",
  "95 % of all (p95)": "95 % aller (p95)",
  "As this server saw it. {0} of {1} doors were connected all the time.":
    "Wie dieser Server es sah. {0} von {1} Türen waren die ganze Zeit verbunden.",
  "Nothing is known from before {0}.": "Aus der Zeit vor {0} ist nichts bekannt.",
  "Here are the {0} that were away most.": "Hier sind die {0}, die am meisten weg waren.",
};
