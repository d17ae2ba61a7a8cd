import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Keys of {0}": "Schlüssel von {0}",
  "This browser's key": "Der Schlüssel dieses Browsers",
  "With a key of your own you need no door password. It never leaves this browser, and whoever gives it access can take that back from you alone.":
    "Mit einem eigenen Schlüssel brauchen Sie kein Türpasswort. Er verlässt diesen Browser nie, und wer ihm Zugang gibt, kann ihn Ihnen allein wieder nehmen.",
  "Make a key": "Schlüssel erzeugen",
  "This browser keeps no keys, perhaps because this window is private.":
    "Dieser Browser bewahrt keine Schlüssel auf, vielleicht weil dieses Fenster privat ist.",
  "There is no door for you yet.": "Es gibt noch keine Tür für Sie.",
  "There is no key of yours in this browser yet.":
    "In diesem Browser gibt es noch keinen Schlüssel von Ihnen.",
  "Read this out to whoever gives you access:": "Lesen Sie dies vor, wenn Ihnen jemand Zugang gibt:",
  "Asked; nobody has answered yet": "Angefragt; noch hat niemand geantwortet",
  "Ask for access to {0}": "Zugang zu {0} anfragen",
  "Ask for access": "Zugang anfragen",
  "Refused: {0}": "Abgelehnt: {0}",
  "without a reason": "ohne Grund",
  "No access by this key": "Kein Zugang mit diesem Schlüssel",
  "Each may do anything at this door and give access to it. As this server was told; the door has a list of its own.":
    "Jeder darf an dieser Tür alles und kann Zugang zu ihr geben. So wurde es diesem Server gesagt; die Tür hat ihre eigene Liste.",
  "Change owner keys": "Besitzer-Schlüssel ändern",
  "There is no owner key yet. Make this browser an owner to give people access by keys of their own.":
    "Es gibt noch keinen Besitzer-Schlüssel. Machen Sie diesen Browser zum Besitzer, um Personen Zugang mit eigenen Schlüsseln zu geben.",
  "{0} (this browser) · since {1}": "{0} (dieser Browser) · seit {1}",
  "{0} · since {1}": "{0} · seit {1}",
};
