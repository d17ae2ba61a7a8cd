import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Recent alerts": "Letzte Meldungen",
  "All quiet: nothing has happened that you should know of.":
    "Alles ruhig: Es ist nichts geschehen, das Sie wissen sollten.",
  "What happened that you should know of, and what to do about it. Newest first.":
    "Was geschehen ist und was zu tun ist. Das Neueste zuerst.",
  "Go to the door": "Zur Tür",
  All: "Alle",
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
  "“{0}”": "„{0}“",
  " and ": " und ",
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
};
