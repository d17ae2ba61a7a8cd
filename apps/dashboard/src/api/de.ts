import type { Catalogue } from "../i18n/catalogue.ts";

export const de: Catalogue = {
  "The server does not answer. Check your connection; then try again.":
    "Der Server antwortet nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  "The server cannot be reached just now ({0}). Try again in a minute.":
    "Der Server ist gerade nicht erreichbar ({0}). Versuchen Sie es in einer Minute noch einmal.",
  "The server refused this ({0}).": "Der Server hat das abgelehnt ({0}).",
  "You are signed out. Sign in again.": "Sie sind abgemeldet. Melden Sie sich wieder an.",

  // By the problem's code.
  "problem|unauthenticated": "Sie sind abgemeldet. Melden Sie sich wieder an.",
  "problem|forbidden": "Das dürfen Sie nicht. Ein Besitzer kann das ändern.",
  "problem|key-banned":
    "Der Schlüssel des Geräts dieser Tür ist gesperrt. Ein Admin kann die Sperrung aufheben oder die Tür neu einrichten.",
  "problem|blocked":
    "Aus Ihrem Netz wurde zu viel abgewiesen; es ist für eine Weile gesperrt. Ein Besitzer oder Admin kann das aufheben.",
  "problem|door-unknown": "Diese Tür gibt es nicht, oder Sie dürfen sie nicht benutzen.",
  "problem|not-registered":
    "Für diese Tür hat sich noch kein Gerät angemeldet. Richten Sie zuerst eines ein.",
  "problem|malformed": "Daran passt etwas nicht ({0})",
  "problem|key-changed":
    "Die Tür hat einen anderen Schlüssel als den, für den der Befehl versiegelt ist. Vergleichen Sie den Fingerabdruck, bevor Sie ihm vertrauen.",
  "problem|replayed": "Genau dieser Befehl wurde schon einmal gesendet. Versuchen Sie es noch einmal.",
  "problem|stale": "Der Befehl ist zu alt, oder die Uhr dieses Geräts geht falsch.",
  "problem|rate-limited": "Zu viel auf einmal. Warten Sie etwas und versuchen Sie es dann noch einmal.",
  "problem|door-offline": "Die Tür ist nicht verbunden. Prüfen Sie Strom und WLAN.",
  "problem|device-timeout":
    "Die Tür hat nicht rechtzeitig geantwortet. Ob sie etwas getan hat, ist nicht bekannt: Sehen Sie nach oder fragen Sie ihren Zustand ab.",
  "problem|not-found": "Das gibt es nicht mehr. Vielleicht hat es jemand entfernt.",
  "problem|method-not-allowed": "Das nimmt der Server hier nicht an.",
  "problem|conflict": "Das gibt es schon, oder es wurde inzwischen geändert. Sehen Sie noch einmal nach.",
  "problem|last-owner": "Das ist der letzte Besitzer. Machen Sie zuerst jemand anderen zum Besitzer.",
  "problem|too-large": "Das ist zu groß.",
  "problem|unsupported-media-type": "Das nimmt der Server in dieser Form nicht an.",
  "problem|code-wrong": "Das ist nicht der Code aus der neuesten E-Mail. Prüfen Sie die Ziffern.",
  "problem|code-expired":
    "Dieser Code passt nicht mehr: Er ist zu alt, schon benutzt oder zu oft falsch eingegeben. Fordern Sie einen neuen an.",
  "problem|passkey-refused":
    "Dieser Passkey wird hier nicht angenommen; vielleicht wurde er entfernt. Melden Sie sich mit einem Code per E-Mail an.",
  "problem|passkey-expired":
    "Das hat zu lange gedauert oder wurde doppelt gesendet. Versuchen Sie es noch einmal.",
  "problem|passkeys-unavailable":
    "Unter der Adresse dieses Servers gehen Passkeys nicht: Sie brauchen einen Namen und HTTPS. Melden Sie sich mit einem Code per E-Mail an.",
  "problem|set-up-done":
    "Dieser Server hat schon einen Besitzer. Melden Sie sich an, oder lassen Sie sich einladen.",
  "problem|invitation-unknown":
    "Dieser Link führt nirgendwohin. Öffnen Sie den ganzen Link aus der neuesten E-Mail; ältere gelten nicht mehr, wenn neu gesendet wurde.",
  "problem|invitation-withdrawn":
    "Diese Einladung wurde zurückgezogen. Wenn Sie das für einen Irrtum halten, fragen Sie, wer Sie eingeladen hat.",
  "problem|invitation-expired":
    "Diese Einladung galt sieben Tage. Bitten Sie, wer Sie eingeladen hat, sie neu zu senden.",
  "problem|invitation-used": "Diese Einladung wurde schon angenommen. Melden Sie sich an.",
  "problem|invitation-void":
    "Wer diese Einladung gesendet hat, darf das nicht mehr vergeben, oder eine der Türen ist weg. Bitten Sie einen Besitzer, Sie einzuladen.",
  "problem|mail-failed":
    "Die E-Mail ließ sich nicht senden. Versuchen Sie es noch einmal; bleibt es so, prüfen Sie die E-Mail-Einstellungen des Servers.",
  "problem|release-refused": "Die Version wurde nicht angenommen ({0})",
  "problem|store-unavailable": "Der Server kann das gerade nicht. Versuchen Sie es bald noch einmal.",
  "problem|shutting-down": "Der Server wird gerade neu gestartet. Versuchen Sie es gleich noch einmal.",
  "problem|internal": "Daran ist der Server gescheitert. In seinem Protokoll steht, warum.",

  // Word for word, where the code alone would say too little.
  "This set-up link is not the newest one. The relay prints a new one in its log each time it starts.":
    "Dieser Link ist nicht der neueste. Der Server schreibt bei jedem Start einen neuen in sein Protokoll.",
  "Somebody with this address is here already.": "Mit dieser Adresse ist schon jemand hier.",
  "Somebody with this address is here already. Sign in instead.":
    "Mit dieser Adresse ist schon jemand hier. Melden Sie sich an.",
  "This address has an invitation already. Send that one again, or withdraw it first.":
    "Diese Adresse hat schon eine Einladung. Senden Sie sie neu, oder ziehen Sie sie zuerst zurück.",
  "A door of this invitation is not there. Choose the doors anew.":
    "Eine Tür dieser Einladung gibt es nicht. Wählen Sie die Türen neu.",
  "This invitation was accepted or withdrawn meanwhile.":
    "Diese Einladung wurde inzwischen angenommen oder zurückgezogen.",
  "Too many people are signing in. Try again in a minute.":
    "Es melden sich gerade zu viele an. Versuchen Sie es in einer Minute noch einmal.",
  "This passkey is registered here already.": "Dieser Passkey ist hier schon eingetragen.",
  "The website was removed or checked by somebody else. Look again.":
    "Die Website wurde entfernt, oder jemand anderes hat sie geprüft. Sehen Sie noch einmal nach.",
  "Somebody changed what they may do meanwhile. Look again.":
    "Jemand hat die Rechte inzwischen geändert. Sehen Sie noch einmal nach.",
  "There is no such person. Somebody may have removed them.":
    "Diese Person gibt es nicht. Vielleicht hat sie jemand entfernt.",
  "This key is not banned.": "Dieser Schlüssel ist nicht gesperrt.",
  "Nobody has asked to revoke this grant. Do that first.":
    "Niemand hat diesen Zugang widerrufen. Tun Sie das zuerst.",
  "There is no such grant for this door.": "Diesen Zugang gibt es an dieser Tür nicht.",
  "A new key was made a moment ago by somebody else. Look again.":
    "Jemand anderes hat gerade einen neuen Schlüssel erzeugt. Sehen Sie noch einmal nach.",
  "There is a door with this Door ID already. Choose another.":
    "Eine Tür mit dieser Türkennung gibt es schon. Wählen Sie eine andere.",
  "This is the relay's own address, which needs no verification.":
    "Das ist die eigene Adresse des Servers; sie muss nicht bestätigt werden.",
  "This website is there already.": "Diese Website gibt es schon.",
  "url: must be https; over plain http anybody on the way could put a page of theirs there":
    "Die Adresse muss mit https beginnen; über http könnte jeder unterwegs eine eigene Seite unterschieben.",
  "The rollout is in another state by now. Look again.":
    "Das Update ist inzwischen in einem anderen Zustand. Sehen Sie noch einmal nach.",
  "Somebody has decided on this request already. Read it again.":
    "Über diese Anfrage hat schon jemand entschieden. Sehen Sie noch einmal nach.",
  "A rollout that is not over has this release. Stop that one first.":
    "Ein laufendes Update benutzt diese Version. Beenden Sie es zuerst.",
  "This release is here already.": "Diese Version ist schon da.",
  "The upload took too long. Start again.": "Das Hochladen hat zu lange gedauert. Beginnen Sie noch einmal.",
  "Other images are being uploaded. Wait for them.":
    "Gerade werden andere Images hochgeladen. Warten Sie, bis das fertig ist.",
  "plan.canary: that door does not take this release. Choose another.":
    "Diese erste Tür nimmt die Version nicht an. Wählen Sie eine andere.",
  "Some of these doors are in a rollout that is not over.":
    "Einige dieser Türen sind in einem Update, das noch läuft.",
  "One of these doors is not there, or you may not use it.":
    "Eine dieser Türen gibt es nicht, oder Sie dürfen sie nicht benutzen.",
  "You have too many downloads under way. Wait for one to end.":
    "Sie haben zu viele Downloads laufen. Warten Sie, bis einer fertig ist.",
  "Every grant of yours for this door is over or was taken back. Ask somebody who manages the door for a new one.":
    "Alle Ihre Zugänge zu dieser Tür sind abgelaufen oder widerrufen. Bitten Sie, wer die Tür verwaltet, um einen neuen.",
  "expiresAt: is in the past": "Der Zeitpunkt liegt in der Vergangenheit.",
};
