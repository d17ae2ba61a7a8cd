import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Your link does not open this door now": "Ihr Link öffnet diese Tür jetzt nicht",
  "Your stay may be over, or your access was taken back. Ask whoever gave you the link.":
    "Vielleicht ist Ihr Aufenthalt vorbei, oder Ihr Zugang wurde widerrufen. Fragen Sie, von wem Sie den Link haben.",
  "This is not the device that your link is for": "Das ist nicht das Gerät, für das Ihr Link gilt",
  "Nothing was sent. Ask whoever gave you the link for a new one.":
    "Es wurde nichts gesendet. Bitten Sie um einen neuen Link, wo Sie diesen bekommen haben.",
  "Yours until {0}": "Für Sie offen bis {0}",
  "Yours from {0} on": "Für Sie offen ab {0}",
  "Your stay ended {0}.": "Ihr Aufenthalt endete am {0}.",
  "Your access was taken back.": "Ihr Zugang wurde widerrufen.",
  "There is no guest’s key here": "Hier ist kein Gast-Schlüssel",
  "Open the whole link that you were given, on the phone that you want to open the door with.":
    "Öffnen Sie den ganzen Link, den Sie bekommen haben, auf dem Telefon, mit dem Sie die Tür öffnen wollen.",
  Guest: "Gast",
  "This link opens nothing any more": "Dieser Link öffnet nichts mehr",
  "Welcome, {0}": "Willkommen, {0}",
  "The key of your link is in this browser now, and was taken out of the address. The server was never told it. Whoever has the link can open the door too, so show it to nobody.":
    "Der Schlüssel Ihres Links ist jetzt in diesem Browser und steht nicht mehr in der Adresse. Der Server hat ihn nie erfahren. Wer den Link hat, kann die Tür auch öffnen: Zeigen Sie ihn niemandem.",
};
