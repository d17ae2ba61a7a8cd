import type { Catalogue } from "./wording.ts";

/** What `ALERT_KINDS` and `alertSummary` say, in German. */
export const ALERTS_IN_GERMAN: Catalogue = {
  "Failed sign-ins": "Fehlgeschlagene Anmeldungen",
  "Somebody gave many wrong sign-in codes, for one address or from one network.":
    "Jemand hat viele falsche Anmeldecodes eingegeben, für eine Adresse oder aus einem Netz.",
  "Ask the person whether it was them. If not, nothing need be done at once: a code allows five tries. If it goes on, block the network at your firewall.":
    "Fragen Sie die Person, ob sie es war. Wenn nicht, ist nichts sofort zu tun: Ein Code erlaubt fünf Versuche. Hört es nicht auf, sperren Sie das Netz in Ihrer Firewall.",
  "Session used twice": "Anmeldung doppelt benutzt",
  "A sign-in was continued from two places, so one of them is not its owner's. It was ended.":
    "Eine Anmeldung wurde von zwei Stellen fortgesetzt; eine davon ist fremd. Sie wurde beendet.",
  "Ask the person to sign in again, and to look for malware on the device they used.":
    "Bitten Sie die Person, sich neu anzumelden und ihr Gerät auf Schadsoftware zu prüfen.",
  "Network blocked": "Netz gesperrt",
  "A network was refused again and again, and is blocked for a while.":
    "Ein Netz wurde immer wieder abgewiesen und ist nun für eine Weile gesperrt.",
  "Nothing need be done. If it is one of yours, find out which program asks so often, and lift the block.":
    "Es ist nichts zu tun. Ist es eines Ihrer Netze, finden Sie heraus, welches Programm so oft anfragt, und heben Sie die Sperre auf.",
  "Replayed command": "Wiederholter Befehl",
  "A command that was sent before came again, and was refused. A program sent it twice, or somebody copied it on the way.":
    "Ein schon gesendeter Befehl kam noch einmal und wurde abgewiesen. Ein Programm hat ihn doppelt gesendet, oder jemand hat ihn unterwegs kopiert.",
  "Look in the door's history who sent it and from where. If nobody can explain it, end that person's sessions.":
    "Sehen Sie im Verlauf der Tür nach, wer ihn gesendet hat und von wo. Kann es niemand erklären, beenden Sie die Anmeldungen dieser Person.",
  "Door offline": "Tür offline",
  "A door has had no connection to the relay for longer than it should.":
    "Eine Tür hat länger keine Verbindung zum Server, als sie sollte.",
  "Check its power and its Wi-Fi. Until it is back, nobody opens it from here.":
    "Prüfen Sie Strom und WLAN. Bis sie zurück ist, öffnet sie niemand von hier.",
  "Door back online": "Tür wieder online",
  "A door that was told to be offline is connected again.":
    "Eine Tür, die als offline gemeldet war, ist wieder verbunden.",
  "Nothing need be done. If it comes and goes, look at the signal strength on the door's page.":
    "Es ist nichts zu tun. Wenn sie kommt und geht, sehen Sie auf der Seite der Tür nach der Signalstärke.",
  "New key for a door": "Neuer Schlüssel einer Tür",
  "A device was set up for a door with a key that the door did not have before.":
    "Für eine Tür wurde ein Gerät eingerichtet, mit einem Schlüssel, den sie vorher nicht hatte.",
  "Compare the fingerprint on the door's page with the one that the device shows over its cable. If nobody of yours set it up, ban the key.":
    "Vergleichen Sie den Fingerabdruck auf der Seite der Tür mit dem, den das Gerät über sein Kabel zeigt. Hat es niemand von Ihnen eingerichtet, sperren Sie den Schlüssel.",
  "Key refused": "Schlüssel abgewiesen",
  "A device with a banned, foreign or wrongly claimed key tried to register as one of your doors.":
    "Ein Gerät mit gesperrtem, fremdem oder falsch zugeordnetem Schlüssel wollte sich als eine Ihrer Türen anmelden.",
  "Look for a device that you erased or replaced. If there is none, somebody is trying to take the door's place.":
    "Suchen Sie nach einem Gerät, das Sie gelöscht oder ersetzt haben. Gibt es keines, versucht jemand, sich als die Tür auszugeben.",
  Tamper: "Manipulation",
  "The housing of a door's device was opened.": "Das Gehäuse des Geräts einer Tür wurde geöffnet.",
  "Go and look. Whoever has the board in hand can read its memory where flash encryption is off: then set the door up anew.":
    "Sehen Sie nach. Wer die Platine in der Hand hat, kann ihren Speicher lesen, wenn die Flash-Verschlüsselung aus ist: Richten Sie die Tür dann neu ein.",
  "Wrong door passwords": "Falsche Türpasswörter",
  "A door got wrong passwords in a row and looks at none for a while.":
    "Eine Tür bekam mehrmals falsche Passwörter und nimmt für eine Weile keine an.",
  "Look in the door's history who sent the commands. If the password may be known, change it.":
    "Sehen Sie im Verlauf der Tür nach, wer die Befehle gesendet hat. Könnte das Passwort bekannt sein, ändern Sie es.",
  "Door left open": "Tür steht offen",
  "A door has stood open for longer than it should.": "Eine Tür steht länger offen, als sie sollte.",
  "Close it. If it is closed, check its contact.":
    "Schließen Sie sie. Ist sie geschlossen, prüfen Sie ihren Kontakt.",
  "Webhook failing": "Webhook gestört",
  "An alert could not be handed to a webhook for a day, or the receiver said that it is gone.":
    "Eine Meldung ließ sich einen Tag lang nicht zustellen, oder der Empfänger sagt, dass es ihn nicht mehr gibt.",
  "Look at its deliveries for the reason, mend the receiver, and send a test.":
    "Sehen Sie bei seinen Zustellungen nach dem Grund, beheben Sie ihn beim Empfänger und senden Sie einen Test.",
  "Update halted": "Update angehalten",
  "A rollout of new firmware stopped by itself, for doors failed or answer worse than before.":
    "Ein Firmware-Update hat von selbst angehalten, weil Türen daran gescheitert sind oder schlechter antworten als vorher.",
  "Look under Updates which doors and why. Nothing more is updated until somebody lets it go on.":
    "Sehen Sie unter Updates nach, welche Türen und warum. Es geht nicht weiter, bis es jemand fortsetzt.",
  "a door": "eine Tür",
  "“{0}”": "„{0}“",
  ", from {0}": ", von {0}",
  "Sign-ins as {0} failed{1}.": "Anmeldungen als {0} sind gescheitert{1}.",
  "Sign-ins from {0} failed.": "Anmeldungen von {0} sind gescheitert.",
  "A session of {0} was used from a second place{1}, and was ended.":
    "Eine Anmeldung von {0} wurde von einer zweiten Stelle benutzt{1}, und wurde beendet.",
  "A session of somebody was used from a second place{0}, and was ended.":
    "Eine Anmeldung wurde von einer zweiten Stelle benutzt{0}, und wurde beendet.",
  "The network {0} was refused again and again, and is blocked for {1} min.":
    "Das Netz {0} wurde immer wieder abgewiesen und ist für {1} Min. gesperrt.",
  "A command to {0} that was sent before came again by {1}{2}, and was refused.":
    "Ein schon gesendeter Befehl an {0} kam noch einmal, durch {1}{2}, und wurde abgewiesen.",
  "A command to {0} that was sent before came again{1}, and was refused.":
    "Ein schon gesendeter Befehl an {0} kam noch einmal{1}, und wurde abgewiesen.",
  "{0} has been offline since {1}.": "{0} ist offline seit {1}.",
  "{0} is online again, after {1} min.": "{0} ist wieder online, nach {1} Min.",
  "{0} is online again, after {1} h.": "{0} ist wieder online, nach {1} Std.",
  "Another device took the place of {0}{1}.": "Ein anderes Gerät hat den Platz eingenommen von {0}{1}.",
  "A device was set up for {0}{1}.": "Ein Gerät wurde eingerichtet für {0}{1}.",
  "Its key is {0}.": "Sein Schlüssel ist {0}.",
  "A device that came with a banned key tried to register as {0}{1}.":
    "Ein Gerät mit einem gesperrten Schlüssel wollte sich anmelden als {0}{1}.",
  "A device that came with a key that is not the door's, and no claim code tried to register as {0}{1}.":
    "Ein Gerät mit einem fremden Schlüssel und ohne Einrichtungscode wollte sich anmelden als {0}{1}.",
  "A device that came with a claim code that is not the door's tried to register as {0}{1}.":
    "Ein Gerät mit einem fremden Einrichtungscode wollte sich anmelden als {0}{1}.",
  "A device that came with a claim code that had expired tried to register as {0}{1}.":
    "Ein Gerät mit einem abgelaufenen Einrichtungscode wollte sich anmelden als {0}{1}.",
  "A device that came with a wrong key tried to register as {0}{1}.":
    "Ein Gerät mit einem falschen Schlüssel wollte sich anmelden als {0}{1}.",
  "The device of {0} was opened or taken from its place.":
    "Das Gerät von {0} wurde geöffnet oder von seinem Platz genommen.",
  "{0} got wrong passwords in a row, and looks at none for a while.":
    "{0} bekam mehrmals falsche Passwörter und nimmt für eine Weile keine an.",
  "{0} has been left open.": "{0} steht offen.",
  "The receiver of the webhook “{0}” answered that it is gone, so it was turned off.":
    "Der Empfänger des Webhooks „{0}“ sagt, dass es ihn nicht mehr gibt; er wurde ausgeschaltet.",
  "An alert could not be handed to the webhook “{0}”, and is not tried any more.":
    "Eine Meldung ließ sich dem Webhook „{0}“ nicht zustellen und wird nicht mehr versucht.",
  "The rollout of version {0} stopped by itself: the first door did not take it, or answers worse than before.":
    "Das Update auf {0} hat von selbst angehalten: Die erste Tür hat es nicht angenommen, oder antwortet schlechter als vorher.",
  "The rollout of version {0} stopped by itself: a door went back to the version before.":
    "Das Update auf {0} hat von selbst angehalten: Eine Tür ist zur Version davor zurückgekehrt.",
  "The rollout of version {0} stopped by itself: too many doors failed, or answer worse than before.":
    "Das Update auf {0} hat von selbst angehalten: Zu viele Türen sind gescheitert, oder antworten schlechter als vorher.",
  "The rollout of version {0} stopped by itself: doors failed.":
    "Das Update auf {0} hat von selbst angehalten: Türen sind gescheitert.",
  "Sign-ins failed, for several addresses or from several networks.":
    "Anmeldungen sind gescheitert, für mehrere Adressen oder aus mehreren Netzen.",
  "Sessions of several people were used twice, and were ended.":
    "Anmeldungen mehrerer Personen wurden doppelt benutzt und beendet.",
  "Several more networks are blocked.": "Mehrere weitere Netze sind gesperrt.",
  "Commands that were sent before came again at several doors, and were refused.":
    "Schon gesendete Befehle kamen an mehreren Türen noch einmal und wurden abgewiesen.",
  "Several more doors went offline.": "Mehrere weitere Türen sind offline.",
  "Several more doors are online again.": "Mehrere weitere Türen sind wieder online.",
  "Devices were set up for several more doors.": "Für mehrere weitere Türen wurden Geräte eingerichtet.",
  "Devices with wrong keys tried to register as several doors.":
    "Geräte mit falschen Schlüsseln wollten sich als mehrere Türen anmelden.",
  "The devices of several more doors were opened or taken from their place.":
    "Die Geräte mehrerer weiterer Türen wurden geöffnet oder von ihrem Platz genommen.",
  "Several doors got wrong passwords in a row.": "Mehrere Türen bekamen mehrmals falsche Passwörter.",
  "Several more doors have been left open.": "Mehrere weitere Türen stehen offen.",
  "Alerts could not be handed to several webhooks.":
    "Meldungen ließen sich mehreren Webhooks nicht zustellen.",
  "Several rollouts of new firmware stopped by themselves.": "Mehrere Updates haben von selbst angehalten.",
  "This happened {0} times.": "Das geschah {0}-mal.",
};
