import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Pause the update?": "Update unterbrechen?",
  Pause: "Unterbrechen",
  "No further door gets it until you go on. Doors that are at it finish.":
    "Keine weitere Tür bekommt es, bis Sie fortsetzen. Türen, die dabei sind, machen es fertig.",
  "Go on with the update?": "Update fortsetzen?",
  "Go on": "Fortsetzen",
  "Doors that failed stay as they are, and do not stop it again. Look at why they failed first.":
    "Gescheiterte Türen bleiben, wie sie sind, und halten es nicht noch einmal an. Sehen Sie zuerst nach, warum sie gescheitert sind.",
  "Stop the update?": "Update beenden?",
  "It ends for good. Doors that have it keep it, and doors that are at it finish. To go back, roll out a release that is signed as a way back.":
    "Es endet endgültig. Türen, die es haben, behalten es, und Türen, die dabei sind, machen es fertig. Für den Weg zurück verteilen Sie eine Version, die als Rückweg signiert ist.",
  "Retry failed doors?": "Gescheiterte Türen noch einmal?",
  Retry: "Noch einmal",
  "Doors that failed get it again, when it is their turn.":
    "Gescheiterte Türen bekommen es noch einmal, wenn sie an der Reihe sind.",
  "A tenth, half, all": "Ein Zehntel, die Hälfte, alle",
  "Half, then all": "Die Hälfte, dann alle",
  "All the others at once": "Alle anderen auf einmal",
  "No time": "Keine",
  "10 minutes": "10 Minuten",
  "An hour": "Eine Stunde",
  "A day": "Einen Tag",
  "At any time": "Jederzeit",
  "Only at night, 22:00 to 6:00": "Nur nachts, 22:00 bis 6:00",
  "Not Monday to Friday, 7:00 to 19:00": "Nicht Montag bis Freitag, 7:00 bis 19:00",
  "Update doors": "Türen aktualisieren",
  "Update one door": "Eine Tür aktualisieren",
  "Update {0} doors": "{0} Türen aktualisieren",
  Release: "Version",
  "{0} for {1}": "{0} für {1}",
  "All that it is for ({0})": "Alle passenden ({0})",
  "First door": "Erste Tür",
  "Any that is online": "Irgendeine, die online ist",
  Then: "Danach",
  "Time to watch after each stage": "Beobachtungszeit nach jeder Stufe",
  When: "Wann",
  "No door needs this release: none has its chip and another version.":
    "Keine Tür braucht diese Version: Keine hat den passenden Chip und eine andere Version.",
  "Boards that are set up here are told to trust firmware by these keys. Only public halves are kept.":
    "Platinen, die hier eingerichtet werden, vertrauen Firmware mit diesen Schlüsseln. Aufbewahrt werden nur die öffentlichen Hälften.",
  "Add key": "Schlüssel hinzufügen",
  "No key yet. A board that is set up without one takes no updates over the air.":
    "Noch kein Schlüssel. Eine Platine, die ohne eingerichtet wird, nimmt keine Updates über Funk an.",
  "Add release key": "Release-Schlüssel hinzufügen",
  "Public key": "Öffentlicher Schlüssel",
  "The JWK of its public half. Never paste a private key.":
    "Das JWK der öffentlichen Hälfte. Fügen Sie nie einen privaten Schlüssel ein.",
  "This is not the public half of a P-256 key.":
    "Das ist nicht die öffentliche Hälfte eines P-256-Schlüssels.",
  "Doors that are set up already keep their own list. To change it, configure them with an owner key or the door password.":
    "Schon eingerichtete Türen haben ihre eigene Liste. Um sie zu ändern, stellen Sie die Türen mit einem Besitzer-Schlüssel oder dem Türpasswort um.",
  Releases: "Versionen",
  "Firmware that you have signed. The server carries it and can change nothing of it.":
    "Firmware, die Sie signiert haben. Der Server überbringt sie und kann nichts daran ändern.",
  Upload: "Hochladen",
  "Nothing is uploaded yet. Sign an image with your release key, then upload both here.":
    "Noch nichts hochgeladen. Signieren Sie ein Image mit Ihrem Release-Schlüssel und laden Sie beides hier hoch.",
  "Delete {0}": "{0} löschen",
  Delete: "Löschen",
  "Delete {0}?": "{0} löschen?",
  "Doors that run it go on with it. To roll it out again you upload it again.":
    "Türen, auf denen sie läuft, behalten sie. Um sie noch einmal zu verteilen, laden Sie sie neu hoch.",
  "Retry failed": "Gescheiterte noch einmal",
  "Show doors": "Türen anzeigen",
  "No update yet": "Noch kein Update",
  "When you update doors, this shows which has it, which is at it, and whether all is well.":
    "Wenn Sie Türen aktualisieren, sehen Sie hier, welche es haben, welche dabei sind und ob alles gut ist.",
  Stages: "Stufen",
  "Stage {0}": "Stufe {0}",
  "{0}: {1} of {2}, {3} failed": "{0}: {1} von {2}, {3} gescheitert",
  "{0}: {1} of {2}": "{0}: {1} von {2}",
  "Upload a release": "Version hochladen",
  "The image, and the manifest that you signed with your release key. Your key stays with you.":
    "Das Image und das Manifest, das Sie mit Ihrem Release-Schlüssel signiert haben. Ihr Schlüssel bleibt bei Ihnen.",
  Image: "Image",
  Manifest: "Manifest",
  "This is no manifest of a release. It is the file that ends in .jws.":
    "Das ist kein Manifest einer Version. Es ist die Datei, die auf .jws endet.",
  Uploaded: "Hochgeladen",
  "Version {0} for {1}, {2} bytes.": "Version {0} für {1}, {2} Bytes.",
  "runs this version already": "hat diese Version schon",
  "runs a newer version": "hat eine neuere Version",
  "runs a version that is too old for this one": "hat eine Version, die dafür zu alt ist",
  "in use, or was a moment ago": "in Benutzung, oder war es eben noch",
  "did not say what came of it": "hat nicht gesagt, was daraus wurde",
  "was busy with another update": "war mit einem anderen Update beschäftigt",
  "could not read the manifest": "konnte das Manifest nicht lesen",
  "has no release key that signed it": "hat keinen Release-Schlüssel, der es signiert hat",
  "has another chip": "hat einen anderen Chip",
  "has no room for it": "hat keinen Platz dafür",
  "could not fetch the image": "konnte das Image nicht holen",
  "got another image than the one that was signed": "bekam ein anderes Image als das signierte",
  "cannot start the image": "kann das Image nicht starten",
  "could not write the image": "konnte das Image nicht schreiben",
  "stood open for too long": "stand zu lange offen",
  "started it, did not reach the server, and went back":
    "hat es gestartet, den Server nicht erreicht und ist zurückgekehrt",
  fetching: "lädt",
  checking: "prüft",
  "waits until it is locked": "wartet, bis sie abgeschlossen ist",
  restarting: "startet neu",
  "The first door did not take it, or answers worse than before.":
    "Die erste Tür hat es nicht angenommen, oder antwortet schlechter als vorher.",
  "The first door started it, did not reach the server, and went back.":
    "Die erste Tür hat es gestartet, den Server nicht erreicht und ist zurückgekehrt.",
  "Too many doors failed, or answer worse than before.":
    "Zu viele Türen sind gescheitert, oder antworten schlechter als vorher.",
  "offline; updated when it is back": "offline; wird aktualisiert, wenn sie zurück ist",
  "waiting: {0}": "wartet: {0}",
  waiting: "wartet",
  "told of it": "benachrichtigt",
  "updated, but answers worse than before": "aktualisiert, antwortet aber schlechter als vorher",
  updated: "aktualisiert",
  "it did not say why": "sie hat nicht gesagt, warum",
  "not for it": "nicht für diese Tür",
  "At the first door": "Bei der ersten Tür",
  "Stage {0} of {1}": "Stufe {0} von {1}",
  "{0}; goes on at {1} if all is well": "{0}; geht um {1} weiter, wenn alles gut ist",
  Paused: "Unterbrochen",
  "It stopped by itself.": "Es hat von selbst angehalten.",
  Stopped: "Beendet",
  "Stopped {0}": "Beendet {0}",
  "Done {0}": "Fertig {0}",
  "signature checked": "Signatur geprüft",
  "signature not checked here; the doors check it": "Signatur hier nicht geprüft; das tun die Türen",
  "from {0} on": "ab {0}",
  "a way back": "ein Rückweg",
  "one door": "eine Tür",
  "at once": "sofort",
  "after {0}": "nach {0}",
  "One door gets it first. If that one fails, goes back or answers worse than before, everything stops.":
    "Eine Tür bekommt es zuerst. Scheitert sie, kehrt sie zurück oder antwortet sie schlechter als vorher, hält alles an.",
  "If all is well it goes on {0} each time: to {1}.": "Ist alles gut, geht es jeweils {0} weiter: {1}.",
  ", then ": ", dann ",
  "One door at a time, and none while it is open or was used in the last two minutes.":
    "Immer eine Tür zugleich, und keine, solange sie offen ist oder in den letzten zwei Minuten benutzt wurde.",
  "At most {0} doors at a time, and none while it is open or was used in the last two minutes.":
    "Höchstens {0} Türen zugleich, und keine, solange sie offen ist oder in den letzten zwei Minuten benutzt wurde.",
  "Doors that are offline get it when they are back.":
    "Türen, die offline sind, bekommen es, wenn sie zurück sind.",
};
