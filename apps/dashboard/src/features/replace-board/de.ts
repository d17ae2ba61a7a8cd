import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "What has to be made again": "Was neu gemacht werden muss",
  "The new board has none. Each owner's browser is made an owner again, under Keys and access.":
    "Die neue Platine hat keine. Jeder Browser eines Besitzers wird unter „Schlüssel und Zugang“ wieder zum Besitzer gemacht.",
  "There is none.": "Es gibt keine.",
  "Keys that people were given": "Vergebene Schlüssel",
  "Each counts again once the owner whose key signed it is an owner at the new board; else give access anew.":
    "Jeder gilt wieder, sobald der Besitzer, dessen Schlüssel ihn unterschrieben hat, auch bei der neuen Platine Besitzer ist; sonst vergeben Sie den Zugang neu.",
  "Keys that were taken back": "Widerrufene Schlüssel",
  "The new board has not heard of it. They show as not confirmed from then on, and the door has to be told once more, or those keys open it again.":
    "Die neue Platine weiß davon nichts. Sie erscheinen dann als nicht bestätigt, und es muss der Tür noch einmal gesagt werden, sonst öffnen diese Schlüssel sie wieder.",
  "There is none that could still count.": "Es gibt keinen, der noch gelten könnte.",
  "The set-up makes a new door password and gives the board Wi-Fi, server and release keys. How long the door stays open, and what it does without connection, are as for a new door: see its settings.":
    "Die Einrichtung erzeugt ein neues Türpasswort und gibt der Platine WLAN, Server und Release-Schlüssel. Wie lange die Tür offen bleibt und was sie ohne Verbindung tut, ist wie bei einer neuen Tür: siehe ihre Einstellungen.",
  "{0}: {1} until {2}": "{0}: {1} bis {2}",
  "Replace the board of {0}": "Platine ersetzen: {0}",
  "What stays, and what does not": "Was bleibt und was nicht",
  "The door keeps its name, its Door ID {0}, its people and its history. Links and QR codes go on.":
    "Die Tür behält ihren Namen, ihre Türkennung {0}, ihre Personen und ihren Verlauf. Links und QR-Codes gelten weiter.",
  "The new board makes a key of its own. Once it has registered, the old key is retired: the old board is refused, also if it comes back.":
    "Die neue Platine erzeugt einen eigenen Schlüssel. Sobald sie sich angemeldet hat, gilt der alte nicht mehr: Die alte Platine wird abgewiesen, auch wenn sie wiederkommt.",
  "The set-up compares the new key over the cable, and this browser signs for it where it has an owner key. Browsers that know that owner go on with one press; others that know the old key send nothing until the new fingerprint was compared there: have it at hand for them.":
    "Die Einrichtung vergleicht den neuen Schlüssel über das Kabel, und dieser Browser unterschreibt dafür, wenn er einen Besitzer-Schlüssel hat. Browser, die diesen Besitzer kennen, machen mit einem Druck weiter; andere, die den alten Schlüssel kennen, senden nichts, bis dort der neue Fingerabdruck verglichen ist: Halten Sie ihn bereit.",
  "The old board still has the Wi-Fi password. Erase it, or destroy it, before it leaves the house.":
    "Die alte Platine hat noch das WLAN-Passwort. Löschen oder zerstören Sie sie, bevor sie das Haus verlässt.",
  "If the old board was stolen, change the Wi-Fi password too. If its key is to be refused everywhere, ban it under Settings.":
    "Wurde die alte Platine gestohlen, ändern Sie auch das WLAN-Passwort. Soll ihr Schlüssel überall abgewiesen werden, sperren Sie ihn unter „Einstellungen“.",
  "Is it the same board, and does it still have its key? Then nothing is lost: set it up again, and choose to keep its identity.":
    "Ist es dieselbe Platine und hat sie ihren Schlüssel noch? Dann geht nichts verloren: Richten Sie sie neu ein und lassen Sie ihr ihre Identität.",
  "The new board is at hand, and I know what has to be made again.":
    "Die neue Platine liegt bereit, und ich weiß, was neu gemacht werden muss.",
  "Set up the new board": "Neue Platine einrichten",
  "Set up the same board again": "Dieselbe Platine neu einrichten",
};
