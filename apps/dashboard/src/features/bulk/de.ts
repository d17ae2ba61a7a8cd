import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  Show: "Zeigen",
  "Doors that have answered": "Türen, die geantwortet haben",
  "Doors that have not done it": "Türen, die es nicht getan haben",
  "Try again at {0}": "Noch einmal: {0}",
  Hide: "Ausblenden",
  "Door password of {0}": "Türpasswort von: {0}",
  "Each of them is asked with it, sealed to it alone; it is kept in this browser for those that take it.":
    "Jede wird damit gefragt, nur für sie versiegelt; für die Türen, die es annehmen, bleibt es in diesem Browser.",
  "Not the password of every door. After five wrong ones a door takes none for a while.":
    "Nicht bei jeder Tür das richtige Passwort. Nach fünf falschen nimmt eine Tür eine Weile keines an.",
  "Use it": "Verwenden",
  "Use it at {0}": "Verwenden bei: {0}",
  "Doors with another password are asked for again.":
    "Nach Türen mit einem anderen Passwort wird noch einmal gefragt.",
  Restarting: "Startet neu",
  "Waiting for its turn": "Wartet, bis sie an der Reihe ist",
  "It did not take that password": "Hat dieses Passwort nicht angenommen",
  "It wants its door password": "Braucht ihr Türpasswort",
  "{0}: {1} of {2} answered": "{0}: {1} von {2} haben geantwortet",
  "{0}: {1} of {2}. Not yet: {3}": "{0}: {1} von {2}. Noch nicht: {3}",
  "{0}: all {1}": "{0}: alle {1}",
};
