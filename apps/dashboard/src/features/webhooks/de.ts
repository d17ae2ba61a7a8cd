import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Add webhook": "Webhook hinzufügen",
  "Deliveries to {0}": "Zustellungen an {0}",
  "Tried again for about a day, later and later.":
    "Wird etwa einen Tag lang in wachsenden Abständen versucht.",
  "Nothing has been sent yet. Send a test to see that it arrives.":
    "Es wurde noch nichts gesendet. Senden Sie einen Test, um zu sehen, ob er ankommt.",
  Deliveries: "Zustellungen",
  Delivered: "Zugestellt",
  Waiting: "Wartet",
  "Given up": "Aufgegeben",
  "Next try {0}": "Nächster Versuch {0}",
  "Deliver again": "Noch einmal zustellen",
  Test: "Test",
  "no answer": "keine Antwort",
  "answered {0}": "Antwort {0}",
  "{0}: {1}, after {2} ms": "{0}: {1}, nach {2} ms",
  "Remove webhook": "Webhook entfernen",
  "It gets nothing more, what waits to be delivered included. Its secret is forgotten.":
    "Er bekommt nichts mehr, auch nicht, was noch wartet. Sein Geheimnis wird vergessen.",
  "New secret for {0}?": "Neues Geheimnis für {0}?",
  "Make new secret": "Neues Geheimnis erzeugen",
  "For 24 hours requests are signed with both, so that your program can change over without missing one. After that the present secret is worth nothing.":
    "24 Stunden lang wird mit beiden signiert, damit Ihr Programm umsteigen kann, ohne etwas zu verpassen. Danach ist das jetzige Geheimnis wertlos.",
  "Signing secret": "Signaturgeheimnis",
  "Copy secret": "Geheimnis kopieren",
  "Give it to your program now: it is not shown again. With it, any library for Standard Webhooks tells that a request came from this server and was not changed.":
    "Geben Sie es jetzt Ihrem Programm: Es wird nicht noch einmal gezeigt. Jede Bibliothek für Standard Webhooks erkennt damit, dass eine Anfrage von diesem Server kam und nicht verändert wurde.",
  "https://… Your program answers 2xx when it has taken an alert.":
    "https://… Ihr Programm antwortet 2xx, wenn es eine Meldung angenommen hat.",
  " (off)": " (aus)",
  "More about {0}": "Mehr zu {0}",
  "Change…": "Ändern …",
  "New secret…": "Neues Geheimnis …",
  "Turn off": "Ausschalten",
  "Turn on": "Einschalten",
  "Remove…": "Entfernen …",
  Webhooks: "Webhooks",
  "Alerts as signed HTTPS requests, for your own programs and pagers.":
    "Meldungen als signierte HTTPS-Anfragen, für eigene Programme und Pager.",
  "There is no webhook yet.": "Es gibt noch keinen Webhook.",
};
