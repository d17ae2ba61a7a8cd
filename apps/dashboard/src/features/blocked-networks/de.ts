import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Blocked addresses": "Gesperrte Adressen",
  "After too many refusals the server keeps an address out for a while. It ends by itself.":
    "Nach zu vielen Abweisungen sperrt der Server eine Adresse für eine Weile. Das endet von selbst.",
  "No address is blocked.": "Keine Adresse ist gesperrt.",
  "Lift block": "Sperrung aufheben",
  "Everybody at {0} can reach the server again, whoever made it block them. If they go on, it blocks them again.":
    "Alle unter {0} erreichen den Server wieder, auch wer die Sperrung ausgelöst hat. Machen sie weiter, sperrt er sie wieder.",
  "tried again and again what it may not": "versuchte immer wieder Unerlaubtes",
  "asked too often, and did not stop": "fragte zu oft an und hörte nicht auf",
  "devices that may not register": "Geräte, die sich nicht anmelden dürfen",
  " · {0} times in a row": " · {0}-mal in Folge",
  "Until {0} · {1}{2}": "Bis {0} · {1}{2}",
};
