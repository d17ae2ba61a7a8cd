import type { Catalogue } from "../../i18n/catalogue.ts";

export const de: Catalogue = {
  "Test the lock pin": "Schloss-Pin prüfen",
  "Test the lock pin again": "Schloss-Pin noch einmal prüfen",
  "Does the bolt stay where it is?": "Bleibt der Riegel, wo er ist?",
  "With board, relay and bolt wired as they will be: the board is reset again and again, and the bolt must not move even once. Nobody may open the door meanwhile.":
    "Platine, Relais und Riegel sind so verdrahtet, wie sie sein werden: Die Platine wird immer wieder neu gestartet, und der Riegel darf sich kein einziges Mal bewegen. Niemand darf die Tür inzwischen öffnen.",
  "Back to the summary": "Zurück zur Übersicht",
  "This is not the board of “{0}”": "Das ist nicht die Platine von „{0}“",
  "No door is set up on it. Choose another port, or set this board up for the door.":
    "Auf ihr ist keine Tür eingerichtet. Wählen Sie einen anderen Anschluss, oder richten Sie diese Platine für die Tür ein.",
  "It is set up for the door “{0}”. Choose another port.":
    "Sie ist für die Tür „{0}“ eingerichtet. Wählen Sie einen anderen Anschluss.",
  "Choose another port": "Anderen Anschluss wählen",
  "Go on with this port": "Mit diesem Anschluss weitermachen",
  "bolt moved at the first reset": "Riegel hat sich beim ersten Neustart bewegt",
  "bolt moved within {0} resets": "Riegel hat sich innerhalb von {0} Neustarts bewegt",
  "bolt stayed at one reset": "Riegel blieb bei einem Neustart stehen",
  "bolt stayed at {0} resets": "Riegel blieb bei {0} Neustarts stehen",
  "This virtual door's pin is watched.": "Der Pin dieser virtuellen Tür wird beobachtet.",
  "How many resets": "Wie viele Neustarts",
  "Test once more": "Noch einmal prüfen",
  "Start the test": "Prüfung starten",
  "Reset {0} of {1}…": "Neustart {0} von {1}…",
  "Lock pin test": "Prüfung des Schloss-Pins",
  "The bolt moved": "Der Riegel hat sich bewegt",
  "Stop the test": "Prüfung abbrechen",
  "Did the bolt move?": "Hat sich der Riegel bewegt?",
  "It never moved": "Er hat sich nie bewegt",
  "Keep your eyes on the bolt, or listen to it. The door is closed, so its contact watches too.":
    "Behalten Sie den Riegel im Auge, oder hören Sie hin. Die Tür ist geschlossen, also passt auch ihr Kontakt auf.",
  "The door's contact tells whether it is still closed as soon as the board is connected again.":
    "Der Kontakt der Tür meldet, ob sie noch geschlossen ist, sobald die Platine wieder verbunden ist.",
  "The door's contact says that it is still closed.":
    "Der Kontakt der Tür meldet, dass sie noch geschlossen ist.",
  "The door's contact says that it was opened. If somebody opened it, close it and test once more.":
    "Der Kontakt der Tür meldet, dass sie geöffnet wurde. Hat jemand sie geöffnet, schließen Sie sie und prüfen Sie noch einmal.",
  "Keep your eyes on the bolt, or listen to it.": "Behalten Sie den Riegel im Auge, oder hören Sie hin.",
  "The bolt moved at the first reset: do not mount it like this":
    "Der Riegel hat sich beim ersten Neustart bewegt: so nicht einbauen",
  "The bolt moved within {0} resets: do not mount it like this":
    "Der Riegel hat sich innerhalb von {0} Neustarts bewegt: so nicht einbauen",
  "Whoever makes the power flicker could open this door. Put a resistor of 10 kΩ from the lock pin to ground, check that the relay is one that is active high, and that the pin is none that pulses at boot. Then test once more.":
    "Wer den Strom flackern lässt, könnte diese Tür öffnen. Setzen Sie einen Widerstand von 10 kΩ vom Schloss-Pin nach Masse, prüfen Sie, dass das Relais bei hohem Pegel anzieht und dass der Pin keiner ist, der beim Start zuckt. Prüfen Sie dann noch einmal.",
  "The bolt did not move at one reset": "Der Riegel hat sich bei einem Neustart nicht bewegt",
  "The bolt did not move at {0} resets": "Der Riegel hat sich bei {0} Neustarts nicht bewegt",
  "A reset or a flicker of the power does not open this door.":
    "Ein Neustart oder ein Flackern des Stroms öffnet diese Tür nicht.",
};
