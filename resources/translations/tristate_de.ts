<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Baselines</name>
    <message>
        <source>Gates</source>
        <translation>Gatter</translation>
    </message>
    <message>
        <source>Magnitude, L1</source>
        <translation>Betrag, L1</translation>
    </message>
    <message>
        <source>Magnitude, L2</source>
        <translation>Betrag, L2</translation>
    </message>
    <message>
        <source>Taylor</source>
        <translation>Taylor</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>SVD</source>
        <translation>SVD</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>Von Grund auf</translation>
    </message>
    <message>
        <source>Dense network</source>
        <translation>Dichtes Netz</translation>
    </message>
</context>
<context>
    <name>EvaluatedOn</name>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>validation or test</source>
        <translation>Validierung oder Test</translation>
    </message>
    <message>
        <source>RMSE (%1)</source>
        <translation>RMSE (%1)</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>RMSE (deviations)</source>
        <translation>RMSE (Abweichungen)</translation>
    </message>
    <message>
        <source>error (%)</source>
        <translation>Fehler (%)</translation>
    </message>
    <message>
        <source>validation error (%)</source>
        <translation>Validierungsfehler (%)</translation>
    </message>
    <message>
        <source>test error (%)</source>
        <translation>Testfehler (%)</translation>
    </message>
    <message>
        <source>validation or test error (%)</source>
        <translation>Validierungs- oder Testfehler (%)</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 k</translation>
    </message>
    <message>
        <source>%1 deviations</source>
        <translation>%1 Abweichungen</translation>
    </message>
</context>
<context>
    <name>UnitState</name>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>closed, can be restored</source>
        <translation>geschlossen, kann wiederhergestellt werden</translation>
    </message>
    <message>
        <source>removed for good</source>
        <translation>endgültig entfernt</translation>
    </message>
</context>
<context>
    <name>tristate::Messages</name>
    <message>
        <source>The run starts.</source>
        <translation>Der Lauf beginnt.</translation>
    </message>
    <message>
        <source>The run starts with the imported network.</source>
        <translation>Der Lauf beginnt mit dem importierten Netz.</translation>
    </message>
    <message>
        <source>The saved run goes on.</source>
        <translation>Der gespeicherte Lauf geht weiter.</translation>
    </message>
    <message>
        <source>lambda3 rests and is to come back as %1.</source>
        <translation>λ₃ ruht und soll als %1 wiederkommen.</translation>
    </message>
    <message>
        <source>the run diverges after %1 minibatches when it is trained again</source>
        <translation>der Lauf divergiert nach %1 Minibatches, wenn er noch einmal trainiert wird</translation>
    </message>
    <message>
        <source>%1 was about to lose its last unit; the best one stays open.</source>
        <translation>%1 hätte das letzte Neuron verloren; das beste bleibt offen.</translation>
    </message>
    <message>
        <source>There is no gated layer %1.</source>
        <translation>Eine Schicht %1 mit Gattern gibt es nicht.</translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>the four files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte (plain or .gz)</source>
        <translation>die vier Dateien train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte und t10k-labels-idx1-ubyte (so oder als .gz)</translation>
    </message>
    <message>
        <source>data_batch_1.bin to data_batch_5.bin, of which the last may be missing, and test_batch.bin of the binary version of CIFAR-10 (plain or .gz)</source>
        <translation>data_batch_1.bin bis data_batch_5.bin, von denen die letzten fehlen dürfen, und test_batch.bin der binären Fassung von CIFAR-10 (so oder als .gz)</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>the number of generated %1 samples must be 1 to %2, not %3</source>
        <translation>die Zahl der erzeugten Beispiele (%1) muss 1 bis %2 sein, nicht %3</translation>
    </message>
    <message>
        <source>the data directory &apos;%1&apos; holds no data; it must hold %2, or %3</source>
        <translation>der Datenordner &apos;%1&apos; enthält keine Daten; er muss %2 enthalten, oder %3</translation>
    </message>
    <message>
        <source>there is no file, folder or generated set &apos;%1&apos;; the generated sets are %2, and a folder of data has a table, pictures for each class, NumPy arrays, %3, or %4</source>
        <translation>es gibt weder Datei noch Ordner noch erzeugten Datensatz „%1“; die erzeugten sind %2, und ein Ordner mit Daten hat eine Tabelle, Bilder für jede Klasse, NumPy-Felder, %3, oder %4</translation>
    </message>
    <message>
        <source>cannot keep the first %1 classes of the %2 of &apos;%3&apos;; expected 2 to %4, or 0 for all</source>
        <translation>die ersten %1 der %2 Klassen von &apos;%3&apos; zu behalten geht nicht; erwartet wird 2 bis %4, oder 0 für alle</translation>
    </message>
    <message>
        <source>points were added to the data &apos;%1&apos;, which are not points in the plane</source>
        <translation>zu den Daten &apos;%1&apos; kamen Punkte hinzu, sie sind aber keine Punkte in der Ebene</translation>
    </message>
    <message>
        <source>there are %1 added points, expected at most %2</source>
        <translation>es sind %1 Punkte hinzugekommen, erwartet werden höchstens %2</translation>
    </message>
    <message>
        <source>the added point (%1, %2) of class %3 is invalid; expected coordinates from 0 to 1 and a class from 0 to %4</source>
        <translation>der hinzugefügte Punkt (%1, %2) der Klasse %3 ist ungültig; erwartet werden Koordinaten von 0 bis 1 und eine Klasse von 0 bis %4</translation>
    </message>
    <message>
        <source>the data &apos;%1&apos; is not understood, expected e.g. noise:3x227x227 with sides from 1 to %2</source>
        <translation>der Datensatz &apos;%1&apos; ist nicht zu verstehen, erwartet wird z. B. noise:3x227x227 mit Seiten von 1 bis %2</translation>
    </message>
    <message>
        <source>there is no file %1</source>
        <translation>es gibt keine Datei %1</translation>
    </message>
    <message>
        <source>%1 is not a regular file</source>
        <translation>%1 ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>%1 cannot be opened for reading</source>
        <translation>%1 lässt sich nicht zum Lesen öffnen</translation>
    </message>
    <message>
        <source>the data directory &apos;%1&apos; holds no %2; it must hold %3</source>
        <translation>im Datenordner &apos;%1&apos; fehlt %2; er muss %3 enthalten</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds %2 images, but &apos;%3&apos; holds %4 labels; there must be one label per image</source>
        <translation>&apos;%1&apos; enthält %2 Bilder, &apos;%3&apos; aber %4 Labels; zu jedem Bild muss eines gehören</translation>
    </message>
    <message>
        <source>there is no directory &apos;%1&apos;; a data directory must hold %2</source>
        <translation>es gibt keinen Ordner &apos;%1&apos;; ein Datenordner muss %2 enthalten</translation>
    </message>
    <message>
        <source>the images of &apos;%1&apos; are %2, those of &apos;%3&apos; %4; both must have one size</source>
        <translation>die Bilder von &apos;%1&apos; sind %2 groß, die von &apos;%3&apos; %4; beide müssen gleich groß sein</translation>
    </message>
    <message>
        <source>data &apos;%1&apos; has samples of %2, but the network expects %3</source>
        <translation>Beispiele der Daten &apos;%1&apos; sind %2 groß, das Netz erwartet aber %3</translation>
    </message>
    <message>
        <source>data &apos;%1&apos; has %2 classes, but the network has %3 outputs</source>
        <translation>die Daten &apos;%1&apos; haben %2 Klassen, das Netz hat aber %3 Ausgänge</translation>
    </message>
    <message>
        <source>the file reads back other than it was written</source>
        <translation>die Datei liest sich anders, als sie geschrieben wurde</translation>
    </message>
    <message>
        <source>the network and the data to prove it on are not there yet, expected them loaded</source>
        <translation>das Netz und die Daten für den Nachweis sind noch nicht geladen</translation>
    </message>
    <message>
        <source>cannot export &apos;%1&apos;: %2</source>
        <translation>&apos;%1&apos; lässt sich nicht exportieren: %2</translation>
    </message>
    <message>
        <source>the exported network gives other outputs when it is read again</source>
        <translation>das exportierte Netz gibt andere Ausgaben, wenn es wieder gelesen wird</translation>
    </message>
    <message>
        <source>model.c is left out, as it would need %1 bytes of stack, expected at most %2.</source>
        <translation>model.c fehlt, weil es %1 Bytes Stapelspeicher bräuchte, erwartet werden höchstens %2.</translation>
    </message>
    <message>
        <source>the folder cannot be made: %1</source>
        <translation>der Ordner lässt sich nicht anlegen: %1</translation>
    </message>
    <message>
        <source>the archive holds other files than were put into it</source>
        <translation>das Archiv enthält andere Dateien, als hineinkamen</translation>
    </message>
    <message>
        <source>there are no curves, as the history of the run is missing</source>
        <translation>es gibt keine Kurven, weil der Verlauf fehlt</translation>
    </message>
    <message>
        <source>its extension is &apos;%1&apos;, expected .onnx, .safetensors, .c, .json, .html, .csv, .svg or .zip, or a folder without any</source>
        <translation>die Endung ist &apos;%1&apos;, erwartet wird .onnx, .safetensors, .c, .json, .html, .csv, .svg oder .zip, oder ein Ordner ohne Endung</translation>
    </message>
    <message>
        <source>Equal to %1: %2 of %3 predictions, largest difference of a logit %4 (largest logit %5).</source>
        <translation>Gleich %1: %2 von %3 Vorhersagen, größter Unterschied eines Logits %4 (größter Logit %5).</translation>
    </message>
    <message>
        <source>a net spec goes with a .safetensors file, but this one tells its net</source>
        <translation>Ein Netz wird nur zu einer .safetensors-Datei angegeben, diese nennt ihres selbst</translation>
    </message>
    <message>
        <source>a file of type &apos;%1&apos;, expected a network in .onnx, .safetensors or .json</source>
        <translation>eine Datei vom Typ &apos;%1&apos;, erwartet wird ein Netz als .onnx, .safetensors oder .json</translation>
    </message>
    <message>
        <source>the network to train does not match the one in the file: %1 of %2 predictions are equal, a logit differs by %3 of %4, expected all and at most 1e-4 of it</source>
        <translation>das Netz, das trainiert werden soll, stimmt nicht mit dem in der Datei überein: %1 von %2 Vorhersagen sind gleich, ein Logit weicht um %3 von %4 ab, erwartet werden alle und höchstens 1e-4 davon</translation>
    </message>
    <message>
        <source>cannot write &apos;%1&apos;, a temporary file</source>
        <translation>&apos;%1&apos;, eine Datei auf Zeit, lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>%1 refuses the source: %2</source>
        <translation>%1 lehnt den Quelltext ab: %2</translation>
    </message>
    <message>
        <source>the compiled source ends with code %1, expected 0</source>
        <translation>der übersetzte Quelltext endet mit Code %1, erwartet wird 0</translation>
    </message>
    <message>
        <source>the compiled source writes %1 bytes, expected %2</source>
        <translation>der übersetzte Quelltext schreibt %1 Bytes, erwartet werden %2</translation>
    </message>
    <message>
        <source>the compiled source tells no time</source>
        <translation>der übersetzte Quelltext nennt keine Zeit</translation>
    </message>
    <message>
        <source>the C source would need %1 bytes of stack for the values between layers, expected at most %2</source>
        <translation>der C-Quelltext bräuchte für die Werte zwischen den Schichten %1 Bytes Stapelspeicher, erwartet werden höchstens %2</translation>
    </message>
    <message>
        <source>the test set &apos;%1&apos; has no samples to prove the export with</source>
        <translation>die Testdaten &apos;%1&apos; haben keine Beispiele, an denen sich der Export nachweisen ließe</translation>
    </message>
    <message>
        <source>the test set &apos;%1&apos; has samples of %2, but the network&apos;s input is %3</source>
        <translation>Beispiele der Testdaten &apos;%1&apos; sind %2 groß, der Eingang des Netzes ist aber %3</translation>
    </message>
    <message>
        <source>the exported network has %1 classes, expected %2</source>
        <translation>das exportierte Netz hat %1 Klassen, erwartet werden %2</translation>
    </message>
    <message>
        <source>the exported network does not match the one on screen: %1 of %2 predictions are equal, a logit differs by %3, expected all and at most %4</source>
        <translation>das exportierte Netz stimmt nicht mit dem auf dem Bildschirm überein: %1 von %2 Vorhersagen sind gleich, ein Logit weicht um %3 ab, erwartet werden alle und höchstens %4</translation>
    </message>
    <message>
        <source>it was cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>a weight is not finite, which C source cannot say</source>
        <translation>ein Gewicht ist nicht endlich, was C-Quelltext nicht ausdrücken kann</translation>
    </message>
    <message>
        <source>a weight is not finite, which JSON cannot say</source>
        <translation>ein Gewicht ist nicht endlich, was JSON nicht ausdrücken kann</translation>
    </message>
    <message>
        <source>the network ends in feature maps (%1), expected classes</source>
        <translation>das Netz endet mit Merkmalskarten (%1), erwartet werden Klassen</translation>
    </message>
    <message>
        <source>the network needs %1 bytes, but an ONNX file holds at most 2 GiB</source>
        <translation>das Netz braucht %1 Bytes, eine ONNX-Datei fasst aber höchstens 2 GiB</translation>
    </message>
    <message>
        <source>the ONNX checker says: %1</source>
        <translation>die Prüfung von ONNX sagt: %1</translation>
    </message>
    <message>
        <source>%1 is left out: it does nothing after training.</source>
        <translation>%1 ist weggelassen: Nach dem Training tut es nichts.</translation>
    </message>
    <message>
        <source>the prefix %1 is no name in C, expected letters, digits and _</source>
        <translation>das Präfix %1 ist kein Name in C, erwartet sind Buchstaben, Ziffern und _</translation>
    </message>
    <message>
        <source>%1 is left out: the outputs are the values before it.</source>
        <translation>%1 ist weggelassen: Die Ausgaben sind die Werte davor.</translation>
    </message>
    <message>
        <source>%1 is left out: the outputs are the values that it compares.</source>
        <translation>%1 ist weggelassen: Die Ausgaben sind die Werte, die es vergleicht.</translation>
    </message>
    <message>
        <source>The output %1 is left out.</source>
        <translation>Die Ausgabe %1 ist weggelassen.</translation>
    </message>
    <message>
        <source>%1 is left out: the outputs are the logits before it.</source>
        <translation>%1 ist weggelassen: Die Ausgaben sind die Logits davor.</translation>
    </message>
    <message>
        <source>%1 is left out: samples are given channels first.</source>
        <translation>%1 ist weggelassen: Beispiele werden mit den Kanälen zuerst übergeben.</translation>
    </message>
    <message>
        <source>%1 became part of the weights before it.</source>
        <translation>%1 wurde Teil der Gewichte davor.</translation>
    </message>
    <message>
        <source>cannot read &apos;%1&apos;: %2</source>
        <translation>&apos;%1&apos; lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>cannot write &apos;%1&apos;: %2</source>
        <translation>&apos;%1&apos; lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>sie ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>folder &apos;%1&apos;: %2</source>
        <translation>Ordner &apos;%1&apos;: %2</translation>
    </message>
    <message>
        <source>a saved run of Tristate Lab</source>
        <translation>gesicherter Lauf von Tristate Lab</translation>
    </message>
    <message>
        <source>cannot make a temporary folder like &apos;%1&apos;</source>
        <translation>ein Ordner auf Zeit wie &apos;%1&apos; lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>there is no preset &apos;%1&apos;, expected one of %2</source>
        <translation>es gibt keine Vorlage &apos;%1&apos;, erwartet wird eine von %2</translation>
    </message>
    <message>
        <source>cannot write the picture %1: is the directory writable?</source>
        <translation>das Bild %1 lässt sich nicht schreiben: Ist der Ordner beschreibbar?</translation>
    </message>
    <message>
        <source>cannot make the directory %1 for pictures</source>
        <translation>der Ordner %1 für Bilder lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>no state of the run at or before step %1 was kept: a branch can begin later only</source>
        <translation>vom Lauf ist kein Stand bei Schritt %1 oder davor erhalten: Ein Zweig kann erst später beginnen</translation>
    </message>
    <message>
        <source>the whole</source>
        <translation>das Ganze</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a net spec such as 784-300-100-10, or an object</source>
        <translation>ein Netz wie 784-300-100-10 oder ein Objekt</translation>
    </message>
    <message>
        <source>a list of layers</source>
        <translation>eine Liste von Schichten</translation>
    </message>
    <message>
        <source>it is nested more than %1 levels deep</source>
        <translation>mehr als %1 Ebenen tief geschachtelt</translation>
    </message>
    <message>
        <source>the key &apos;%1&apos; comes twice</source>
        <translation>der Schlüssel &apos;%1&apos; kommt zweimal vor</translation>
    </message>
    <message>
        <source>an object has more than %1 keys</source>
        <translation>ein Objekt hat mehr als %1 Schlüssel</translation>
    </message>
    <message>
        <source>not JSON at line %1, column %2</source>
        <translation>kein JSON in Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>a number is out of range</source>
        <translation>eine Zahl ist zu groß</translation>
    </message>
    <message>
        <source>%1 is %2, expected %3</source>
        <translation>%1 ist %2, erwartet wird %3</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>eine ganze Zahl von %1 bis %2</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>eins von %1</translation>
    </message>
    <message>
        <source>unknown key %1</source>
        <translation>unbekannter Schlüssel %1</translation>
    </message>
    <message>
        <source>a list of [x, y, class]</source>
        <translation>eine Liste von [x, y, Klasse]</translation>
    </message>
    <message>
        <source>[features] or [channels, height, width]</source>
        <translation>[Werte] oder [Kanäle, Höhe, Breite]</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>kein %1</translation>
    </message>
    <message>
        <source>cut short after %1 bytes</source>
        <translation>nach %1 Bytes abgeschnitten</translation>
    </message>
    <message>
        <source>of version %1, expected at most %2; a newer Tristate Lab has written it</source>
        <translation>von Version %1, erwartet wird höchstens %2; ein neueres Tristate Lab hat sie geschrieben</translation>
    </message>
    <message>
        <source>cut short or damaged: its header has %1 bytes, the whole file %2</source>
        <translation>abgeschnitten oder beschädigt: Ihr Kopf hat %1 Bytes, die ganze Datei %2</translation>
    </message>
    <message>
        <source>cut short or damaged: the checksum at its end does not fit the %1 bytes before</source>
        <translation>abgeschnitten oder beschädigt: Die Prüfsumme am Ende passt nicht zu den %1 Bytes davor</translation>
    </message>
    <message>
        <source>net spec &apos;%1&apos;: %2</source>
        <translation>Netz &apos;%1&apos;: %2</translation>
    </message>
    <message>
        <source>it is empty, expected e.g. 784-300-100-10</source>
        <translation>leer, erwartet wird z. B. 784-300-100-10</translation>
    </message>
    <message>
        <source>it has no layers, expected e.g. 784-300-100-10</source>
        <translation>ohne Schichten, erwartet wird z. B. 784-300-100-10</translation>
    </message>
    <message>
        <source>the input &apos;%1&apos; is not understood, expected e.g. 784 or 1x28x28</source>
        <translation>der Eingang &apos;%1&apos; ist nicht zu verstehen, erwartet wird z. B. 784 oder 1x28x28</translation>
    </message>
    <message>
        <source>layer %1 &apos;%2&apos; is not understood, expected units (300), a convolution (20c5, 20c5s2+1), a pooling (p2, p3s2, a2), dropout (d50) or input gates (g)</source>
        <translation>Schicht %1 &apos;%2&apos; ist nicht zu verstehen, erwartet werden Neuronen (300), eine Faltung (20c5, 20c5s2+1), ein Pooling (p2, p3s2, a2), Dropout (d50) oder Eingangsgatter (g)</translation>
    </message>
    <message>
        <source>the last layer is %1, expected the number of classes, e.g. 10</source>
        <translation>die letzte Schicht ist %1, erwartet wird die Zahl der Klassen, z. B. 10</translation>
    </message>
    <message>
        <source>the last layer is marked as fixed (f), but it has no gates anyway</source>
        <translation>die letzte Schicht soll von fester Breite sein (f), hat aber ohnehin keine Gatter</translation>
    </message>
    <message>
        <source>the last layer has a slope (l) for its ReLU, but there is none behind it</source>
        <translation>die letzte Schicht hat eine Steigung (l) für ihre ReLU, aber hinter ihr steht keine</translation>
    </message>
    <message>
        <source>the last layer has batch normalisation, but logits are left as they are</source>
        <translation>die letzte Schicht hat Batch-Normalisierung, aber Logits bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>has %1 layers, expected at most %2</source>
        <translation>hat %1 Schichten, erwartet werden höchstens %2</translation>
    </message>
    <message>
        <source>%1 has %2, expected %3</source>
        <translation>%1 hat %2, erwartet: %3</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>the input</source>
        <translation>der Eingang</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>%1 units</source>
        <translation>%1 Neuronen</translation>
    </message>
    <message>
        <source>%1 maps</source>
        <translation>%1 Karten</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 Werte</translation>
    </message>
    <message>
        <source>%1 channels</source>
        <translation>%1 Kanäle</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 Spalten</translation>
    </message>
    <message>
        <source>a kernel side of %1</source>
        <translation>eine Kernseite von %1</translation>
    </message>
    <message>
        <source>a window side of %1</source>
        <translation>eine Fensterseite von %1</translation>
    </message>
    <message>
        <source>a stride of %1</source>
        <translation>eine Schrittweite von %1</translation>
    </message>
    <message>
        <source>a dropout of %1 %</source>
        <translation>ein Dropout von %1 %</translation>
    </message>
    <message>
        <source>a convolution</source>
        <translation>eine Faltung</translation>
    </message>
    <message>
        <source>a pooling</source>
        <translation>ein Pooling</translation>
    </message>
    <message>
        <source>%1 (%2) has a padding of %3, expected less than its kernel side %4</source>
        <translation>%1 (%2) hat einen Rand von %3, erwartet wird weniger als die Seite ihres Kerns, %4</translation>
    </message>
    <message>
        <source>%1 (g) gates single values, expected a dense layer such as 300 behind it</source>
        <translation>%1 (g) gibt einzelnen Werten Gatter, erwartet wird dahinter eine dichte Schicht wie 300</translation>
    </message>
    <message>
        <source>%1 has a slope of %2 below zero, expected 0 to 1</source>
        <translation>%1 hat unter null eine Steigung von %2, erwartet wird 0 bis 1</translation>
    </message>
    <message>
        <source>%1 (%2) is %3 on %4 flat values, expected feature maps such as 1x28x28</source>
        <translation>%1 (%2) ist %3 auf %4 flachen Werten, erwartet werden Merkmalskarten wie 1x28x28</translation>
    </message>
    <message>
        <source>%1 (%2) needs maps of at least %3, but gets %4</source>
        <translation>%1 (%2) braucht Karten von mindestens %3, bekommt aber %4</translation>
    </message>
    <message>
        <source>%1 (%2) brings the weights and biases to %3, expected at most %4</source>
        <translation>%1 (%2) bringt Gewichte und Schwellen auf %3, erwartet werden höchstens %4</translation>
    </message>
    <message>
        <source>%1 has %2 values a sample, expected at most %3</source>
        <translation>%1 hat %2 Werte je Beispiel, erwartet werden höchstens %3</translation>
    </message>
    <message>
        <source>instruction set &apos;%1&apos; (TRISTATE_ISA): this machine and program have %2</source>
        <translation>Befehlssatz &apos;%1&apos; (TRISTATE_ISA): Diese Maschine und dieses Programm haben %2</translation>
    </message>
    <message>
        <source>the network has %1 dense layers, so there is no fc%2 to factorise</source>
        <translation>das Netz hat %1 dichte Schichten, also kein fc%2, das sich faktorisieren ließe</translation>
    </message>
    <message>
        <source>a rank of %1 for fc%2 is invalid, expected 1 to %3</source>
        <translation>ein Rang von %1 für fc%2 ist ungültig, erwartet wird 1 bis %3</translation>
    </message>
    <message>
        <source>there are %1 widths, expected %2, one for each layer with gates</source>
        <translation>es sind %1 Breiten, erwartet werden %2, eine für jede Schicht mit Gattern</translation>
    </message>
    <message>
        <source>width %1 is %2, expected 1 to %3</source>
        <translation>Breite %1 ist %2, erwartet wird 1 bis %3</translation>
    </message>
    <message>
        <source>with one unit in each layer the network has %1 parameters, but at most %2 are asked for</source>
        <translation>mit einem Neuron in jeder Schicht hat das Netz %1 Parameter, verlangt sind aber höchstens %2</translation>
    </message>
    <message>
        <source>is a ReLU behind the last weights, expected logits without one</source>
        <translation>ist eine ReLU hinter den letzten Gewichten, erwartet werden Logits ohne eine</translation>
    </message>
    <message>
        <source>selects values in another order than they have, which input gates cannot</source>
        <translation>wählt Werte in anderer Reihenfolge aus, als sie haben; das können Eingangsgatter nicht</translation>
    </message>
    <message>
        <source>the network cannot be trained on: layer %1 %2</source>
        <translation>das Netz lässt sich nicht weitertrainieren: Schicht %1 %2</translation>
    </message>
    <message>
        <source>Unit %1 of %2 was pruned by hand.</source>
        <translation>Neuron %1 von %2 wurde von Hand geschlossen.</translation>
    </message>
    <message>
        <source>Unit %1 of %2 was restored by hand.</source>
        <translation>Neuron %1 von %2 wurde von Hand wiederhergestellt.</translation>
    </message>
    <message>
        <source>%1 was linear and is multiplied into the next layer now.</source>
        <translation>%1 war linear und ist jetzt mit der nächsten Schicht verschmolzen.</translation>
    </message>
    <message>
        <source>%1 is linear now.</source>
        <translation>%1 ist jetzt linear.</translation>
    </message>
    <message>
        <source>%1 is no longer linear.</source>
        <translation>%1 ist nicht mehr linear.</translation>
    </message>
    <message>
        <source>The loss is no longer a number: training diverged. The state of the last healthy epoch is back; a smaller learning rate may help.</source>
        <translation>Der Verlust ist keine Zahl mehr: Das Training ist divergiert. Der Stand der letzten gesunden Epoche ist wieder da; eine kleinere Lernrate kann helfen.</translation>
    </message>
    <message>
        <source>There is not enough memory for this experiment.</source>
        <translation>Für dieses Experiment reicht der Speicher nicht.</translation>
    </message>
    <message>
        <source>there is no run to take a checkpoint of</source>
        <translation>Es gibt keinen Lauf, der gesichert werden kann</translation>
    </message>
    <message>
        <source>%1 was merged into the next layer: its gates are gone.</source>
        <translation>%1 ist mit der nächsten Schicht verschmolzen: Ihre Gatter gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Unit %1 of %2 does not exist.</source>
        <translation>Neuron %1 von %2 gibt es nicht.</translation>
    </message>
    <message>
        <source>Unit %1 of %2 was removed and cannot come back.</source>
        <translation>Neuron %1 von %2 wurde entfernt und kann nicht zurückkehren.</translation>
    </message>
    <message>
        <source>Unit %1 of %2 is the last open one of its layer and stays.</source>
        <translation>Neuron %1 von %2 ist das letzte offene seiner Schicht und bleibt.</translation>
    </message>
    <message>
        <source>data &apos;%1&apos;: there are no training samples</source>
        <translation>Daten &apos;%1&apos;: es gibt keine Trainingsbeispiele</translation>
    </message>
    <message>
        <source>data &apos;%1&apos; has samples of %2, but the net &apos;%3&apos; expects %4</source>
        <translation>Beispiele der Daten &apos;%1&apos; sind %2 groß, das Netz &apos;%3&apos; erwartet aber %4</translation>
    </message>
    <message>
        <source>data &apos;%1&apos; has %2 classes, but the net &apos;%3&apos; has %4 outputs</source>
        <translation>die Daten &apos;%1&apos; haben %2 Klassen, das Netz &apos;%3&apos; hat aber %4 Ausgänge</translation>
    </message>
    <message>
        <source>data &apos;%1&apos; has %2 training samples, but the saved run was trained on %3</source>
        <translation>die Daten &apos;%1&apos; haben %2 Trainingsbeispiele, der gesicherte Lauf hatte aber %3</translation>
    </message>
    <message>
        <source>The comparison was interrupted.</source>
        <translation>Der Vergleich wurde abgebrochen.</translation>
    </message>
    <message>
        <source>the training of %1 with seed %2 failed: %3</source>
        <translation>das Training von %1 mit Startwert %2 ist gescheitert: %3</translation>
    </message>
    <message>
        <source>baselines are fine-tuned for the frozen last epochs: there are %1 of them, expected 1 to %2</source>
        <translation>Vergleichsverfahren werden in den letzten, eingefrorenen Epochen nachtrainiert: Es sind %1, erwartet wird 1 bis %2</translation>
    </message>
    <message>
        <source>baselines are compared at equal widths, but with depth gates layers leave altogether</source>
        <translation>Vergleichsverfahren werden bei gleicher Breite verglichen, mit Tiefengattern verschwinden aber ganze Schichten</translation>
    </message>
    <message>
        <source>baselines need at least one seed</source>
        <translation>Vergleichsverfahren brauchen mindestens einen Startwert</translation>
    </message>
    <message>
        <source>%1 is %2, expected %3 to %4</source>
        <translation>%1 ist %2, erwartet wird %3 bis %4</translation>
    </message>
    <message>
        <source>%1 is &apos;%2&apos;, expected a whole number from %3 to %4</source>
        <translation>%1 ist „%2“, erwartet wird eine ganze Zahl von %3 bis %4</translation>
    </message>
    <message>
        <source>%1 is &apos;%2&apos;, expected a number from %3 to %4</source>
        <translation>%1 ist „%2“, erwartet wird eine Zahl von %3 bis %4</translation>
    </message>
    <message>
        <source>%1 is &apos;%2&apos;, expected one of %3</source>
        <translation>%1 ist „%2“, erwartet wird eines von %3</translation>
    </message>
    <message>
        <source>%1 is empty, expected a directory or the name of generated data such as digits</source>
        <translation>%1 ist leer, erwartet wird ein Ordner oder der Name erzeugter Daten wie digits</translation>
    </message>
    <message>
        <source>%1 needs gates to steer, but there are none (%2)</source>
        <translation>%1 braucht Gatter zum Steuern, aber es gibt keine (%2)</translation>
    </message>
    <message>
        <source>%1 %2 -&gt; %3</source>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>%1 on</source>
        <translation>%1 an</translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation>%1 aus</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>No unit can be pruned in this run: the cost of a unit lowers a gate by %1, and it has to fall by more than %2. %3 of %4 or more would do</source>
        <translation>In diesem Lauf kann keine Einheit entfernt werden: Der Preis einer Einheit senkt ein Gatter um %1, und es muss um mehr als %2 fallen. %3 von mindestens %4 würde genügen</translation>
    </message>
    <message>
        <source>No unit can be pruned in this run: the cost of a unit lowers a gate by %1, and it has to fall by more than %2. %3 of %4 or more would do, or at least %5 epochs between %6 and %7</source>
        <translation>In diesem Lauf kann keine Einheit entfernt werden: Der Preis einer Einheit senkt ein Gatter um %1, und es muss um mehr als %2 fallen. %3 von mindestens %4 würde genügen, oder mindestens %5 Epochen zwischen %6 und %7</translation>
    </message>
    <message>
        <source>No unit can be pruned in this run: the gates never learn, as %1 and %2 leave no epoch between them. At least %3 epochs between them would do</source>
        <translation>In diesem Lauf kann keine Einheit entfernt werden: Die Gatter lernen nie, da %1 und %2 keine Epoche zwischen sich lassen. Mindestens %3 Epochen dazwischen würden genügen</translation>
    </message>
    <message>
        <source>cannot keep %1 samples for validation from the %2 training samples of &apos;%3&apos;; expected 0 to %4</source>
        <translation>%1 Beispiele zur Validierung lassen sich nicht aus den %2 Trainingsbeispielen von &apos;%3&apos; nehmen; erwartet wird 0 bis %4</translation>
    </message>
    <message>
        <source>%1 needs validation samples (%2), but there are none</source>
        <translation>%1 braucht Validierungsbeispiele (%2), aber es gibt keine</translation>
    </message>
    <message>
        <source>baselines are trained and then fine-tuned: epochs is %1, expected at least 2</source>
        <translation>Vergleichsverfahren werden trainiert und dann nachtrainiert: Es sind %1 Epochen, erwartet werden mindestens 2</translation>
    </message>
    <message>
        <source>the block &apos;%1&apos; has no end ]</source>
        <translation>der Block „%1“ hat kein Ende ]</translation>
    </message>
    <message>
        <source>&apos;%1&apos; ends a block that has no beginning [</source>
        <translation>„%1“ beendet einen Block, der keinen Anfang [ hat</translation>
    </message>
    <message>
        <source>&apos;%1&apos; behind a block is not understood, expected e.g. [..]+, [..]+x3 or [../..]</source>
        <translation>„%1“ hinter einem Block ist unverständlich, erwartet wird z. B. [..]+, [..]+x3 oder [../..]</translation>
    </message>
    <message>
        <source>the block &apos;%1&apos; has one branch, expected ]+ behind it, or another branch</source>
        <translation>der Block „%1“ hat einen Zweig, erwartet wird ]+ dahinter oder ein weiterer Zweig</translation>
    </message>
    <message>
        <source>blocks are nested more than %1 deep in each other</source>
        <translation>Blöcke sind mehr als %1-fach ineinander verschachtelt</translation>
    </message>
    <message>
        <source>a block goes from %1 to %2, where no convolution 1x1 on its bypass leads</source>
        <translation>ein Block führt von %1 zu %2, wohin keine 1x1-Faltung auf seiner Umgehung führt</translation>
    </message>
    <message>
        <source>the last layer has a largest value (m) for its ReLU, but there is none behind it</source>
        <translation>die letzte Schicht hat einen größten Wert (m) für ihre ReLU, aber dahinter ist keine</translation>
    </message>
    <message>
        <source>%1 (%2) feeds no other one, but is not the last</source>
        <translation>%1 (%2) speist keine andere, ist aber nicht die letzte</translation>
    </message>
    <message>
        <source>a dilation of %1</source>
        <translation>eine Dilatation von %1</translation>
    </message>
    <message>
        <source>%1 groups</source>
        <translation>%1 Gruppen</translation>
    </message>
    <message>
        <source>%1 (%2) has %3 groups, which divide %4 maps into it and %5 out of it into unequal parts</source>
        <translation>%1 (%2) hat %3 Gruppen, die %4 Karten hinein und %5 heraus in ungleiche Teile teilen</translation>
    </message>
    <message>
        <source>%1 (%2) has a padding of %3, expected at most half of its side %4</source>
        <translation>%1 (%2) hat einen Rand von %3, erwartet wird höchstens die Hälfte der Seite %4</translation>
    </message>
    <message>
        <source>%1 has %2 as the largest value of its ReLU, expected above 0</source>
        <translation>%1 hat %2 als größten Wert ihrer ReLU, erwartet wird mehr als 0</translation>
    </message>
    <message>
        <source>%1 adds %2 and %3, expected the same shape</source>
        <translation>%1 addiert %2 und %3, erwartet wird dieselbe Form</translation>
    </message>
    <message>
        <source>%1 puts maps of %2 beside maps of %3, expected the same sides</source>
        <translation>%1 stellt Karten von %2 neben Karten von %3, erwartet werden dieselben Seiten</translation>
    </message>
    <message>
        <source>%1 (%2) has %3 inputs, expected another number</source>
        <translation>%1 (%2) hat %3 Eingänge, erwartet wird eine andere Anzahl</translation>
    </message>
    <message>
        <source>%1 (%2) takes what no layer before it yields</source>
        <translation>%1 (%2) nimmt, was keine Schicht davor liefert</translation>
    </message>
    <message>
        <source>a response normalisation</source>
        <translation>eine Antwortnormierung</translation>
    </message>
    <message>
        <source>Unit %1 of %2 stays: all that is open of %3 comes from it.</source>
        <translation>Neuron %1 von %2 bleibt: Alles, was von %3 offen ist, kommt von ihm.</translation>
    </message>
    <message>
        <source>an operation as in the text of a net, e.g. 16c3+1, b, r, add</source>
        <translation>eine Operation wie im Text eines Netzes, z. B. 16c3+1, b, r, add</translation>
    </message>
    <message>
        <source>a list of numbers from -1, below %1</source>
        <translation>eine Liste von Zahlen ab -1, unter %1</translation>
    </message>
    <message>
        <source>Block %1 vanished: the last unit of %2 closed at minibatch %3.</source>
        <translation>Block %1 ist verschwunden: Die letzte Einheit von %2 schloss bei Minibatch %3.</translation>
    </message>
    <message>
        <source>%1 vanished with its block: its gates are gone.</source>
        <translation>%1 ist mit ihrem Block verschwunden: Ihre Gatter gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; says nothing that varies, expected such as lambda3=1e-4..1e-2:log:9</source>
        <translation>„%1“ sagt nichts, was sich ändert, erwartet wird etwa lambda3=1e-4..1e-2:log:9</translation>
    </message>
    <message>
        <source>there is no setting &apos;%1&apos; that could vary</source>
        <translation>es gibt keine Einstellung „%1“, die sich ändern könnte</translation>
    </message>
    <message>
        <source>%1 cannot vary, as no result depends on it</source>
        <translation>%1 kann sich nicht ändern, da kein Ergebnis davon abhängt</translation>
    </message>
    <message>
        <source>%1 varies twice</source>
        <translation>%1 ändert sich zweimal</translation>
    </message>
    <message>
        <source>%1 has no values to take</source>
        <translation>%1 hat keine Werte</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>nothing varies</source>
        <translation>nichts ändert sich</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; is no range, expected such as 1e-4..1e-2:log:9 or 1..5</source>
        <translation>%1: „%2“ ist kein Bereich, erwartet wird etwa 1e-4..1e-2:log:9 oder 1..5</translation>
    </message>
    <message>
        <source>%1: the range %2 to %3 is empty</source>
        <translation>%1: der Bereich %2 bis %3 ist leer</translation>
    </message>
    <message>
        <source>%1: how many values of the range is not said, expected such as 1e-4..1e-2:log:9</source>
        <translation>%1: wie viele Werte des Bereichs, ist nicht gesagt, erwartet wird etwa 1e-4..1e-2:log:9</translation>
    </message>
    <message>
        <source>%1: a logarithmic range begins above 0, not at %2</source>
        <translation>%1: ein logarithmischer Bereich beginnt über 0, nicht bei %2</translation>
    </message>
    <message>
        <source>%1 is no number and has no range</source>
        <translation>%1 ist keine Zahl und hat keinen Bereich</translation>
    </message>
    <message>
        <source>how many runs is not said</source>
        <translation>wie viele Läufe, ist nicht gesagt</translation>
    </message>
    <message>
        <source>%1 runs are too many, expected at most %2</source>
        <translation>%1 Läufe sind zu viele, erwartet werden höchstens %2</translation>
    </message>
    <message>
        <source>a frontier needs one setting with a range of numbers to search, such as lambda3=1e-4..1e-2:log; there are %1</source>
        <translation>eine Grenzkurve braucht genau eine Einstellung mit einem Zahlenbereich, der abgesucht wird, etwa lambda3=1e-4..1e-2:log; es sind %1</translation>
    </message>
    <message>
        <source>folder &apos;%1&apos;: there is no sweep in it</source>
        <translation>Ordner „%1“: darin ist keine Versuchsreihe</translation>
    </message>
    <message>
        <source>folder &apos;%1&apos;: it holds other things and no sweep</source>
        <translation>Ordner „%1“: darin ist anderes und keine Versuchsreihe</translation>
    </message>
    <message>
        <source>folder &apos;%1&apos;: it holds another sweep; what varies, or the experiment, is not the same</source>
        <translation>Ordner „%1“: darin ist eine andere Versuchsreihe; was sich ändert, oder das Experiment, ist nicht gleich</translation>
    </message>
    <message>
        <source>folder &apos;%1&apos;: the sweep was begun by version %2, and this is version %3; results could differ</source>
        <translation>Ordner „%1“: die Versuchsreihe wurde von Version %2 begonnen, und dies ist Version %3; Ergebnisse könnten abweichen</translation>
    </message>
    <message>
        <source>data &apos;%1&apos;: they are not those that the sweep in &apos;%2&apos; began with</source>
        <translation>Daten „%1“: es sind nicht die, mit denen die Versuchsreihe in „%2“ begann</translation>
    </message>
    <message>
        <source>%1; it was put aside, and the run is done again</source>
        <translation>%1; es wurde beiseitegelegt, und der Lauf wird wiederholt</translation>
    </message>
    <message>
        <source>the result is of the run &apos;%1&apos;</source>
        <translation>das Ergebnis ist von Lauf „%1“</translation>
    </message>
    <message>
        <source>cannot lock &apos;%1&apos;: %2; a new sweep with heartbeat locks works there</source>
        <translation>„%1“ lässt sich nicht sperren: %2; eine neue Versuchsreihe mit Lebenszeichen statt Sperren geht dort</translation>
    </message>
    <message>
        <source>the loss was no number any more after %1 minibatches: training diverged</source>
        <translation>der Verlust war nach %1 Minibatches keine Zahl mehr: das Training ist divergiert</translation>
    </message>
    <message>
        <source>the program that trained it was killed or crashed %1 times</source>
        <translation>das Programm, das ihn trainierte, wurde %1-mal beendet oder stürzte ab</translation>
    </message>
    <message>
        <source>%1 is 0: a run of a sweep must end</source>
        <translation>%1 ist 0: ein Lauf einer Versuchsreihe muss enden</translation>
    </message>
    <message>
        <source>the worker processes died again and again; %1 of %2 runs are done, and the same command goes on</source>
        <translation>die Arbeitsprozesse starben immer wieder; %1 von %2 Läufen sind fertig, und derselbe Befehl macht weiter</translation>
    </message>
    <message>
        <source>cannot start a worker process: %1</source>
        <translation>ein Arbeitsprozess lässt sich nicht starten: %1</translation>
    </message>
    <message>
        <source>Interrupted with %1 of %2 runs done; the same command goes on from there.</source>
        <translation>Unterbrochen nach %1 von %2 Läufen; derselbe Befehl macht von dort weiter.</translation>
    </message>
    <message>
        <source>there is no program &apos;%1&apos; on this machine</source>
        <translation>auf diesem Rechner gibt es kein Programm „%1“</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 schlug fehl: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no condition, expected such as &quot;error &lt;= 1.0&quot; or &quot;parameters &lt;= 5000&quot;</source>
        <translation>„%1“ ist keine Bedingung, erwartet wird etwa &quot;error &lt;= 1.0&quot; oder &quot;parameters &lt;= 5000&quot;</translation>
    </message>
    <message>
        <source>no run of the sweep has %1</source>
        <translation>kein Lauf der Versuchsreihe hat %1</translation>
    </message>
    <message>
        <source>Stopped; the run it was at has a checkpoint.</source>
        <translation>Angehalten; der Lauf, an dem er war, hat einen Zwischenstand.</translation>
    </message>
    <message>
        <source>the runs of a sweep begin anew: --from is for train</source>
        <translation>die Läufe einer Versuchsreihe beginnen neu: --from ist für train</translation>
    </message>
    <message>
        <source>%1 itself: %2 % error on %3 test samples.</source>
        <translation>%1 selbst: %2 % Fehler auf %3 Testbeispielen.</translation>
    </message>
    <message>
        <source>an input range of %1 channels does not fit a network that takes %2</source>
        <translation>ein Eingabebereich von %1 Kanälen passt nicht zu einem Netz, das %2 nimmt</translation>
    </message>
    <message>
        <source>there is no input range &apos;%1&apos;: 0..1, -1..1, 0..255 and data are known</source>
        <translation>den Eingabebereich „%1“ gibt es nicht: Bekannt sind 0..1, -1..1, 0..255 und data</translation>
    </message>
    <message>
        <source>%1 means and %2 deviations were given, expected as many of both</source>
        <translation>%1 Mittelwerte und %2 Abweichungen sind angegeben, erwartet werden gleich viele</translation>
    </message>
    <message>
        <source>a deviation of %1 with a mean of %2: expected a positive number and a number</source>
        <translation>eine Abweichung von %1 bei einem Mittelwert von %2: erwartet werden eine positive Zahl und eine Zahl</translation>
    </message>
    <message>
        <source>a generated set</source>
        <translation>ein erzeugter Datensatz</translation>
    </message>
    <message>
        <source>IDX files, as of MNIST</source>
        <translation>IDX-Dateien wie die von MNIST</translation>
    </message>
    <message>
        <source>binary batches of CIFAR-10</source>
        <translation>binäre Stapel von CIFAR-10</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>eine Tabelle</translation>
    </message>
    <message>
        <source>the file &apos;%1&apos; is no data that can be read; expected a table as text (CSV), or an archive (.zip, .npz, .tar, .tar.gz)</source>
        <translation>die Datei „%1“ enthält keine lesbaren Daten; erwartet wird eine Tabelle als Text (CSV) oder ein Archiv (.zip, .npz, .tar, .tar.gz)</translation>
    </message>
    <message>
        <source>of the %2 samples of &apos;%1&apos; none would be left for the test set with a share of %3</source>
        <translation>von den %2 Beispielen aus „%1“ bliebe bei einem Anteil von %3 keines für die Testdaten</translation>
    </message>
    <message>
        <source>%1 has no rows of values; expected a table</source>
        <translation>%1 hat keine Zeilen mit Werten; erwartet wird eine Tabelle</translation>
    </message>
    <message>
        <source>%1 is no table of text, or has more than %2 columns in its first row</source>
        <translation>%1 ist keine Tabelle als Text oder hat in der ersten Zeile mehr als %2 Spalten</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>the row has %1 fields, expected %2 as in the first one</source>
        <translation>die Zeile hat %1 Felder, erwartet werden %2 wie in der ersten</translation>
    </message>
    <message>
        <source>the column &apos;%1&apos; has numbers, but here the text &apos;%2&apos;; leave the column out, or name it as one of categories</source>
        <translation>die Spalte „%1“ enthält Zahlen, hier aber den Text „%2“; die Spalte weglassen oder als eine von Kategorien nennen</translation>
    </message>
    <message>
        <source>the column &apos;%1&apos; has the number %2, which is not finite</source>
        <translation>die Spalte „%1“ enthält die Zahl %2, die nicht endlich ist</translation>
    </message>
    <message>
        <source>a column has more than %1 different texts</source>
        <translation>eine Spalte hat mehr als %1 verschiedene Texte</translation>
    </message>
    <message>
        <source>%1 has no column &apos;%2&apos; (%3); its columns are %4</source>
        <translation>%1 hat keine Spalte „%2“ (%3); die Spalten sind %4</translation>
    </message>
    <message>
        <source>the column &apos;%1&apos; of %2 is both left out and the target</source>
        <translation>die Spalte „%1“ von %2 ist weggelassen und zugleich das Ziel</translation>
    </message>
    <message>
        <source>all samples of %1 are of the class &apos;%2&apos;; expected at least 2 classes</source>
        <translation>alle Beispiele von %1 gehören zur Klasse „%2“; erwartet werden mindestens 2 Klassen</translation>
    </message>
    <message>
        <source>no row of %1 is left; %2 of %3 have a missing value</source>
        <translation>von %1 bleibt keine Zeile übrig; %2 von %3 haben einen fehlenden Wert</translation>
    </message>
    <message>
        <source>%1 has the columns %2, but %3 has %4; both must have the same</source>
        <translation>%1 hat die Spalten %2, aber %3 hat %4; beide müssen dieselben haben</translation>
    </message>
    <message>
        <source>%1 has samples of the class &apos;%2&apos;, which %3 has none of; its classes are %4</source>
        <translation>%1 hat Beispiele der Klasse „%2“, von der %3 keine hat; dessen Klassen sind %4</translation>
    </message>
    <message>
        <source>%1 has %2 inputs, indicators of categories counted; expected at most %3</source>
        <translation>%1 hat mit den Anzeigern der Kategorien %2 Eingaben; erwartet werden höchstens %3</translation>
    </message>
    <message>
        <source>NumPy arrays</source>
        <translation>NumPy-Felder</translation>
    </message>
    <message>
        <source>%1 has the shape (%2); expected samples x numbers, samples x height x width, or those with 1 or 3 channels</source>
        <translation>%1 hat die Form (%2); erwartet wird Beispiele x Zahlen, Beispiele x Höhe x Breite oder dies mit 1 oder 3 Kanälen</translation>
    </message>
    <message>
        <source>%1 has %2 labels for %3 samples; there must be one for each</source>
        <translation>%1 hat %2 Klassenangaben für %3 Beispiele; jedes braucht eine</translation>
    </message>
    <message>
        <source>row %2 of the labels %1 is no class; expected one number that is not 0</source>
        <translation>Zeile %2 der Klassenangaben %1 ist keine Klasse; erwartet wird genau eine Zahl, die nicht 0 ist</translation>
    </message>
    <message>
        <source>label %2 of %1 is %3; expected whole numbers, one for each class</source>
        <translation>Klassenangabe %2 von %1 ist %3; erwartet werden ganze Zahlen, eine für jede Klasse</translation>
    </message>
    <message>
        <source>number %2 of %1 (%3 in each sample) is not finite</source>
        <translation>Zahl %2 von %1 (%3 je Beispiel) ist nicht endlich</translation>
    </message>
    <message>
        <source>the samples of %1 are %2, those beside %3 %4; both must have one shape</source>
        <translation>die Beispiele von %1 sind %2, die bei %3 %4; beide müssen dieselbe Form haben</translation>
    </message>
    <message>
        <source>%1 is no NumPy array of format 1 to 3</source>
        <translation>%1 ist kein NumPy-Feld im Format 1 bis 3</translation>
    </message>
    <message>
        <source>%1 has a header that is not understood, expected numbers of at most 4 dimensions: %2</source>
        <translation>%1 hat einen unverständlichen Kopf, erwartet werden Zahlen mit höchstens 4 Dimensionen: %2</translation>
    </message>
    <message>
        <source>%1 begins with %2, which is no IDX file of 1 to %3 dimensions</source>
        <translation>%1 beginnt mit %2, das ist keine IDX-Datei mit 1 bis %3 Dimensionen</translation>
    </message>
    <message>
        <source>the archive %1 cannot be read: %2</source>
        <translation>das Archiv %1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>&apos;%2&apos; in the archive %1 cannot be read: %3</source>
        <translation>„%2“ im Archiv %1 ist nicht lesbar: %3</translation>
    </message>
    <message>
        <source>the archive %1 holds &apos;%2&apos;, a path that leads out of it</source>
        <translation>das Archiv %1 enthält „%2“, einen Pfad, der aus ihm hinausführt</translation>
    </message>
    <message>
        <source>&apos;%2&apos; in the archive %1 is encrypted; unpack it first</source>
        <translation>„%2“ im Archiv %1 ist verschlüsselt; bitte erst entpacken</translation>
    </message>
    <message>
        <source>&apos;%2&apos; in the archive %1 is packed by %3, which is not read here; pack it anew by deflate</source>
        <translation>„%2“ im Archiv %1 ist mit %3 gepackt, was hier nicht gelesen wird; bitte neu mit Deflate packen</translation>
    </message>
    <message>
        <source>&apos;%2&apos; in the archive %1 is larger than an archive of this size can hold</source>
        <translation>„%2“ im Archiv %1 ist größer, als ein Archiv dieser Größe fassen kann</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds more than %2 files</source>
        <translation>„%1“ enthält mehr als %2 Dateien</translation>
    </message>
    <message>
        <source>a folder of pictures for each class</source>
        <translation>ein Ordner mit Bildern für jede Klasse</translation>
    </message>
    <message>
        <source>%1 is no PNG, JPEG, BMP, PGM or PPM</source>
        <translation>%1 ist kein PNG, JPEG, BMP, PGM oder PPM</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>%1 says that it has %2 x %3 pixels, more than its %4 bytes can hold</source>
        <translation>%1 gibt %2 x %3 Pixel an, mehr als seine %4 Bytes fassen können</translation>
    </message>
    <message>
        <source>%1 of %2 pictures cannot be read and are left out; the first: %3</source>
        <translation>%1 von %2 Bildern sind nicht lesbar und werden weggelassen; das erste: %3</translation>
    </message>
    <message>
        <source>no picture below &apos;%1&apos; can be read; the first: %2</source>
        <translation>kein Bild unter „%1“ ist lesbar; das erste: %2</translation>
    </message>
    <message>
        <source>the pictures are large or of different sizes and become %1; %2 gives them another one</source>
        <translation>die Bilder sind groß oder verschieden groß und werden zu %1; %2 gibt ihnen eine andere Größe</translation>
    </message>
    <message>
        <source>the size &apos;%1&apos; of %2 is not understood, expected e.g. 3x32x32 with 1 or 3 channels</source>
        <translation>die Größe „%1“ von %2 ist unverständlich, erwartet wird z. B. 3x32x32 mit 1 oder 3 Kanälen</translation>
    </message>
    <message>
        <source>%1: %2, separated by %3, decimal %4, %5</source>
        <translation>%1: %2, getrennt durch %3, Dezimalzeichen %4, %5</translation>
    </message>
    <message>
        <source>with a header</source>
        <translation>mit Kopfzeile</translation>
    </message>
    <message>
        <source>without a header</source>
        <translation>ohne Kopfzeile</translation>
    </message>
    <message>
        <source>the column &apos;%1&apos; has %2 different texts, too many for categories, and is left out</source>
        <translation>die Spalte „%1“ hat %2 verschiedene Texte, zu viele für Kategorien, und wird weggelassen</translation>
    </message>
    <message>
        <source>the column &apos;%1&apos; has one value only</source>
        <translation>die Spalte „%1“ hat nur einen Wert</translation>
    </message>
    <message>
        <source>the column &apos;%1&apos; tells the class by itself: is it the target in other words?</source>
        <translation>die Spalte „%1“ verrät allein schon die Klasse: Ist sie das Ziel in anderen Worten?</translation>
    </message>
    <message>
        <source>the class &apos;%1&apos; has %2 training samples only</source>
        <translation>die Klasse „%1“ hat nur %2 Trainingsbeispiele</translation>
    </message>
    <message>
        <source>%1 of the %2 test samples are in the training data, too</source>
        <translation>%1 der %2 Testbeispiele stehen auch in den Trainingsdaten</translation>
    </message>
    <message>
        <source>%1 rows have a missing value and are left out</source>
        <translation>%1 Zeilen haben einen fehlenden Wert und werden weggelassen</translation>
    </message>
    <message>
        <source>%1 rows have no class and are left out</source>
        <translation>%1 Zeilen haben keine Klasse und werden weggelassen</translation>
    </message>
    <message>
        <source>%1 values of the test set are categories that the training data has none of</source>
        <translation>%1 Werte der Testdaten sind Kategorien, die in den Trainingsdaten nicht vorkommen</translation>
    </message>
    <message>
        <source>%1 (%2) divides by a power of %3 and more, expected more than 0 (k)</source>
        <translation>%1 (%2) teilt durch eine Potenz von %3 und mehr, erwartet wird mehr als 0 (k)</translation>
    </message>
    <message>
        <source>Nothing has changed for %1 epochs: the run rests. Play goes on.</source>
        <translation>Seit %1 Epochen hat sich nichts geändert: Der Lauf ruht. Start setzt ihn fort.</translation>
    </message>
    <message>
        <source>data &apos;%1&apos; has %2 targets to predict, but the network has %3 outputs</source>
        <translation>die Daten „%1“ haben %2 Ziele, die vorherzusagen sind, das Netz aber hat %3 Ausgänge</translation>
    </message>
    <message>
        <source>%1 itself: RMSE %2 on %3 test samples.</source>
        <translation>%1 selbst: RMSE %2 auf %3 Testbeispielen.</translation>
    </message>
    <message>
        <source>the exported network does not match the one on screen: %1 of %2 predictions are equal up to 1e-4 of the target&apos;s deviation, and a number differs by %3</source>
        <translation>das exportierte Netz gleicht dem auf dem Bildschirm nicht: %1 von %2 Vorhersagen sind bis auf 1e-4 der Abweichung des Ziels gleich, und eine Zahl weicht um %3 ab</translation>
    </message>
    <message>
        <source>data &apos;%1&apos; has %2 targets to predict, but the net &apos;%3&apos; has %4 outputs</source>
        <translation>die Daten „%1“ haben %2 Ziele, die vorherzusagen sind, das Netz „%3“ aber hat %4 Ausgänge</translation>
    </message>
    <message>
        <source>%1 has no column beside &apos;%2&apos;, which is to be predicted; expected inputs, too</source>
        <translation>%1 hat keine Spalte neben „%2“, die vorherzusagen ist; erwartet werden auch Eingaben</translation>
    </message>
    <message>
        <source>the column &apos;%1&apos; of %2 has %3 different numbers with decimals, which are no classes; %4 regression predicts numbers</source>
        <translation>die Spalte „%1“ von %2 hat %3 verschiedene Zahlen mit Nachkommastellen, die keine Klassen sind; %4 regression sagt Zahlen vorher</translation>
    </message>
    <message>
        <source>the target &apos;%1&apos; of &apos;%2&apos; is one number in all of the training part</source>
        <translation>das Ziel „%1“ von „%2“ ist im ganzen Trainingsteil dieselbe Zahl</translation>
    </message>
    <message>
        <source>the column &apos;%1&apos; of %2 has texts; a regression predicts columns of numbers</source>
        <translation>die Spalte „%1“ von %2 hat Texte; eine Regression sagt Spalten von Zahlen vorher</translation>
    </message>
    <message>
        <source>the column &apos;%1&apos; stands twice in %2</source>
        <translation>die Spalte „%1“ steht zweimal in %2</translation>
    </message>
    <message>
        <source>%1 names several columns, &apos;%2&apos;; classes are those of one column</source>
        <translation>%1 nennt mehrere Spalten, „%2“; Klassen sind die einer Spalte</translation>
    </message>
    <message>
        <source>%1 chooses classes, but the targets of &apos;%2&apos; are numbers</source>
        <translation>%1 wählt Klassen, aber die Ziele von „%2“ sind Zahlen</translation>
    </message>
    <message>
        <source>%1 rows have no number to predict and are left out</source>
        <translation>%1 Zeilen haben keine Zahl, die vorherzusagen wäre, und sind ausgelassen</translation>
    </message>
    <message>
        <source>the target &apos;%1&apos; has many different numbers, which makes a regression; %2 classes takes them for names</source>
        <translation>das Ziel „%1“ hat viele verschiedene Zahlen, was eine Regression ergibt; %2 classes nimmt sie als Namen</translation>
    </message>
    <message>
        <source>%1 has other columns and is left aside; a share of the rows becomes the test set</source>
        <translation>%1 hat andere Spalten und bleibt beiseite; ein Teil der Zeilen wird zum Testset</translation>
    </message>
    <message>
        <source>%1 needs a run that ends, but %2 is 0</source>
        <translation>%1 braucht einen Lauf, der endet, aber %2 ist 0</translation>
    </message>
    <message>
        <source>train.bin and test.bin of the binary version of CIFAR-100 (plain or .gz)</source>
        <translation>train.bin und test.bin der binären Fassung von CIFAR-100 (so oder als .gz)</translation>
    </message>
    <message>
        <source>there is no set &apos;%1&apos; in the list; the sets are %2</source>
        <translation>in der Liste steht kein Datensatz „%1“; es gibt %2</translation>
    </message>
    <message>
        <source>%1 cannot be loaded: %2. Without a network, put its files %3 into the folder &apos;%4&apos;</source>
        <translation>%1 lässt sich nicht laden: %2. Ohne Netzverbindung die Dateien %3 in den Ordner „%4“ legen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>the server answers with the code %1</source>
        <translation>der Server antwortet mit dem Code %1</translation>
    </message>
    <message>
        <source>more than the %1 bytes that it has came</source>
        <translation>es kamen mehr als die %1 Bytes, die es sein müssen</translation>
    </message>
    <message>
        <source>%1 of %2 bytes came</source>
        <translation>es kamen %1 von %2 Bytes</translation>
    </message>
    <message>
        <source>what came has another checksum (SHA-256) than the list says, and was thrown away</source>
        <translation>was kam, hat eine andere Prüfsumme (SHA-256), als die Liste sagt, und wurde verworfen</translation>
    </message>
    <message>
        <source>Loading %1 was stopped; it goes on from where it was</source>
        <translation>Das Laden von %1 wurde angehalten; es geht weiter, wo es war</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be written: %2</source>
        <translation>„%1“ lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>the binary files of CIFAR-100</source>
        <translation>die Binärdateien von CIFAR-100</translation>
    </message>
    <message>
        <source>the data &apos;%1&apos; have classes; a regression (%2) predicts the numbers of a table or of NumPy arrays</source>
        <translation>die Daten „%1“ haben Klassen; eine Regression (%2) sagt Zahlen einer Tabelle oder von NumPy-Feldern vorher</translation>
    </message>
    <message>
        <source>%1 has %2 numbers to predict of a sample, %3 has %4; both must have as many</source>
        <translation>%1 hat %2 vorherzusagende Zahlen je Beispiel, %3 hat %4; es müssen gleich viele sein</translation>
    </message>
    <message>
        <source>the archive &apos;%1&apos; holds %2 files, but no data that are known: IDX files, NumPy arrays, binary files of CIFAR, a table, or a folder of pictures for each class</source>
        <translation>das Archiv „%1“ enthält %2 Dateien, aber keine bekannten Daten: IDX-Dateien, NumPy-Felder, Binärdateien von CIFAR, eine Tabelle oder einen Ordner mit Bildern für jede Klasse</translation>
    </message>
    <message>
        <source>lambda1 (gates become binary)</source>
        <translation>λ₁ (Gatter werden binär)</translation>
    </message>
    <message>
        <source>lambda2 (layers become binary)</source>
        <translation>λ₂ (Schichten werden binär)</translation>
    </message>
    <message>
        <source>lambda3 (cost of width)</source>
        <translation>λ₃ (Kosten der Breite)</translation>
    </message>
    <message>
        <source>lambda4 (reward for linear layers)</source>
        <translation>λ₄ (Lohn für lineare Schichten)</translation>
    </message>
    <message>
        <source>the loss</source>
        <translation>der Verlust</translation>
    </message>
    <message>
        <source>the limits 0 and 1</source>
        <translation>die Grenzen 0 und 1</translation>
    </message>
    <message>
        <source>being kept as the last one</source>
        <translation>das Offenhalten des Letzten</translation>
    </message>
    <message>
        <source>set from outside the training</source>
        <translation>von außerhalb des Trainings gesetzt</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>Rundung</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>Klasse %1</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>Ziel %1</translation>
    </message>
    <message>
        <source>predicted too small</source>
        <translation>zu klein vorhergesagt</translation>
    </message>
    <message>
        <source>predicted too large</source>
        <translation>zu groß vorhergesagt</translation>
    </message>
    <message>
        <source>Since %3 the gate went from %1 to %2, where it is at minibatch %4.</source>
        <translation>Seit %3 ging das Gatter von %1 auf %2, wo es bei Minibatch %4 steht.</translation>
    </message>
    <message>
        <source>Since %3 the gate went from %1 to %2; it closed at minibatch %4.</source>
        <translation>Seit %3 ging das Gatter von %1 auf %2; es schloss sich bei Minibatch %4.</translation>
    </message>
    <message>
        <source>Since %3 the gate went from %1 to %2; it opened at minibatch %4.</source>
        <translation>Seit %3 ging das Gatter von %1 auf %2; es öffnete sich bei Minibatch %4.</translation>
    </message>
    <message>
        <source>Since %3 the gate d went from %1 to %2; the layer became linear at minibatch %4.</source>
        <translation>Seit %3 ging das Gatter d von %1 auf %2; die Schicht wurde bei Minibatch %4 linear.</translation>
    </message>
    <message>
        <source>Since %3 the gate d went from %1 to %2; the layer ceased to be linear at minibatch %4.</source>
        <translation>Seit %3 ging das Gatter d von %1 auf %2; die Schicht ist seit Minibatch %4 nicht mehr linear.</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>dem Beginn</translation>
    </message>
    <message>
        <source>minibatch %1</source>
        <translation>Minibatch %1</translation>
    </message>
    <message>
        <source>The gate did not move: the gates were not learning.</source>
        <translation>Das Gatter bewegte sich nicht: Die Gatter lernten nicht.</translation>
    </message>
    <message>
        <source>%1 pushed it down by %2</source>
        <translation>%1: um %2 hinunter</translation>
    </message>
    <message>
        <source>%1 held it up by %2</source>
        <translation>%1: um %2 oben gehalten</translation>
    </message>
    <message>
        <source>%1 pushed it up by %2</source>
        <translation>%1: um %2 hinauf</translation>
    </message>
    <message>
        <source>The unit left the network after minibatch %1.</source>
        <translation>Das Neuron verließ das Netz nach Minibatch %1.</translation>
    </message>
    <message>
        <source>There is no layer with gates called &apos;%1&apos;; there are: %2.</source>
        <translation>Es gibt keine Schicht mit Gattern namens „%1“; es gibt: %2.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be explained: trained again it does not end as it was saved (another processor, an older program, or other data).</source>
        <translation>„%1“ lässt sich nicht erklären: Noch einmal trainiert, endet es nicht so, wie es gespeichert wurde (ein anderer Prozessor, ein älteres Programm oder andere Daten).</translation>
    </message>
    <message>
        <source>The replay was interrupted.</source>
        <translation>Das erneute Training wurde unterbrochen.</translation>
    </message>
    <message>
        <source>The gate d of %1 does not learn in this run.</source>
        <translation>Das Gatter d von %1 lernt in diesem Lauf nicht.</translation>
    </message>
    <message>
        <source>The gate did not close between minibatches %1 and %2: there is nothing to hold open.</source>
        <translation>Das Gatter schloss sich zwischen den Minibatches %1 und %2 nicht: Es gibt nichts offen zu halten.</translation>
    </message>
    <message>
        <source>Only the gate of a unit can be held open, not the d of a layer.</source>
        <translation>Offen halten lässt sich nur das Gatter eines Neurons, nicht das d einer Schicht.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no setting of a running run with such a value</source>
        <translation>„%1“ ist keine Einstellung eines laufenden Laufs mit einem solchen Wert</translation>
    </message>
    <message>
        <source>It may have been trained on other values: with the input range %1 its error is %2.</source>
        <translation>Vielleicht wurde es mit anderen Werten trainiert: Mit dem Eingabebereich %1 ist sein Fehler %2.</translation>
    </message>
    <message>
        <source>The input range %1 is clearly the best: error %2; next comes %3 with %4.</source>
        <translation>Der Eingabebereich %1 ist klar der beste: Fehler %2; als nächster kommt %3 mit %4.</translation>
    </message>
    <message>
        <source>No input range is clearly the best: %1 has an error of %2, %3 has %4. Choose the one that the network was trained with.</source>
        <translation>Kein Eingabebereich ist klar der beste: %1 hat einen Fehler von %2, %3 hat %4. Wählen Sie den, mit dem das Netz trainiert wurde.</translation>
    </message>
    <message>
        <source>An error of %1 is hardly better than always giving the same answer, which has %2: the data, the order of the classes or the input range are other than in its training.</source>
        <translation>Ein Fehler von %1 ist kaum besser, als immer dieselbe Antwort zu geben, was %2 hat: Die Daten, die Reihenfolge der Klassen oder der Eingabebereich sind andere als in seinem Training.</translation>
    </message>
    <message>
        <source>ONNX Runtime, which shares no code with this program, agrees: an error of %1, and the same answer for %2 of %3 test samples.</source>
        <translation>ONNX Runtime, das keinen Code mit diesem Programm teilt, stimmt überein: ein Fehler von %1 und dieselbe Antwort für %2 von %3 Testbeispielen.</translation>
    </message>
    <message>
        <source>ONNX Runtime, which shares no code with this program, does not agree: an error of %1, and the same answer for %2 of %3 test samples only. The file may be read wrongly here.</source>
        <translation>ONNX Runtime, das keinen Code mit diesem Programm teilt, stimmt nicht überein: ein Fehler von %1 und dieselbe Antwort nur für %2 von %3 Testbeispielen. Vielleicht wird die Datei hier falsch gelesen.</translation>
    </message>
    <message>
        <source>ONNX Runtime cannot run the file: %1</source>
        <translation>ONNX Runtime kann die Datei nicht ausführen: %1</translation>
    </message>
    <message>
        <source>another process is loading %1 already</source>
        <translation>ein anderer Prozess lädt %1 bereits</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has no column &apos;%2&apos;, expected a table as &apos;tristate baselines --csv&apos; writes it</source>
        <translation>&apos;%1&apos; hat keine Spalte &apos;%2&apos;; erwartet wird eine Tabelle, wie &apos;tristate baselines --csv&apos; sie schreibt</translation>
    </message>
    <message>
        <source>%1 is a picture, and the data of this net are none</source>
        <translation>%1 ist ein Bild, und die Daten dieses Netzes sind keine Bilder</translation>
    </message>
    <message>
        <source>the data of this net are pictures; expected a picture, not a row of values</source>
        <translation>die Daten dieses Netzes sind Bilder; erwartet wird ein Bild, keine Zeile mit Werten</translation>
    </message>
    <message>
        <source>the data of this net are neither pictures of bytes nor rows of a table</source>
        <translation>die Daten dieses Netzes sind weder Bilder aus Bytes noch Zeilen einer Tabelle</translation>
    </message>
    <message>
        <source>the archive &apos;%1&apos; has changed since it was opened</source>
        <translation>das Archiv „%1“ hat sich geändert, seit es geöffnet wurde</translation>
    </message>
    <message>
        <source>there is no row; expected values of %1</source>
        <translation>es gibt keine Zeile; erwartet werden Werte von %1</translation>
    </message>
    <message>
        <source>expected %1 values (%2), found %3; with the names in a line above, others may be among them</source>
        <translation>erwartet werden %1 Werte (%2), gefunden wurden %3; mit den Namen in einer Zeile darüber dürfen andere dabei sein</translation>
    </message>
    <message>
        <source>the row has no &apos;%1&apos;</source>
        <translation>in der Zeile fehlt „%1“</translation>
    </message>
    <message>
        <source>the value of &apos;%1&apos; is missing</source>
        <translation>der Wert von „%1“ fehlt</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a number, not &apos;%2&apos;</source>
        <translation>„%1“ ist eine Zahl, nicht „%2“</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be &apos;%2&apos;, only %3</source>
        <translation>„%1“ kann nicht „%2“ sein, nur %3</translation>
    </message>
    <message>
        <source>there is no %1 sample in the data &apos;%2&apos;</source>
        <translation>in den Daten „%2“ gibt es kein Beispiel (%1)</translation>
    </message>
    <message>
        <source>a field begins with a quotation mark that no other closes, to the end of the file</source>
        <translation>ein Feld beginnt mit einem Anführungszeichen, das bis zum Ende der Datei keines schließt</translation>
    </message>
    <message>
        <source>Loading the data was interrupted.</source>
        <translation>Das Laden der Daten wurde unterbrochen.</translation>
    </message>
    <message>
        <source>the link is cut short or damaged: was all of it copied?</source>
        <translation>der Link ist abgeschnitten oder beschädigt: wurde er ganz kopiert?</translation>
    </message>
    <message>
        <source>a link of %1 characters would carry the experiment, expected at most %2</source>
        <translation>ein Link mit dem Experiment hätte %1 Zeichen, erwartet werden höchstens %2</translation>
    </message>
    <message>
        <source>Closed units removed from %2: %1; left: %3.</source>
        <translation>Geschlossene Einheiten aus %2 entfernt: %1; übrig: %3.</translation>
    </message>
</context>
<context>
    <name>tristate::train::Settings</name>
    <message>
        <source>Training samples that are kept for validation: settings are chosen by them, never by the test set</source>
        <translation>Trainingsbeispiele, die für die Validierung zurückgehalten werden: Nach ihnen werden Einstellungen gewählt, nie nach den Testdaten</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Only the samples of the first so many classes</source>
        <translation>Nur die Beispiele der ersten so vielen Klassen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Training samples of generated data</source>
        <translation>Trainingsbeispiele erzeugter Daten</translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation>Testbeispiele</translation>
    </message>
    <message>
        <source>Test samples of generated data</source>
        <translation>Testbeispiele erzeugter Daten</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Most pixels that a training image moves</source>
        <translation>Um so viele Pixel höchstens wird ein Trainingsbild verschoben</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Rotate / °</source>
        <translation>Drehen / °</translation>
    </message>
    <message>
        <source>Most degrees that it turns</source>
        <translation>Um so viele Grad höchstens wird es gedreht</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skalieren</translation>
    </message>
    <message>
        <source>Most relative change of its size: 0.1 is 10 %</source>
        <translation>Größte relative Änderung seiner Größe: 0.1 sind 10 %</translation>
    </message>
    <message>
        <source>Shear</source>
        <translation>Scheren</translation>
    </message>
    <message>
        <source>Most columns that it leans for each row</source>
        <translation>Um so viele Spalten je Zeile höchstens neigt es sich</translation>
    </message>
    <message>
        <source>Elastic / px</source>
        <translation>Elastisch / px</translation>
    </message>
    <message>
        <source>Root mean square of a smooth random displacement, in pixels</source>
        <translation>Quadratisches Mittel einer glatten zufälligen Verschiebung, in Pixeln</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Exchange left and right in half of the images</source>
        <translation>In der Hälfte der Bilder links und rechts vertauschen</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Passes over the training data</source>
        <translation>Durchgänge durch die Trainingsdaten</translation>
    </message>
    <message>
        <source>until stopped</source>
        <translation>ohne Ende</translation>
    </message>
    <message>
        <source>Minibatch</source>
        <translation>Minibatch</translation>
    </message>
    <message>
        <source>Samples in a minibatch</source>
        <translation>Beispiele in einem Minibatch</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Of weights and biases</source>
        <translation>Der Gewichte und Schwellenwerte</translation>
    </message>
    <message>
        <source>SGD with momentum</source>
        <translation>SGD mit Momentum</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Of weights and biases, for each minibatch</source>
        <translation>Der Gewichte und Schwellenwerte, je Minibatch</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Of the learning rate; cosine: it falls to 0 at the end</source>
        <translation>Der Lernrate; Kosinus: Sie fällt bis zum Ende auf 0</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstant</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Step epochs</source>
        <translation>Stufe, Epochen</translation>
    </message>
    <message>
        <source>Schedule of steps: epochs between two steps</source>
        <translation>Zeitplan mit Stufen: Epochen zwischen zwei Stufen</translation>
    </message>
    <message>
        <source>Step factor</source>
        <translation>Stufe, Faktor</translation>
    </message>
    <message>
        <source>Schedule of steps: what the rate is multiplied by</source>
        <translation>Zeitplan mit Stufen: womit die Rate multipliziert wird</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Of SGD</source>
        <translation>Von SGD</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Decoupled, of the weights between open units</source>
        <translation>Entkoppelt, der Gewichte zwischen offenen Einheiten</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>The results do not depend on it</source>
        <translation>Die Ergebnisse hängen nicht davon ab</translation>
    </message>
    <message>
        <source>every core</source>
        <translation>jeder Kern</translation>
    </message>
    <message>
        <source>Width gates</source>
        <translation>Breitengatter</translation>
    </message>
    <message>
        <source>Learn which units stay</source>
        <translation>Lernen, welche Einheiten bleiben</translation>
    </message>
    <message>
        <source>Depth gates</source>
        <translation>Tiefengatter</translation>
    </message>
    <message>
        <source>Learn also which layers turn linear</source>
        <translation>Auch lernen, welche Schichten linear werden</translation>
    </message>
    <message>
        <source>λ₃ at first</source>
        <translation>λ₃ am Anfang</translation>
    </message>
    <message>
        <source>What an open unit costs when a run starts; it may change while the run goes on</source>
        <translation>Was eine offene Einheit am Anfang eines Laufs kostet; es kann sich während des Laufs ändern</translation>
    </message>
    <message>
        <source>λ₁ at first</source>
        <translation>λ₁ am Anfang</translation>
    </message>
    <message>
        <source>Drives each w to 0 or 1</source>
        <translation>Treibt jedes w zu 0 oder 1</translation>
    </message>
    <message>
        <source>λ₂ at first</source>
        <translation>λ₂ am Anfang</translation>
    </message>
    <message>
        <source>Drives each d to 0 or 1</source>
        <translation>Treibt jedes d zu 0 oder 1</translation>
    </message>
    <message>
        <source>λ₄ at first</source>
        <translation>λ₄ am Anfang</translation>
    </message>
    <message>
        <source>Rewards linear layers</source>
        <translation>Belohnt lineare Schichten</translation>
    </message>
    <message>
        <source>A unit costs</source>
        <translation>Preis je Einheit</translation>
    </message>
    <message>
        <source>What λ₃ is multiplied by</source>
        <translation>Womit λ₃ multipliziert wird</translation>
    </message>
    <message>
        <source>the same everywhere</source>
        <translation>überall gleich</translation>
    </message>
    <message>
        <source>its parameters</source>
        <translation>ihre Parameter</translation>
    </message>
    <message>
        <source>its operations</source>
        <translation>ihre Operationen</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>Schätzer</translation>
    </message>
    <message>
        <source>How a gate becomes open or closed</source>
        <translation>Wie ein Gatter offen oder geschlossen wird</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Bernoulli</source>
        <translation>Bernoulli</translation>
    </message>
    <message>
        <source>Hard concrete</source>
        <translation>Hard Concrete</translation>
    </message>
    <message>
        <source>Real-valued</source>
        <translation>Reellwertig</translation>
    </message>
    <message>
        <source>Gate rate</source>
        <translation>Gatter-Lernrate</translation>
    </message>
    <message>
        <source>Learning rate of the gates, for each minibatch</source>
        <translation>Lernrate der Gatter, je Minibatch</translation>
    </message>
    <message>
        <source>Gates start at</source>
        <translation>Gatter-Start</translation>
    </message>
    <message>
        <source>The width gates&apos; first value, 0.5 to 1</source>
        <translation>Erster Wert der Breitengatter, 0.5 bis 1</translation>
    </message>
    <message>
        <source>Merge linear layers</source>
        <translation>Verschmelzen</translation>
    </message>
    <message>
        <source>Multiply a linear layer into the next one</source>
        <translation>Eine lineare Schicht in die nächste multiplizieren</translation>
    </message>
    <message>
        <source>where it adds no parameters</source>
        <translation>ohne mehr Parameter</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>First epochs, without moving the gates</source>
        <translation>Erste Epochen, in denen die Gatter ruhen</translation>
    </message>
    <message>
        <source>λ rises for</source>
        <translation>λ steigt für</translation>
    </message>
    <message>
        <source>Epochs in which λ₃ and λ₄ rise from 0, after that</source>
        <translation>Epochen, in denen λ₃ und λ₄ danach von 0 ansteigen</translation>
    </message>
    <message>
        <source>no epoch</source>
        <translation>keine Epoche</translation>
    </message>
    <message>
        <source>λ₁, λ₂ from epoch</source>
        <translation>λ₁, λ₂ ab Epoche</translation>
    </message>
    <message>
        <source>Epoch from which on they are in force</source>
        <translation>Epoche, ab der sie gelten</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Einfrieren</translation>
    </message>
    <message>
        <source>Last epochs, without moving the gates</source>
        <translation>Letzte Epochen, in denen die Gatter ruhen</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Minibatches after which a closed unit is removed and a linear layer merged</source>
        <translation>Minibatches, nach denen eine geschlossene Einheit entfernt und eine lineare Schicht verschmolzen wird</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Gatter</translation>
    </message>
    <message>
        <source>Gates, when</source>
        <translation>Gatter, wann</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Seed of the data</source>
        <translation>Startwert der Daten</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Of the initial weights and of the order of samples: the same seed gives the same run</source>
        <translation>Der Anfangsgewichte und der Reihenfolge der Beispiele: Derselbe Startwert gibt denselben Lauf</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>gate rate</source>
        <translation>Gatter-Lernrate</translation>
    </message>
    <message>
        <source>λ₁</source>
        <translation>λ₁</translation>
    </message>
    <message>
        <source>λ₂</source>
        <translation>λ₂</translation>
    </message>
    <message>
        <source>λ₃</source>
        <translation>λ₃</translation>
    </message>
    <message>
        <source>λ₄</source>
        <translation>λ₄</translation>
    </message>
    <message>
        <source>patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Slow motion waits after every minibatch</source>
        <translation>Zeitlupe wartet nach jedem Minibatch</translation>
    </message>
    <message>
        <source>While a run goes on</source>
        <translation>Während eines Laufs</translation>
    </message>
    <message>
        <source>weights frozen</source>
        <translation>Gewichte eingefroren</translation>
    </message>
    <message>
        <source>weights free</source>
        <translation>Gewichte frei</translation>
    </message>
    <message>
        <source>gates frozen</source>
        <translation>Gatter eingefroren</translation>
    </message>
    <message>
        <source>gates free</source>
        <translation>Gatter frei</translation>
    </message>
    <message>
        <source>Freeze weights</source>
        <translation>Gewichte fest</translation>
    </message>
    <message>
        <source>Freeze gates</source>
        <translation>Gatter fest</translation>
    </message>
    <message>
        <source>Only the gates learn</source>
        <translation>Nur die Gatter lernen</translation>
    </message>
    <message>
        <source>Only the weights learn: the width stays</source>
        <translation>Nur die Gewichte lernen: Die Breite bleibt</translation>
    </message>
    <message>
        <source>Learning rate of the weights</source>
        <translation>Lernrate der Gewichte</translation>
    </message>
    <message>
        <source>Learning rate of the gates</source>
        <translation>Lernrate der Gatter</translation>
    </message>
    <message>
        <source>Binary widths λ₁</source>
        <translation>Binäre Breiten λ₁</translation>
    </message>
    <message>
        <source>Binary depths λ₂</source>
        <translation>Binäre Tiefen λ₂</translation>
    </message>
    <message>
        <source>Pruning strength λ₃</source>
        <translation>Pruning-Stärke λ₃</translation>
    </message>
    <message>
        <source>Reward for linear layers λ₄</source>
        <translation>Lohn für lineare Schichten λ₄</translation>
    </message>
    <message>
        <source>Drives the gate w of every neuron to 0 or 1</source>
        <translation>Treibt das Gatter w jedes Neurons auf 0 oder 1</translation>
    </message>
    <message>
        <source>Drives the depth gate d of every layer to 0 or 1</source>
        <translation>Treibt das Tiefengatter d jeder Schicht auf 0 oder 1</translation>
    </message>
    <message>
        <source>What an open neuron costs. Drag it: neurons close from the next minibatch on.</source>
        <translation>Was ein offenes Neuron kostet. Ziehen: Ab dem nächsten Minibatch schließen Neuronen.</translation>
    </message>
    <message>
        <source>Rewards layers whose depth gate d is 1: they are linear and are merged into the next one</source>
        <translation>Belohnt Schichten, deren Tiefengatter d 1 ist: Sie sind linear und werden mit der nächsten verschmolzen</translation>
    </message>
    <message>
        <source>A neuron that stayed closed for so many steps is removed for good</source>
        <translation>Ein Neuron, das so viele Schritte lang geschlossen blieb, wird endgültig entfernt</translation>
    </message>
    <message>
        <source>Smoothness / px</source>
        <translation>Glätte / px</translation>
    </message>
    <message>
        <source>How far neighbours are displaced alike: the standard deviation of what smooths it</source>
        <translation>Wie weit Nachbarn gleich verschoben werden: die Standardabweichung der Glättung</translation>
    </message>
    <message>
        <source>Widths λ₁</source>
        <translation>Breiten λ₁</translation>
    </message>
    <message>
        <source>Depths λ₂</source>
        <translation>Tiefen λ₂</translation>
    </message>
    <message>
        <source>Linear λ₄</source>
        <translation>Linear λ₄</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Of generated data, and of the choice of validation and test samples</source>
        <translation>Der erzeugten Daten und der Auswahl von Validierungs- und Testbeispielen</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Tables: columns that are no inputs, by name or number, between commas</source>
        <translation>Tabellen: Spalten, die keine Eingaben sind, als Namen oder Nummern, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Tables: columns that are categories though they look like numbers</source>
        <translation>Tabellen: Spalten, die Kategorien sind, obwohl sie wie Zahlen aussehen</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Tables: drop leaves the row out, mean takes the mean of the training part, own makes an indicator of its own</source>
        <translation>Tabellen: die Zeile auslassen, das Mittel der Trainingsdaten nehmen, oder eine eigene Anzeige dafür</translation>
    </message>
    <message>
        <source>Leave row out</source>
        <translation>Zeile auslassen</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Own category</source>
        <translation>Eigene Kategorie</translation>
    </message>
    <message>
        <source>Normalise</source>
        <translation>Normieren</translation>
    </message>
    <message>
        <source>Tables: the net begins with a normalisation, fitted to the training part, which is exported with it</source>
        <translation>Tabellen: das Netz beginnt mit einer Normierung, die an die Trainingsdaten angepasst ist und mit ihm exportiert wird</translation>
    </message>
    <message>
        <source>Test data</source>
        <translation>Testdaten</translation>
    </message>
    <message>
        <source>A second file like the first, which is the test set then</source>
        <translation>Eine zweite Datei wie die erste, die dann die Testdaten sind</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>Testanteil</translation>
    </message>
    <message>
        <source>Share of every class that becomes the test set where the data have none</source>
        <translation>Anteil jeder Klasse, der zu Testdaten wird, wo die Daten keine haben</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>Bildgröße</translation>
    </message>
    <message>
        <source>Pictures: what they are resized to, e.g. 3x32x32; without it the input of the net</source>
        <translation>Bilder: worauf sie verkleinert werden, z. B. 3x32x32; ohne Angabe die Eingabe des Netzes</translation>
    </message>
    <message>
        <source>Gates start spread by</source>
        <translation>Gatter beginnen gestreut um</translation>
    </message>
    <message>
        <source>Each width gate begins by chance up to so much lower, so that they close one by one</source>
        <translation>Jedes Breitengatter beginnt zufällig um bis zu so viel tiefer, damit sie nacheinander schließen</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Zusehen</translation>
    </message>
    <message>
        <source>Slow while neurons vanish, so that one can follow; at rest when nothing changes</source>
        <translation>Langsam, solange Neuronen verschwinden, damit man folgen kann; ruht, wenn sich nichts ändert</translation>
    </message>
    <message>
        <source>Tables: the column to predict, by its name or number, or several between commas for a regression; without it the last one, or the first when that is called label, class or target</source>
        <translation>Tabellen: die Spalte, die vorherzusagen ist, nach Namen oder Nummer, oder für eine Regression mehrere zwischen Kommas; ohne Angabe die letzte, oder die erste, wenn sie label, class oder target heißt</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Guess</source>
        <translation>Geraten</translation>
    </message>
    <message>
        <source>Regression</source>
        <translation>Regression</translation>
    </message>
    <message>
        <source>Target error</source>
        <translation>Zielfehler</translation>
    </message>
    <message>
        <source>Look for the smallest network with at most so much error on the validation samples, percent or of a regression the RMSE in the unit of the target: λ₃ is steered. Needs validation samples</source>
        <translation>Das kleinste Netz mit höchstens so viel Fehler auf den Validierungsbeispielen suchen, Prozent oder bei einer Regression der RMSE in der Einheit des Ziels: λ₃ wird gesteuert. Braucht Validierungsbeispiele</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Of a regression: the squared error, or Huber&apos;s, which grows only linearly beyond one deviation of the target</source>
        <translation>Einer Regression: der quadratische Fehler, oder der von Huber, der jenseits einer Abweichung des Ziels nur linear wächst</translation>
    </message>
    <message>
        <source>Squared error</source>
        <translation>Quadratischer Fehler</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber</translation>
    </message>
    <message>
        <source>Target parameters</source>
        <translation>Zielparameter</translation>
    </message>
    <message>
        <source>Look for the best network with at most so many parameters: λ₃ is steered, and stronger where it must. Needs validation samples</source>
        <translation>Das beste Netz mit höchstens so vielen Parametern suchen: λ₃ wird gesteuert, und stärker, wo es sein muss. Braucht Validierungsbeispiele</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Target operations</source>
        <translation>Zieloperationen</translation>
    </message>
    <message>
        <source>Look for the best network with at most so many operations for a sample</source>
        <translation>Das beste Netz mit höchstens so vielen Operationen je Beispiel suchen</translation>
    </message>
    <message>
        <source>Target bytes</source>
        <translation>Zielbytes</translation>
    </message>
    <message>
        <source>Look for the best network with at most so many bytes of weights when exported, linear layers merged</source>
        <translation>Das beste Netz mit höchstens so vielen Bytes an Gewichten im Export suchen, lineare Schichten zusammengefasst</translation>
    </message>
    <message>
        <source>A table (CSV), a folder or archive of pictures, NumPy arrays, IDX files, CIFAR&apos;s binary files, or a generated set: digits, shapes, spiral, moons, circles, xor, gaussians, noise:3x32x32, and the tables houses and fruit</source>
        <translation>Eine Tabelle (CSV), ein Ordner oder Archiv von Bildern, NumPy-Felder, IDX-Dateien, die Binärdateien von CIFAR, oder erzeugte Daten: digits, shapes, spiral, moons, circles, xor, gaussians, noise:3x32x32, und die Tabellen houses und fruit</translation>
    </message>
    <message>
        <source>Tables and NumPy: classes, or a regression that predicts numbers; guess takes a target with many different numbers for a regression</source>
        <translation>Tabellen und NumPy: Klassen, oder eine Regression, die Zahlen vorhersagt; geraten gilt ein Ziel mit vielen verschiedenen Zahlen als Regression</translation>
    </message>
</context>
<context>
    <name>tristate::ui::About</name>
    <message>
        <source>About Tristate Lab</source>
        <translation>Über Tristate Lab</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Tristate Lab %1&lt;/h3&gt;&lt;p&gt;Learns the width and depth of neural networks by backpropagation, live.&lt;/p&gt;&lt;p&gt;After S. Srinivas and R. V. Babu, &lt;i&gt;Learning Neural Network Architectures using Backpropagation&lt;/i&gt;, BMVC 2016.&lt;/p&gt;&lt;p&gt;GPL-3.0-or-later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Tristate Lab %1&lt;/h3&gt;&lt;p&gt;Lernt Breite und Tiefe neuronaler Netze durch Backpropagation, live.&lt;/p&gt;&lt;p&gt;Nach S. Srinivas und R. V. Babu, &lt;i&gt;Learning Neural Network Architectures using Backpropagation&lt;/i&gt;, BMVC 2016.&lt;/p&gt;&lt;p&gt;GPL-3.0-or-later.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>tristate::ui::AnswerPanel</name>
    <message>
        <source>Why this answer</source>
        <translation>Warum diese Antwort</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No neuron alone spoke for it.</source>
        <translation>Kein Neuron sprach für sich allein dafür.</translation>
    </message>
    <message>
        <source>What spoke for it, and how much of this lead each takes with it when it is closed:</source>
        <translation>Was dafür sprach, und wie viel von diesem Vorsprung jedes mitnimmt, wenn es geschlossen wird:</translation>
    </message>
    <message>
        <source>%1, neuron %2</source>
        <translation>%1, Neuron %2</translation>
    </message>
    <message>
        <source>What the network gets</source>
        <translation>Was das Netz bekommt</translation>
    </message>
    <message>
        <source>Sample %1</source>
        <translation>Beispiel %1</translation>
    </message>
    <message>
        <source>%1: the network predicts %2.</source>
        <translation>%1: Das Netz sagt %2 voraus.</translation>
    </message>
    <message>
        <source>%1 is taken for &lt;b&gt;%2&lt;/b&gt;: there is one class only.</source>
        <translation>%1 wird für &lt;b&gt;%2&lt;/b&gt; gehalten: Es gibt nur eine Klasse.</translation>
    </message>
    <message>
        <source>%1 is taken for &lt;b&gt;%2&lt;/b&gt;, with %3, rather than for &lt;b&gt;%4&lt;/b&gt;: its logit is %5 higher.</source>
        <translation>%1 wird für &lt;b&gt;%2&lt;/b&gt; gehalten, mit %3, und nicht für &lt;b&gt;%4&lt;/b&gt;: sein Logit ist um %5 höher.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::BaselinesDialog</name>
    <message>
        <source>Choose at least one method.</source>
        <translation>Bitte mindestens ein Verfahren wählen.</translation>
    </message>
    <message>
        <source>The method of this laboratory: a gate for every neuron, learnt with the weights</source>
        <translation>Das Verfahren dieses Labors: ein Gatter für jedes Neuron, mit den Gewichten gelernt</translation>
    </message>
    <message>
        <source>Of the trained net, keeps the neurons with the largest sums of absolute weights</source>
        <translation>Behält vom trainierten Netz die Neuronen mit den größten Summen der Gewichtsbeträge</translation>
    </message>
    <message>
        <source>Of the trained net, keeps the neurons with the largest sums of squared weights</source>
        <translation>Behält vom trainierten Netz die Neuronen mit den größten Summen der Gewichtsquadrate</translation>
    </message>
    <message>
        <source>Of the trained net, keeps the neurons whose removal would change the loss most, to first order</source>
        <translation>Behält vom trainierten Netz die Neuronen, deren Entfernung den Verlust in erster Näherung am meisten ändern würde</translation>
    </message>
    <message>
        <source>Of the trained net, keeps any neurons</source>
        <translation>Behält vom trainierten Netz irgendwelche Neuronen</translation>
    </message>
    <message>
        <source>Makes each dense layer of the trained net a product of two smaller ones, with equally many parameters in all</source>
        <translation>Macht aus jeder dichten Schicht des trainierten Netzes ein Produkt zweier kleinerer, mit insgesamt gleich vielen Parametern</translation>
    </message>
    <message>
        <source>Trains the small net from new weights</source>
        <translation>Trainiert das kleine Netz von neuen Gewichten an</translation>
    </message>
    <message>
        <source>Compare with baselines</source>
        <translation>Mit anderen Verfahren vergleichen</translation>
    </message>
    <message>
        <source>Do the gates beat what prunes after training? Each baseline cuts the same net, trained without gates, to the same widths and fine-tunes it. All train equally long on the same data. The run on screen pauses meanwhile.</source>
        <translation>Schlagen die Gatter Verfahren, die nach dem Training beschneiden? Jedes andere Verfahren schneidet dasselbe Netz, ohne Gatter trainiert, auf dieselben Breiten und trainiert es nach. Alle trainieren gleich lange mit denselben Daten. Der Lauf auf dem Bildschirm pausiert dabei.</translation>
    </message>
    <message>
        <source>%1: %p %</source>
        <translation>%1: %p %</translation>
    </message>
    <message>
        <source>that the gates find, with each seed</source>
        <translation>wie die Gatter sie finden, je Startwert</translation>
    </message>
    <message>
        <source>Everything is repeated with so many seeds, from that of the run on</source>
        <translation>Alles wird mit so vielen Startwerten wiederholt, von dem des Laufs an</translation>
    </message>
    <message>
        <source>&amp;Widths:</source>
        <translation>&amp;Breiten:</translation>
    </message>
    <message>
        <source>&amp;Seeds:</source>
        <translation>&amp;Startwerte:</translation>
    </message>
    <message>
        <source>Methods:</source>
        <translation>Verfahren:</translation>
    </message>
    <message>
        <source>Takes:</source>
        <translation>Dauert:</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>C&amp;opy table</source>
        <translation>Tabelle &amp;kopieren</translation>
    </message>
    <message>
        <source>Save &amp;table…</source>
        <translation>&amp;Tabelle speichern…</translation>
    </message>
    <message>
        <source>of the run on screen: %1</source>
        <translation>des Laufs auf dem Bildschirm: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>%1 epochs of training</source>
        <translation>%1 Epochen Training</translation>
    </message>
    <message>
        <source>Loading the data</source>
        <translation>Die Daten werden geladen</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Compare over %1 epochs, the last %2 of them with frozen gates, without depth gates</source>
        <translation>Über %1 Epochen vergleichen, die letzten %2 davon mit eingefrorenen Gattern, ohne Tiefengatter</translation>
    </message>
</context>
<context>
    <name>tristate::ui::BaselinesTable</name>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Table of methods</source>
        <translation>Tabelle der Verfahren</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Widths</source>
        <translation>Breiten</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Testfehler</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>With the dense net that is cut, which several methods share</source>
        <translation>Mit dem dichten Netz, das geschnitten wird; mehrere Verfahren teilen es sich</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message>
        <source>Validation error</source>
        <translation>Validierungsfehler</translation>
    </message>
    <message>
        <source>Not measured without validation data</source>
        <translation>Ohne Validierungsdaten nicht gemessen</translation>
    </message>
    <message>
        <source>Validation RMSE</source>
        <translation>Validierungs-RMSE</translation>
    </message>
    <message>
        <source>Test RMSE</source>
        <translation>Test-RMSE</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ClassBars</name>
    <message>
        <source>Probabilities of the classes</source>
        <translation>Wahrscheinlichkeiten der Klassen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ColumnList</name>
    <message>
        <source>category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>%1 different</source>
        <translation>%1 verschiedene</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>The check mark says whether the column is an input</source>
        <translation>Der Haken sagt, ob die Spalte eine Eingabe ist</translation>
    </message>
    <message>
        <source>A click on the type of a column of numbers makes it a category, or a number again</source>
        <translation>Ein Klick auf die Art einer Spalte von Zahlen macht sie zur Kategorie, oder wieder zur Zahl</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ConfusionTable</name>
    <message>
        <source>%1 taken for %2: %3</source>
        <translation>%1 für %2 gehalten: %3</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>tristate::ui::CurvesPlot</name>
    <message>
        <source>Loss and error</source>
        <translation>Verlust und Fehler</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Moving average over the training points</source>
        <translation>Gleitender Mittelwert der Trainingspunkte</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Logarithmic axes</source>
        <translation>Logarithmische Achsen</translation>
    </message>
    <message>
        <source>loss (nats)</source>
        <translation>Verlust (nat)</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>Ziel %1</translation>
    </message>
    <message>
        <source>loss %1   error %2</source>
        <translation>Verlust %1   Fehler %2</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>loss %1   RMSE %2</source>
        <translation>Verlust %1   RMSE %2</translation>
    </message>
    <message>
        <source>that one, dashed</source>
        <translation>jener, gestrichelt</translation>
    </message>
    <message>
        <source>imported file %1</source>
        <translation>importierte Datei %1</translation>
    </message>
</context>
<context>
    <name>tristate::ui::DataDialog</name>
    <message>
        <source>&amp;Target</source>
        <translation>&amp;Ziel</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>Daten öffnen</translation>
    </message>
    <message>
        <source>&amp;File…</source>
        <translation>&amp;Datei…</translation>
    </message>
    <message>
        <source>F&amp;older…</source>
        <translation>&amp;Ordner…</translation>
    </message>
    <message>
        <source>Path of the data</source>
        <translation>Pfad der Daten</translation>
    </message>
    <message>
        <source>file, folder or archive</source>
        <translation>Datei, Ordner oder Archiv</translation>
    </message>
    <message>
        <source>The column that the network learns to tell</source>
        <translation>Die Spalte, die das Netz zu erkennen lernt</translation>
    </message>
    <message>
        <source>&amp;Use these data</source>
        <translation>Diese Daten &amp;verwenden</translation>
    </message>
    <message>
        <source>Fills in data, net and recipe; New run starts it</source>
        <translation>Trägt Daten, Netz und Rezept ein; Neuer Lauf beginnt damit</translation>
    </message>
    <message>
        <source>Folder of data</source>
        <translation>Ordner mit Daten</translation>
    </message>
    <message>
        <source>File of data</source>
        <translation>Datei mit Daten</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>%1 samples to train with, %2 to test with</source>
        <translation>%1 Beispiele zum Trainieren, %2 zum Testen</translation>
    </message>
    <message>
        <source>Inputs: %1; classes: %2</source>
        <translation>Eingaben: %1; Klassen: %2</translation>
    </message>
    <message>
        <source>Proposed net: %1 (%2 parameters)</source>
        <translation>Vorgeschlagenes Netz: %1 (%2 Parameter)</translation>
    </message>
    <message>
        <source>Classes or numbers: as it looks</source>
        <translation>Klassen oder Zahlen: wie es aussieht</translation>
    </message>
    <message>
        <source>Numbers: a regression</source>
        <translation>Zahlen: eine Regression</translation>
    </message>
    <message>
        <source>What the target is</source>
        <translation>Was das Ziel ist</translation>
    </message>
    <message>
        <source>Inputs: %1; a regression of %2, whose mean is %3 and deviation %4</source>
        <translation>Eingaben: %1; eine Regression von %2 mit Mittel %3 und Abweichung %4</translation>
    </message>
    <message>
        <source>Choose a table (CSV), a folder or archive of pictures with a subfolder for each class, NumPy arrays, IDX files, or CIFAR. Nothing is trained yet.</source>
        <translation>Eine Tabelle (CSV), einen Ordner oder ein Archiv mit Bildern in einem Unterordner je Klasse, NumPy-Felder, IDX-Dateien oder CIFAR wählen. Noch wird nichts trainiert.</translation>
    </message>
    <message>
        <source>&amp;Paste table</source>
        <translation>Tabelle &amp;einfügen</translation>
    </message>
    <message>
        <source>The table on the clipboard, as copied from a spreadsheet</source>
        <translation>Die Tabelle in der Zwischenablage, wie aus einer Tabellenkalkulation kopiert</translation>
    </message>
    <message>
        <source>The clipboard holds no text, expected a table.</source>
        <translation>Die Zwischenablage enthält keinen Text, erwartet wird eine Tabelle.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>Das Lesen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>How much of the data is read</source>
        <translation>Wie viel von den Daten gelesen ist</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Samples</source>
        <translation>Be&amp;ispiele</translation>
    </message>
    <message>
        <source>C&amp;lasses</source>
        <translation>K&amp;lassen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::DataNames</name>
    <message>
        <source>Generated digits</source>
        <translation>Erzeugte Ziffern</translation>
    </message>
    <message>
        <source>Generated colour shapes</source>
        <translation>Erzeugte bunte Formen</translation>
    </message>
    <message>
        <source>Spiral (2-D)</source>
        <translation>Spirale (2-D)</translation>
    </message>
    <message>
        <source>Moons (2-D)</source>
        <translation>Monde (2-D)</translation>
    </message>
    <message>
        <source>Circles (2-D)</source>
        <translation>Kreise (2-D)</translation>
    </message>
    <message>
        <source>Xor (2-D)</source>
        <translation>Xor (2-D)</translation>
    </message>
    <message>
        <source>Gaussians (2-D)</source>
        <translation>Gauß-Wolken (2-D)</translation>
    </message>
    <message>
        <source>Houses (table, numbers)</source>
        <translation>Häuser (Tabelle, Zahlen)</translation>
    </message>
    <message>
        <source>Fruit (table, classes)</source>
        <translation>Obst (Tabelle, Klassen)</translation>
    </message>
    <message>
        <source>Random pixels (%1)</source>
        <translation>Zufällige Pixel (%1)</translation>
    </message>
</context>
<context>
    <name>tristate::ui::DecisionMap</name>
    <message>
        <source>Remove added points</source>
        <translation>Eigene Punkte entfernen</translation>
    </message>
    <message>
        <source>Click to add points of</source>
        <translation>Klicken setzt Punkte von</translation>
    </message>
    <message>
        <source>Decision map and points to add</source>
        <translation>Entscheidungskarte und eigene Punkte</translation>
    </message>
    <message>
        <source>Class of the points to add</source>
        <translation>Klasse der Punkte, die gesetzt werden</translation>
    </message>
    <message>
        <source>Train with the added points (%1)</source>
        <translation>Mit eigenen Punkten trainieren (%1)</translation>
    </message>
    <message>
        <source>For data in the plane, what the network says everywhere appears here: choose spiral, moons, circles, xor or gaussians as data, and a net of two inputs.</source>
        <translation>Für Daten in der Ebene erscheint hier, was das Netz an jeder Stelle sagt: Spirale, Monde, Kreise, XOR oder Gauß-Verteilungen als Daten wählen, dazu ein Netz mit zwei Eingängen.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::DecisionPicture</name>
    <message>
        <source>Decision map</source>
        <translation>Entscheidungskarte</translation>
    </message>
</context>
<context>
    <name>tristate::ui::DrawView</name>
    <message>
        <source>Clear</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation>Eine Ziffer zeichnen</translation>
    </message>
    <message>
        <source>What the network gets</source>
        <translation>Was das Netz bekommt</translation>
    </message>
    <message>
        <source>Puts a sample of the data on the sheet, to change it</source>
        <translation>Legt ein Beispiel der Daten auf das Blatt, um es zu ändern</translation>
    </message>
    <message>
        <source>It says %1, with %2.</source>
        <translation>Es sagt %1, mit %2.</translation>
    </message>
    <message>
        <source>Draw a digit on the sheet: what the network says appears here.</source>
        <translation>Eine Ziffer auf das Blatt zeichnen: Hier erscheint, was das Netz dazu sagt.</translation>
    </message>
    <message>
        <source>Next validation sample</source>
        <translation>Nächstes Validierungsbeispiel</translation>
    </message>
    <message>
        <source>Next test sample</source>
        <translation>Nächstes Testbeispiel</translation>
    </message>
    <message>
        <source>Drawing is for digits and letters of 28 x 28 grey pixels, like MNIST.</source>
        <translation>Zeichnen lassen sich Ziffern und Buchstaben aus 28 x 28 grauen Pixeln, wie bei MNIST.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::EditMenu</name>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Copy experiment as text</source>
        <translation>Experiment als Text &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste experiment</source>
        <translation>Experiment &amp;einfügen</translation>
    </message>
    <message>
        <source>The experiment is on the clipboard</source>
        <translation>Das Experiment liegt in der Zwischenablage</translation>
    </message>
    <message>
        <source>Paste experiment</source>
        <translation>Experiment einfügen</translation>
    </message>
    <message>
        <source>The experiment is in the panel; New run starts it</source>
        <translation>Das Experiment steht im Bedienfeld; „Neuer Lauf“ startet es</translation>
    </message>
    <message>
        <source>Copy experiment as &amp;link</source>
        <translation>Experiment als &amp;Link kopieren</translation>
    </message>
    <message>
        <source>The clipboard holds no text, expected an experiment as JSON or a link.</source>
        <translation>Die Zwischenablage enthält keinen Text, erwartet wird ein Experiment als JSON oder ein Link.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::EventMarks</name>
    <message>
        <source>branch</source>
        <translation>Zweig</translation>
    </message>
    <message>
        <source>branch: %1</source>
        <translation>Zweig: %1</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::EventsModel</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>tristate::ui::EventsView</name>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>The run paused.</source>
        <translation>Der Lauf hält an.</translation>
    </message>
    <message>
        <source>The last epoch is done.</source>
        <translation>Die letzte Epoche ist fertig.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Events to show</source>
        <translation>Angezeigte Ereignisse</translation>
    </message>
    <message>
        <source>Table of events</source>
        <translation>Tabelle der Ereignisse</translation>
    </message>
    <message>
        <source>Click an event to go back to its moment</source>
        <translation>Ein Klick auf ein Ereignis geht zu seinem Moment zurück</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>&amp;Zeige</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ExperimentForm</name>
    <message>
        <source>The preset has: %1</source>
        <translation>Die Vorlage hat: %1</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ExperimentPanel</name>
    <message>
        <source>New run</source>
        <translation>Neuer Lauf</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Experiment</translation>
    </message>
    <message>
        <source>own</source>
        <translation>eigenes</translation>
    </message>
    <message>
        <source>A complete recipe; choosing one fills the fields below</source>
        <translation>Ein vollständiges Rezept; die Wahl füllt die Felder darunter</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>The same seed gives the same run</source>
        <translation>Derselbe Startwert ergibt denselben Lauf</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Startwert</translation>
    </message>
    <message>
        <source>Start this experiment (Ctrl+N)</source>
        <translation>Dieses Experiment starten (Strg+N)</translation>
    </message>
    <message>
        <source>784-300-100-10 for dense nets, 1x28x28:20c5-p2-50c5-p2-500-10 with convolutions</source>
        <translation>784-300-100-10 für dichte Netze, 1x28x28:20c5-p2-50c5-p2-500-10 mit Faltungen</translation>
    </message>
    <message>
        <source>N&amp;et</source>
        <translation>N&amp;etz</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>&amp;Daten</translation>
    </message>
    <message>
        <source>%1 parameters, %2 classes</source>
        <translation>%1 Parameter, %2 Klassen</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Datei oder Ordner</translation>
    </message>
    <message>
        <source>table, pictures, arrays, MNIST…</source>
        <translation>Tabelle, Bilder, Felder, MNIST…</translation>
    </message>
    <message>
        <source>Path of the data</source>
        <translation>Pfad der Daten</translation>
    </message>
    <message>
        <source>Open data…</source>
        <translation>Daten öffnen…</translation>
    </message>
    <message>
        <source>Name a file or a folder, or choose one with the button beside.</source>
        <translation>Eine Datei oder einen Ordner nennen, oder mit dem Knopf daneben wählen.</translation>
    </message>
    <message>
        <source>%1 parameters, predicts %2</source>
        <translation>%1 Parameter, sagt %2 vorher</translation>
    </message>
    <message>
        <source>Not as the preset: %1.</source>
        <translation>Anders als die Vorlage: %1.</translation>
    </message>
    <message>
        <source>The preset changed: %1.</source>
        <translation>Die Vorlage änderte: %1.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ExportDialog</name>
    <message>
        <source>ONNX</source>
        <translation>ONNX</translation>
    </message>
    <message>
        <source>Safetensors</source>
        <translation>Safetensors</translation>
    </message>
    <message>
        <source>C source</source>
        <translation>C-Quelltext</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Bundle (zip)</source>
        <translation>Paket (ZIP)</translation>
    </message>
    <message>
        <source>Bundle (folder)</source>
        <translation>Paket (Ordner)</translation>
    </message>
    <message>
        <source>Report (HTML)</source>
        <translation>Bericht (HTML)</translation>
    </message>
    <message>
        <source>Curves (CSV)</source>
        <translation>Kurven (CSV)</translation>
    </message>
    <message>
        <source>Curves (SVG)</source>
        <translation>Kurven (SVG)</translation>
    </message>
    <message>
        <source>Curves (PNG)</source>
        <translation>Kurven (PNG)</translation>
    </message>
    <message>
        <source>Curves (PDF)</source>
        <translation>Kurven (PDF)</translation>
    </message>
    <message>
        <source>Export pruned model</source>
        <translation>Verkleinertes Modell exportieren</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>Without an extension; every format has its own</source>
        <translation>Ohne Endung; jedes Format hat seine eigene</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>F&amp;older:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>ONNX, safetensors, C source, labels, normalisation and report</source>
        <translation>ONNX, Safetensors, C-Quelltext, Klassennamen, Normierung und Bericht</translation>
    </message>
    <message>
        <source>Formats:</source>
        <translation>Formate:</translation>
    </message>
    <message>
        <source>&amp;Keep closed neurons, as zeros at the original widths</source>
        <translation>&amp;Behalten, als Nullen in den ursprünglichen Breiten</translation>
    </message>
    <message>
        <source>merged where that saves parameters</source>
        <translation>verschmolzen, wo es Parameter spart</translation>
    </message>
    <message>
        <source>always merged</source>
        <translation>immer verschmolzen</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>A layer whose neurons are all linear can be multiplied into the next one</source>
        <translation>Eine Schicht, deren Neuronen alle linear sind, kann in die nächste multipliziert werden</translation>
    </message>
    <message>
        <source>Closed neurons:</source>
        <translation>Geschlossene Neuronen:</translation>
    </message>
    <message>
        <source>&amp;Linear layers:</source>
        <translation>&amp;Lineare Schichten:</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>The name “%1” cannot be that of a file.</source>
        <translation>So kann keine Datei heißen: „%1“.</translation>
    </message>
    <message>
        <source>There is no folder “%1”.</source>
        <translation>Es gibt keinen Ordner „%1“.</translation>
    </message>
    <message>
        <source>Nothing can be written into “%1”.</source>
        <translation>In „%1“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose at least one format.</source>
        <translation>Bitte mindestens ein Format wählen.</translation>
    </message>
    <message>
        <source>Will be replaced: %1</source>
        <translation>Wird ersetzt: %1</translation>
    </message>
    <message>
        <source>%1 → %2 at epoch %3</source>
        <translation>%1 → %2 in Epoche %3</translation>
    </message>
    <message>
        <source>%1 parameters, %2 as 32-bit numbers</source>
        <translation>%1 Parameter, %2 als 32-Bit-Zahlen</translation>
    </message>
    <message>
        <source>%1 operations a sample</source>
        <translation>%1 Operationen je Beispiel</translation>
    </message>
    <message>
        <source>Writing and proving %1</source>
        <translation>%1 wird geschrieben und geprüft</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Folder for the export</source>
        <translation>Ordner für den Export</translation>
    </message>
    <message>
        <source>C source would take %1 of RAM, %2 of flash</source>
        <translation>C-Quelltext bräuchte %1 RAM, %2 Flash</translation>
    </message>
    <message>
        <source>Network:</source>
        <translation>Netz:</translation>
    </message>
    <message>
        <source>The run goes on; the files hold the network of the moment named here</source>
        <translation>Der Lauf geht weiter; die Dateien enthalten das Netz des Augenblicks, der hier genannt ist</translation>
    </message>
    <message>
        <source>&amp;Update to the moment shown</source>
        <translation>Auf den &amp;gezeigten Augenblick bringen</translation>
    </message>
    <message>
        <source>The network of this moment is not known yet.</source>
        <translation>Das Netz dieses Augenblicks ist noch nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ExportReport</name>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Weight layers</source>
        <translation>Gewichtsschichten</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Operations a sample</source>
        <translation>Operationen je Beispiel</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Testfehler</translation>
    </message>
    <message>
        <source>Time of a sample before</source>
        <translation>Zeit je Beispiel vorher</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>not proven</source>
        <translation>nicht nachgewiesen</translation>
    </message>
    <message>
        <source>Each proven network was run on the whole test set beside the one on screen.</source>
        <translation>Jedes nachgewiesene Netz lief auf allen Testdaten neben dem Netz auf dem Bildschirm.</translation>
    </message>
    <message>
        <source>Exported and proven equal</source>
        <translation>Exportiert und als gleich nachgewiesen</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exportiert</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Geschrieben nach %1</translation>
    </message>
    <message>
        <source>Each network was run on the whole test set beside the one on screen.</source>
        <translation>Jedes Netz lief auf allen Testdaten neben dem Netz auf dem Bildschirm.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Equal predictions</source>
        <translation>Gleiche Vorhersagen</translation>
    </message>
    <message>
        <source>Largest difference of a logit</source>
        <translation>Größte Differenz eines Logits</translation>
    </message>
    <message>
        <source>Time of a sample</source>
        <translation>Zeit je Beispiel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Test RMSE</source>
        <translation>Test-RMSE</translation>
    </message>
    <message>
        <source>Largest difference of an output</source>
        <translation>Größte Abweichung eines Ausgangs</translation>
    </message>
    <message>
        <source>%1 takes %2 of RAM for the values between its layers, and %3 of flash.</source>
        <translation>%1 braucht %2 RAM für die Werte zwischen seinen Schichten und %3 Flash.</translation>
    </message>
    <message>
        <source>Its layers take here, in µs: %1.</source>
        <translation>Seine Schichten brauchen hier, in µs: %1.</translation>
    </message>
    <message>
        <source>Tools for devices take the ONNX file as it is, ST&apos;s among them (X-CUBE-AI, ST Edge AI); the C source needs a compiler, and nothing else.</source>
        <translation>Werkzeuge für Geräte nehmen die ONNX-Datei, wie sie ist, auch die von ST (X-CUBE-AI, ST Edge AI); der C-Quelltext braucht einen Compiler und sonst nichts.</translation>
    </message>
    <message>
        <source>%1 in the lab, %2 in the file</source>
        <translation>%1 im Labor, %2 in der Datei</translation>
    </message>
</context>
<context>
    <name>tristate::ui::FileCommands</name>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>&amp;Open session…</source>
        <translation>Sitzung ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>Sitzung &amp;speichern</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>Sitzung speichern &amp;unter…</translation>
    </message>
    <message>
        <source>&amp;Import network…</source>
        <translation>Netz &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Export pruned model…</source>
        <translation>Verkleinertes Modell &amp;exportieren…</translation>
    </message>
    <message>
        <source>Export &amp;plots as PNG…</source>
        <translation>&amp;Diagramme als PNG exportieren…</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>Sitzung öffnen</translation>
    </message>
    <message>
        <source>Sessions (*.tristate)</source>
        <translation>Sitzungen (*.tristate)</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>Sitzung speichern</translation>
    </message>
    <message>
        <source>Import network</source>
        <translation>Netz importieren</translation>
    </message>
    <message>
        <source>Networks (*.onnx *.safetensors *.json)</source>
        <translation>Netze (*.onnx *.safetensors *.json)</translation>
    </message>
    <message>
        <source>Directory for the pictures</source>
        <translation>Ordner für die Bilder</translation>
    </message>
    <message>
        <source>Imported %1</source>
        <translation>%1 importiert</translation>
    </message>
    <message>
        <source>Every gate is open, and the run is paused at its start.</source>
        <translation>Jedes Gatter ist offen, und der Lauf wartet an seinem Anfang.</translation>
    </message>
    <message>
        <source>Open &amp;data…</source>
        <translation>Da&amp;ten öffnen…</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ForceBars</name>
    <message>
        <source>What moved the gate</source>
        <translation>Was das Gatter bewegte</translation>
    </message>
</context>
<context>
    <name>tristate::ui::Fork</name>
    <message>
        <source>neuron %1 of %2 open</source>
        <translation>Neuron %1 von %2 offen</translation>
    </message>
    <message>
        <source>neuron %1 of %2 cut</source>
        <translation>Neuron %1 von %2 entfernt</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ForkCommands</name>
    <message>
        <source>&amp;Fork…</source>
        <translation>&amp;Gabeln…</translation>
    </message>
    <message>
        <source>Keep &amp;this one</source>
        <translation>&amp;Diesen behalten</translation>
    </message>
    <message>
        <source>Keep t&amp;hat one</source>
        <translation>&amp;Jenen behalten</translation>
    </message>
    <message>
        <source>Keep b&amp;oth as runs</source>
        <translation>&amp;Beide als Läufe behalten</translation>
    </message>
    <message>
        <source>A second future from the moment shown: the same minibatches, one thing different (%1)</source>
        <translation>Eine zweite Zukunft ab dem gezeigten Moment: dieselben Minibatches, eines ist anders (%1)</translation>
    </message>
    <message>
        <source>The run goes on alone, that one is dropped</source>
        <translation>Der Lauf geht allein weiter, jener wird verworfen</translation>
    </message>
    <message>
        <source>That one goes on as the run, this one is dropped</source>
        <translation>Jener geht als der Lauf weiter, dieser wird verworfen</translation>
    </message>
    <message>
        <source>This one goes on, that one stays in the list Runs</source>
        <translation>Dieser geht weiter, jener bleibt in der Liste Läufe</translation>
    </message>
    <message>
        <source>Two futures from step %1 on, with the same minibatches. That one: %2.</source>
        <translation>Zwei Zukünfte ab Schritt %1, mit denselben Minibatches. Jener: %2.</translation>
    </message>
    <message>
        <source>Both futures of the run before are in the list Runs.</source>
        <translation>Beide Zukünfte des vorigen Laufs stehen in der Liste Läufe.</translation>
    </message>
    <message>
        <source>Futures</source>
        <translation>Zukünfte</translation>
    </message>
    <message>
        <source>Which of the two futures is to stay</source>
        <translation>Welche der beiden Zukünfte bleiben soll</translation>
    </message>
    <message>
        <source>A moment of the past is one run&apos;s, and two futures go on. Which one is to stay?</source>
        <translation>Ein vergangener Moment gehört zu einem Lauf, und es gibt zwei Zukünfte. Welche soll bleiben?</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ForkDialog</name>
    <message>
        <source>Fork into two futures</source>
        <translation>In zwei Zukünfte gabeln</translation>
    </message>
    <message>
        <source>One neuron, cut or open</source>
        <translation>Ein Neuron, entfernt oder offen</translation>
    </message>
    <message>
        <source>A second future begins beside the run at step %1: it sees the same minibatches, and one thing is different.</source>
        <translation>Neben dem Lauf beginnt bei Schritt %1 eine zweite Zukunft: Sie sieht dieselben Minibatches, und eines ist anders.</translation>
    </message>
    <message>
        <source>What is different</source>
        <translation>Was anders ist</translation>
    </message>
    <message>
        <source>&amp;Different:</source>
        <translation>&amp;Anders:</translation>
    </message>
    <message>
        <source>&amp;There:</source>
        <translation>&amp;Dort:</translation>
    </message>
    <message>
        <source>&amp;Fork</source>
        <translation>&amp;Gabeln</translation>
    </message>
    <message>
        <source>Its value there</source>
        <translation>Der Wert dort</translation>
    </message>
    <message>
        <source>Layer of the neuron</source>
        <translation>Schicht des Neurons</translation>
    </message>
    <message>
        <source>Number of the neuron</source>
        <translation>Nummer des Neurons</translation>
    </message>
    <message>
        <source>This is what the run has already: nothing would be different.</source>
        <translation>Das hat der Lauf schon: Nichts wäre anders.</translation>
    </message>
    <message>
        <source>is opened</source>
        <translation>wird geöffnet</translation>
    </message>
    <message>
        <source>is cut</source>
        <translation>wird entfernt</translation>
    </message>
</context>
<context>
    <name>tristate::ui::FutureSamples</name>
    <message>
        <source>Samples that only one of two futures gets right</source>
        <translation>Beispiele, bei denen nur eine von zwei Zukünften recht hat</translation>
    </message>
    <message>
        <source>Only this one gets right: %1</source>
        <translation>Nur dieser hat recht: %1</translation>
    </message>
    <message>
        <source>Only that one gets right: %1</source>
        <translation>Nur jener hat recht: %1</translation>
    </message>
    <message>
        <source>sample %1: %2, which the other one takes for %3</source>
        <translation>Beispiel %1: %2, was der andere für %3 hält</translation>
    </message>
</context>
<context>
    <name>tristate::ui::GateCurvePlot</name>
    <message>
        <source>Gate over time</source>
        <translation>Gatter im Lauf der Zeit</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>w</source>
        <translation>w</translation>
    </message>
    <message>
        <source>this one</source>
        <translation>dieser</translation>
    </message>
    <message>
        <source>that one</source>
        <translation>jener</translation>
    </message>
</context>
<context>
    <name>tristate::ui::GateMapPlot</name>
    <message>
        <source>Gate map</source>
        <translation>Gatterkarte</translation>
    </message>
    <message>
        <source>by index</source>
        <translation>nach Nummer</translation>
    </message>
    <message>
        <source>by value</source>
        <translation>nach Wert</translation>
    </message>
    <message>
        <source>How the rows are sorted</source>
        <translation>Wie die Zeilen sortiert sind</translation>
    </message>
    <message>
        <source>Order of the rows</source>
        <translation>Reihenfolge der Zeilen</translation>
    </message>
    <message>
        <source>open %1</source>
        <translation>offen %1</translation>
    </message>
    <message>
        <source>gate w now</source>
        <translation>Gatter w jetzt</translation>
    </message>
    <message>
        <source>gate w: closed at 0, open above</source>
        <translation>Gatter w: zu bei 0, darüber offen</translation>
    </message>
    <message>
        <source>gate w: closed &lt; %1 ≤ open</source>
        <translation>Gatter w: zu &lt; %1 ≤ offen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::GlimpseView</name>
    <message>
        <source>Some pictures of the data</source>
        <translation>Einige Bilder der Daten</translation>
    </message>
    <message>
        <source>Some rows of the data</source>
        <translation>Einige Zeilen der Daten</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
</context>
<context>
    <name>tristate::ui::HelpMenu</name>
    <message>
        <source>In the views</source>
        <translation>In den Ansichten</translation>
    </message>
    <message>
        <source>Go to the next field, button or view</source>
        <translation>Zum nächsten Feld, Knopf oder zur nächsten Ansicht gehen</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Select the neighbouring neuron of the network picture</source>
        <translation>Im Bild des Netzes das benachbarte Neuron auswählen</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Move the pruning strength or the timeline a little, a lot</source>
        <translation>Die Pruning-Stärke oder die Zeitleiste ein wenig, weit bewegen</translation>
    </message>
    <message>
        <source>Arrow keys, Page Up and Down</source>
        <translation>Pfeiltasten, Bild auf und Bild ab</translation>
    </message>
    <message>
        <source>Open a menu, go to a tab or a field</source>
        <translation>Ein Menü öffnen, zu einer Ansicht oder einem Feld gehen</translation>
    </message>
    <message>
        <source>Alt and the underlined letter</source>
        <translation>Alt und der unterstrichene Buchstabe</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>&amp;Tastatur</translation>
    </message>
    <message>
        <source>&amp;About Tristate Lab</source>
        <translation>&amp;Über Tristate Lab</translation>
    </message>
    <message>
        <source>See other layers of a large net, in the network picture or the strip above it</source>
        <translation>Andere Schichten eines großen Netzes ansehen, im Netzbild oder im Streifen darüber</translation>
    </message>
    <message>
        <source>Page Up and Down, Home, End</source>
        <translation>Bild auf und Bild ab, Pos1, Ende</translation>
    </message>
    <message>
        <source>Collapse the block of the selected neuron, or open it</source>
        <translation>Den Block des gewählten Neurons einklappen oder öffnen</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Open &amp;lesson…</source>
        <translation>&amp;Lektion öffnen…</translation>
    </message>
</context>
<context>
    <name>tristate::ui::HistogramPlot</name>
    <message>
        <source>neurons</source>
        <translation>Neuronen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ImportDialog</name>
    <message>
        <source>0..1: as the data are here</source>
        <translation>0..1: wie die Daten hier sind</translation>
    </message>
    <message>
        <source>data: their mean at 0, their deviation 1</source>
        <translation>data: Mittelwert der Daten bei 0, Abweichung 1</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>e.g. 784-300-100-10; empty where the file tells it</source>
        <translation>z. B. 784-300-100-10; leer, wo die Datei es nennt</translation>
    </message>
    <message>
        <source>&amp;Net of these weights:</source>
        <translation>&amp;Netz dieser Gewichte:</translation>
    </message>
    <message>
        <source>Input range that it was trained on</source>
        <translation>Eingabebereich, mit dem es trainiert wurde</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>Fortschritt der Messung</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>Begins a paused run of it in place of the present one</source>
        <translation>Beginnt einen angehaltenen Lauf damit anstelle des jetzigen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Net %1, %2 parameters.</source>
        <translation>Netz %1, %2 Parameter.</translation>
    </message>
    <message>
        <source>Measuring its error on the data chosen: %1…</source>
        <translation>Sein Fehler auf den gewählten Daten wird gemessen: %1…</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>Errors on %1 of %2 test samples of the data chosen: %3.</source>
        <translation>Fehler auf %1 von %2 Testbeispielen der gewählten Daten: %3.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::InkCanvas</name>
    <message>
        <source>Sheet to draw a digit on</source>
        <translation>Blatt, um eine Ziffer zu zeichnen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::InputMapView</name>
    <message>
        <source>Input map</source>
        <translation>Eingangskarte</translation>
    </message>
    <message>
        <source>The inputs that the network looks at appear here with its weights.</source>
        <translation>Hier erscheinen die Eingänge, die das Netz ansieht, sobald seine Gewichte da sind.</translation>
    </message>
    <message>
        <source>%1 of %2 inputs are alive.</source>
        <translation>%1 von %2 Eingängen leben.</translation>
    </message>
    <message>
        <source>Colour: gate w, 0 to 1; crossed out: closed.</source>
        <translation>Farbe: Gatter w, 0 bis 1; durchgestrichen: geschlossen.</translation>
    </message>
    <message>
        <source>Colour: norm of the weights that leave it, up to %1.</source>
        <translation>Farbe: Norm der Gewichte, die von ihm ausgehen, bis %1.</translation>
    </message>
    <message>
        <source>input %1: %2</source>
        <translation>Eingang %1: %2</translation>
    </message>
</context>
<context>
    <name>tristate::ui::KnownSetChooser</name>
    <message>
        <source>&amp;Known sets</source>
        <translation>&amp;Bekannte Datensätze</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>MNIST and others: opened where they are here, or else loaded from the network</source>
        <translation>MNIST und andere: geöffnet, wo sie hier liegen, sonst aus dem Netz geladen</translation>
    </message>
    <message>
        <source>How much of the set is loaded</source>
        <translation>Wie viel des Datensatzes geladen ist</translation>
    </message>
    <message>
        <source>What came is kept: chosen again, it goes on from there</source>
        <translation>Was kam, bleibt: neu gewählt, geht es dort weiter</translation>
    </message>
    <message>
        <source>Load %1 from the network (%2)</source>
        <translation>%1 aus dem Netz laden (%2)</translation>
    </message>
    <message>
        <source>Loading %1…</source>
        <translation>%1 wird geladen…</translation>
    </message>
</context>
<context>
    <name>tristate::ui::LayerStrip</name>
    <message>
        <source>Layers in view</source>
        <translation>Sichtbare Schichten</translation>
    </message>
    <message>
        <source>%1 to %2 of %3 layers</source>
        <translation>%1 bis %2 von %3 Schichten</translation>
    </message>
    <message>
        <source>%1 of %2 open</source>
        <translation>%1 von %2 offen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::LayerTable</name>
    <message>
        <source>Layer table</source>
        <translation>Schichttabelle</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>No measurements yet.</source>
        <translation>Noch keine Messungen.</translation>
    </message>
    <message>
        <source>Compression: %1 fewer parameters, %2 fewer operations. A step takes %3 ms (%4 ms at first). Test error %5.</source>
        <translation>Kompression: %1 weniger Parameter, %2 weniger Operationen. Ein Schritt dauert %3 ms (zuerst %4 ms). Testfehler %5.</translation>
    </message>
    <message>
        <source>Compression: %1 fewer parameters, %2 fewer operations. A step takes %3 ms (%4 ms at first). Test RMSE %5.</source>
        <translation>Kompression: %1 weniger Parameter, %2 weniger Operationen. Ein Schritt dauert %3 ms (zuerst %4 ms). Test-RMSE %5.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::LayerTableModel</name>
    <message>
        <source>Total (gated)</source>
        <translation>Summe (Gatter)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>merged into the next</source>
        <translation>in die nächste verschmolzen</translation>
    </message>
    <message>
        <source>%1, linear</source>
        <translation>%1, linear</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>verschmolzen</translation>
    </message>
    <message>
        <source>From 0.5 on the layer is linear: it costs no width and can be merged into the next one</source>
        <translation>Ab 0,5 ist die Schicht linear: Sie kostet keine Breite und kann mit der nächsten verschmolzen werden</translation>
    </message>
    <message>
        <source>Open
neurons</source>
        <translation>Offene
Neuronen</translation>
    </message>
    <message>
        <source>Closed or
removed</source>
        <translation>Zu oder
entfernt</translation>
    </message>
    <message>
        <source>Depth
gate d</source>
        <translation>Tiefen-
gatter d</translation>
    </message>
    <message>
        <source>Operations
per sample</source>
        <translation>Operationen
je Beispiel</translation>
    </message>
    <message>
        <source>Parameters
left</source>
        <translation>Parameter
übrig</translation>
    </message>
    <message>
        <source>%1 closed or removed</source>
        <translation>%1 zu oder entfernt</translation>
    </message>
    <message>
        <source>vanished</source>
        <translation>verschwunden</translation>
    </message>
    <message>
        <source>vanished with its block</source>
        <translation>mit ihrem Block verschwunden</translation>
    </message>
</context>
<context>
    <name>tristate::ui::LessonBook</name>
    <message>
        <source>Press &lt;b&gt;Begin&lt;/b&gt;. A run for this lesson starts, paused. Your run stays in the list &lt;b&gt;Runs&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Beginnen&lt;/b&gt; drücken. Ein eigener Lauf der Lektion fängt an, angehalten. Der bisherige Lauf bleibt in der Liste &lt;b&gt;Läufe&lt;/b&gt;.</translation>
    </message>
    <message>
        <source>Watch neurons vanish</source>
        <translation>Neuronen beim Verschwinden zusehen</translation>
    </message>
    <message>
        <source>Networks are usually made larger than they need to be. Here one finds its own size: 400 neurons learn to read digits, and most of them will go. Every neuron has a gate, a number w from 0 to 1. From 0.5 on the neuron works; below, its output is 0.</source>
        <translation>Netze werden meist größer gebaut als nötig. Hier findet eines seine Größe selbst: 400 Neuronen lernen, Ziffern zu lesen, und die meisten werden gehen. Jedes Neuron hat ein Gatter, eine Zahl w von 0 bis 1. Ab 0,5 arbeitet das Neuron; darunter ist seine Ausgabe 0.</translation>
    </message>
    <message>
        <source>The network learns in small steps. In each it looks at 128 digits, a minibatch, and changes its weights a little so that it makes fewer mistakes. An epoch is once through all the digits.</source>
        <translation>Das Netz lernt in kleinen Schritten. In jedem sieht es 128 Ziffern an, ein Minibatch, und ändert seine Gewichte ein wenig, sodass es weniger Fehler macht. Eine Epoche ist einmal durch alle Ziffern.</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Play&lt;/b&gt; or the space bar, and wait for epoch 2.</source>
        <translation>&lt;b&gt;Start&lt;/b&gt; oder die Leertaste drücken und Epoche 2 abwarten.</translation>
    </message>
    <message>
        <source>The pruning strength λ₃ is the price of an open neuron. The higher it is, the faster every gate falls. Only neurons that the digits need hold their gates up.</source>
        <translation>Die Pruning-Stärke λ₃ ist der Preis eines offenen Neurons. Je höher er ist, desto schneller fällt jedes Gatter. Nur Neuronen, die für die Ziffern nötig sind, halten sich oben.</translation>
    </message>
    <message>
        <source>Drag &lt;b&gt;Pruning strength&lt;/b&gt; to about 0.01.</source>
        <translation>&lt;b&gt;Pruning-Stärke&lt;/b&gt; auf etwa 0.01 ziehen.</translation>
    </message>
    <message>
        <source>In the gate map the colours darken. Every column is a moment, every row a neuron.</source>
        <translation>In der Gatterkarte werden die Farben dunkler. Jede Spalte ist ein Moment, jede Zeile ein Neuron.</translation>
    </message>
    <message>
        <source>After about 500 minibatches the first gates fall below 0.5, and their neurons close. Some come back: the data pull them up again. This is the search for the neurons that are needed.</source>
        <translation>Nach etwa 500 Minibatches fallen die ersten Gatter unter 0,5, und ihre Neuronen schließen. Manche kehren zurück: Die Daten ziehen sie wieder hoch. So sucht das Netz die Neuronen, die es braucht.</translation>
    </message>
    <message>
        <source>Wait until fewer than 100 of the 400 neurons are open.</source>
        <translation>Warten, bis weniger als 100 der 400 Neuronen offen sind.</translation>
    </message>
    <message>
        <source>Closed neurons are hollow in the network. The curves of open neurons and parameters drop.</source>
        <translation>Geschlossene Neuronen sind im Netz hohl. Die Kurven der offenen Neuronen und der Parameter fallen.</translation>
    </message>
    <message>
        <source>The search disturbs the network: when neurons go, the error jumps. Once the network is small enough, hold its gates still and let the weights recover.</source>
        <translation>Die Suche stört das Netz: Wenn Neuronen gehen, springt der Fehler. Ist das Netz klein genug, hält man die Gatter fest und lässt die Gewichte sich erholen.</translation>
    </message>
    <message>
        <source>Tick &lt;b&gt;Freeze gates&lt;/b&gt;, and wait some epochs.</source>
        <translation>&lt;b&gt;Gatter fest&lt;/b&gt; ankreuzen und einige Epochen warten.</translation>
    </message>
    <message>
        <source>A closed neuron can be left out without changing a single answer. The export writes only what is open, reads the file back, and compares it with the network on screen.</source>
        <translation>Ein geschlossenes Neuron kann fehlen, ohne dass sich eine einzige Antwort ändert. Der Export schreibt nur, was offen ist, liest die Datei zurück und vergleicht sie mit dem Netz auf dem Bildschirm.</translation>
    </message>
    <message>
        <source>Choose &lt;b&gt;File &gt; Export pruned model…&lt;/b&gt; (Ctrl+E) and press &lt;b&gt;Export&lt;/b&gt; there.</source>
        <translation>&lt;b&gt;Datei &gt; Verkleinertes Modell exportieren…&lt;/b&gt; wählen (Strg+E) und dort &lt;b&gt;Exportieren&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>The report: the size before and after, and how many answers are equal. All must be.</source>
        <translation>Der Bericht: die Größe vorher und nachher, und wie viele Antworten gleich sind. Es müssen alle sein.</translation>
    </message>
    <message>
        <source>Why a gate falls</source>
        <translation>Warum ein Gatter fällt</translation>
    </message>
    <message>
        <source>Two forces move a gate. The loss measures the mistakes on the data. The regulariser is a price that every gate pays, whatever the data are. The picture below the pruning strength shows this price for each w; the dots are the gates. They begin at 1.</source>
        <translation>Zwei Kräfte bewegen ein Gatter. Der Verlust misst die Fehler an den Daten. Der Regularisierer ist ein Preis, den jedes Gatter zahlt, gleich welche Daten es sind. Das Bild unter der Pruning-Stärke zeigt ihn für jedes w; die Punkte sind die Gatter. Sie beginnen bei 1.</translation>
    </message>
    <message>
        <source>The price of being open is λ₃ w, a straight line. A gate slides down its slope: in each minibatch by the gate rate times λ₃. With 0.1 and 0.01 that is a thousandth.</source>
        <translation>Offen zu sein kostet λ₃ w, eine Gerade. Ein Gatter rutscht sie hinab: je Minibatch um die Gatterrate mal λ₃. Bei 0,1 und 0,01 ist das ein Tausendstel.</translation>
    </message>
    <message>
        <source>Drag &lt;b&gt;Pruning strength&lt;/b&gt; to about 0.01 and press &lt;b&gt;Play&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Pruning-Stärke&lt;/b&gt; auf etwa 0.01 ziehen und &lt;b&gt;Start&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>The first epoch is without gates. Then all dots slide to the left together: the price is the same for everyone.</source>
        <translation>In der ersten Epoche ruhen die Gatter. Dann rutschen alle Punkte gemeinsam nach links: Der Preis ist für alle gleich.</translation>
    </message>
    <message>
        <source>0.5 is the threshold. A gate at or above it counts as 1, one below as 0; nothing in between reaches the next layer. Near it the data answer: a neuron that is missed is pushed up again by the loss.</source>
        <translation>0,5 ist die Schwelle. Ein Gatter ab dort zählt als 1, eines darunter als 0; nichts dazwischen erreicht die nächste Schicht. Nahe der Schwelle antworten die Daten: Ein Neuron, das fehlt, drückt der Verlust wieder hoch.</translation>
    </message>
    <message>
        <source>Wait until the first gates are below 0.5, then press &lt;b&gt;Pause&lt;/b&gt;.</source>
        <translation>Warten, bis die ersten Gatter unter 0,5 sind, dann &lt;b&gt;Pause&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>The dashed line in the histograms beside the gate map is the threshold.</source>
        <translation>Die gestrichelte Linie in den Histogrammen neben der Gatterkarte ist die Schwelle.</translation>
    </message>
    <message>
        <source>The view Step takes the next minibatch apart. Its stage Gradients shows, for every gate of a layer, how far the loss and the regulariser would each move it: up opens, down closes.</source>
        <translation>Die Ansicht Schritt zerlegt das nächste Minibatch. Ihre Stufe Gradienten zeigt für jedes Gatter einer Schicht, wie weit Verlust und Regularisierer es jeweils bewegen würden: nach oben öffnet, nach unten schließt.</translation>
    </message>
    <message>
        <source>Open the tab &lt;b&gt;Step&lt;/b&gt; and press &lt;b&gt;2  Gradients&lt;/b&gt;.</source>
        <translation>Den Reiter &lt;b&gt;Schritt&lt;/b&gt; öffnen und &lt;b&gt;2  Gradienten&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>The regulariser pulls every gate down by the same. The loss differs from neuron to neuron.</source>
        <translation>Der Regularisierer zieht jedes Gatter gleich weit hinab. Der Verlust ist von Neuron zu Neuron verschieden.</translation>
    </message>
    <message>
        <source>Gates can be held by hand. Then neither force moves them: the width stays as it is, and only the weights learn. Runs usually end so: first the gates search, then the weights settle.</source>
        <translation>Man kann die Gatter festhalten. Dann bewegt sie keine der beiden Kräfte: Die Breite bleibt, und nur die Gewichte lernen. So enden Läufe meist: Erst suchen die Gatter, dann kommen die Gewichte zur Ruhe.</translation>
    </message>
    <message>
        <source>Tick &lt;b&gt;Freeze gates&lt;/b&gt; and press &lt;b&gt;Play&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Gatter fest&lt;/b&gt; ankreuzen und &lt;b&gt;Start&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>The dots stand still around the middle, while the error falls again.</source>
        <translation>Die Punkte stehen still um die Mitte, während der Fehler wieder fällt.</translation>
    </message>
    <message>
        <source>The other way to end the search is λ₁. It adds a hump, λ₁ w(1 − w): cheap at 0 and at 1, dear in between. Gates to the right of its top are pushed up to 1, those to the left down to 0.</source>
        <translation>Der andere Weg, die Suche zu beenden, ist λ₁. Es fügt einen Buckel hinzu, λ₁ w(1 − w): billig bei 0 und 1, teuer dazwischen. Gatter rechts vom Gipfel werden zur 1 gedrückt, die links davon zur 0.</translation>
    </message>
    <message>
        <source>Untick &lt;b&gt;Freeze gates&lt;/b&gt;, open &lt;b&gt;More&lt;/b&gt;, and drag &lt;b&gt;Widths λ₁&lt;/b&gt; to about 0.05.</source>
        <translation>Das Kreuz bei &lt;b&gt;Gatter fest&lt;/b&gt; entfernen, &lt;b&gt;Mehr&lt;/b&gt; öffnen und &lt;b&gt;Breiten λ₁&lt;/b&gt; auf etwa 0.05 ziehen.</translation>
    </message>
    <message>
        <source>The line becomes a hump, and the dots leave the middle to both sides.</source>
        <translation>Aus der Geraden wird ein Buckel, und die Punkte verlassen die Mitte nach beiden Seiten.</translation>
    </message>
    <message>
        <source>How small is too small</source>
        <translation>Wie klein ist zu klein?</translation>
    </message>
    <message>
        <source>The data are points on three arms of a spiral; each arm is a class. The network has 128 neurons to draw the boundaries between them. How few are enough, and what happens below that?</source>
        <translation>Die Daten sind Punkte auf drei Armen einer Spirale; jeder Arm ist eine Klasse. Das Netz hat 128 Neuronen, um die Grenzen dazwischen zu ziehen. Wie wenige genügen, und was geschieht darunter?</translation>
    </message>
    <message>
        <source>The decision map colours every place of the plane by the class that the network sees there, paler where it is unsure. The dots are the samples it learns from.</source>
        <translation>Die Entscheidungskarte färbt jeden Ort der Ebene nach der Klasse, die das Netz dort sieht, blasser, wo es unsicher ist. Die Punkte sind die Beispiele, aus denen es lernt.</translation>
    </message>
    <message>
        <source>Open the tab &lt;b&gt;Decision map&lt;/b&gt;, press &lt;b&gt;Play&lt;/b&gt;, and wait for epoch 12.</source>
        <translation>Den Reiter &lt;b&gt;Entscheidung&lt;/b&gt; öffnen, &lt;b&gt;Start&lt;/b&gt; drücken und Epoche 12 abwarten.</translation>
    </message>
    <message>
        <source>The areas bend until they follow the three arms.</source>
        <translation>Die Flächen biegen sich, bis sie den drei Armen folgen.</translation>
    </message>
    <message>
        <source>Drag &lt;b&gt;Pruning strength&lt;/b&gt; to about 0.05.</source>
        <translation>&lt;b&gt;Pruning-Stärke&lt;/b&gt; auf etwa 0.05 ziehen.</translation>
    </message>
    <message>
        <source>For some seconds nothing is lost. Then neurons close in rows, and the boundaries turn into straight lines.</source>
        <translation>Einige Sekunden lang geht nichts verloren. Dann schließen Neuronen reihenweise, und die Grenzen werden zu Geraden.</translation>
    </message>
    <message>
        <source>Each neuron can bend a boundary once. With too few of them left the arms cannot be told apart, and no amount of training helps.</source>
        <translation>Jedes Neuron kann eine Grenze einmal knicken. Sind es zu wenige, lassen sich die Arme nicht mehr trennen, und kein Lernen hilft.</translation>
    </message>
    <message>
        <source>The error jumps when the neurons go, not before: up to there they were more than enough.</source>
        <translation>Der Fehler springt, wenn die Neuronen gehen, nicht vorher: Bis dahin waren es mehr als genug.</translation>
    </message>
    <message>
        <source>Nothing is lost. The timeline keeps every minibatch of the run: go back, and every view shows that moment. The run itself stays as it is.</source>
        <translation>Nichts ist verloren. Die Zeitleiste behält jedes Minibatch des Laufs: Man geht zurück, und jede Ansicht zeigt diesen Moment. Der Lauf selbst bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Drag on the timeline, the strip at the bottom, back to where it falls. The arrow and page keys do so, too.</source>
        <translation>Auf der Zeitleiste, dem Streifen unten, dorthin zurückziehen, wo sie abfällt. Pfeil- und Bildtasten tun es auch.</translation>
    </message>
    <message>
        <source>The decision map bends back into arms.</source>
        <translation>Die Entscheidungskarte biegt sich zu Armen zurück.</translation>
    </message>
    <message>
        <source>From a moment of the past a branch can begin: a run of its own, with other settings. The old run stays, its curves lie behind.</source>
        <translation>In einem vergangenen Moment kann ein Zweig beginnen: ein eigener Lauf mit anderen Einstellungen. Der alte bleibt, seine Kurven liegen dahinter.</translation>
    </message>
    <message>
        <source>Drag &lt;b&gt;Pruning strength&lt;/b&gt; to about 0.002 and press &lt;b&gt;Continue from here&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Pruning-Stärke&lt;/b&gt; auf etwa 0.002 ziehen und &lt;b&gt;Ab hier weiter&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>The network goes on shrinking, but slowly, and keeps the three arms.</source>
        <translation>Das Netz schrumpft weiter, aber langsam, und behält die drei Arme.</translation>
    </message>
    <message>
        <source>Is this neuron needed?</source>
        <translation>Wird dieses Neuron gebraucht?</translation>
    </message>
    <message>
        <source>A small network of 40 neurons learns to read digits. There is no pruning strength this time: you decide who goes. Which neurons does the network need, and how can one tell?</source>
        <translation>Ein kleines Netz mit 40 Neuronen lernt, Ziffern zu lesen. Diesmal ist die Pruning-Stärke aus: Wer geht, bestimmt man selbst. Welche Neuronen braucht das Netz, und woran sieht man das?</translation>
    </message>
    <message>
        <source>A network that knows nothing needs no neuron in particular. So let it learn first.</source>
        <translation>Ein Netz, das nichts weiß, braucht kein bestimmtes Neuron. Also soll es zuerst lernen.</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Play&lt;/b&gt;, wait for epoch 6, then press &lt;b&gt;Pause&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Start&lt;/b&gt; drücken, Epoche 6 abwarten, dann &lt;b&gt;Pause&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>Links turn orange where a weight is positive and blue where it is negative, and get darker the stronger it is.</source>
        <translation>Verbindungen sind orange, wo ein Gewicht positiv ist, und blau, wo es negativ ist; je stärker, desto dunkler.</translation>
    </message>
    <message>
        <source>Click some neurons of fc1 in the &lt;b&gt;Network&lt;/b&gt;, or walk there with the arrow keys, and compare them.</source>
        <translation>Im &lt;b&gt;Netz&lt;/b&gt; einige Neuronen von fc1 anklicken, oder mit den Pfeiltasten wählen, und vergleichen.</translation>
    </message>
    <message>
        <source>To prune a neuron is to close its gate: its output is 0 from now on. But a closed gate still learns. Where the loss would fall with the neuron, its gate rises, and from 0.5 on the neuron is back.</source>
        <translation>Ein Neuron zu entfernen heißt, sein Gatter zu schließen: Seine Ausgabe ist nun 0. Doch ein geschlossenes Gatter lernt weiter. Wo der Verlust mit dem Neuron fiele, steigt das Gatter, und ab 0,5 ist das Neuron wieder da.</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Prune&lt;/b&gt;, then &lt;b&gt;Play&lt;/b&gt;, and wait some epochs.</source>
        <translation>&lt;b&gt;Entfernen&lt;/b&gt; und dann &lt;b&gt;Start&lt;/b&gt; drücken und einige Epochen warten.</translation>
    </message>
    <message>
        <source>The curve of w in the panel Neuron falls to 0, and climbs if the network needs the neuron.</source>
        <translation>Die Kurve von w im Feld Neuron fällt auf 0 und steigt, wenn das Netz das Neuron braucht.</translation>
    </message>
    <message>
        <source>Who is to stay away must be held. With frozen gates the neuron cannot come back, and the others learn to take over its work.</source>
        <translation>Wer wegbleiben soll, muss festgehalten werden. Bei festen Gattern kann das Neuron nicht zurückkehren, und die anderen lernen, seine Arbeit zu übernehmen.</translation>
    </message>
    <message>
        <source>Tick &lt;b&gt;Freeze gates&lt;/b&gt;. Select an open neuron and press &lt;b&gt;Prune&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Gatter fest&lt;/b&gt; ankreuzen. Ein offenes Neuron wählen und &lt;b&gt;Entfernen&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>The neuron stays hollow. The error jumps and falls again without it.</source>
        <translation>Das Neuron bleibt hohl. Der Fehler springt und fällt auch ohne es wieder.</translation>
    </message>
    <message>
        <source>What was pruned by hand can be opened by hand, with the weights that it had. In a run with pruning a neuron that stayed closed for long is removed for good; in this lesson none is.</source>
        <translation>Was von Hand entfernt wurde, lässt sich von Hand wieder öffnen, mit den Gewichten, die es hatte. Sonst verschwindet ein Neuron, das lange geschlossen war, endgültig; in dieser Lektion keines.</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Restore&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Wiederherstellen&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>The neuron is filled again, and its w is 1. Every act by hand is a mark on the curves.</source>
        <translation>Das Neuron ist wieder gefüllt, und sein w ist 1. Jeder Eingriff ist eine Marke in den Kurven.</translation>
    </message>
    <message>
        <source>A layer that disappears</source>
        <translation>Eine Schicht, die verschwindet</translation>
    </message>
    <message>
        <source>Whole layers have a gate, too: d. While d is below 0.5 the layer is an ordinary ReLU layer, which cuts off what is negative. From 0.5 on it is linear and lets everything through. This network has six hidden layers of 75 neurons. Does it need them all?</source>
        <translation>Auch ganze Schichten haben ein Gatter: d. Ist d unter 0,5, so ist die Schicht eine gewöhnliche ReLU-Schicht, die Negatives abschneidet. Ab 0,5 ist sie linear und lässt alles durch. Dieses Netz hat sechs verdeckte Schichten mit 75 Neuronen. Braucht es sie alle?</translation>
    </message>
    <message>
        <source>The layer table has a row for each layer: open neurons, d, parameters, and operations for one digit. Every d begins at 0.</source>
        <translation>Die Schichttabelle hat eine Zeile je Schicht: offene Neuronen, d, Parameter und Rechenschritte für eine Ziffer. Jedes d beginnt bei 0.</translation>
    </message>
    <message>
        <source>Open the tab &lt;b&gt;Layers&lt;/b&gt;, press &lt;b&gt;Play&lt;/b&gt;, and wait for epoch 2.</source>
        <translation>Den Reiter &lt;b&gt;Schichten&lt;/b&gt; öffnen, &lt;b&gt;Start&lt;/b&gt; drücken und Epoche 2 abwarten.</translation>
    </message>
    <message>
        <source>The column d: the data alone hardly move it.</source>
        <translation>Die Spalte d: Die Daten allein bewegen sie kaum.</translation>
    </message>
    <message>
        <source>λ₄ is a reward for being linear. It pulls every d up by the same; the loss resists where a layer&apos;s bend is needed.</source>
        <translation>λ₄ ist eine Belohnung dafür, linear zu sein. Es zieht jedes d gleich weit hinauf; der Verlust hält dagegen, wo der Knick einer Schicht nötig ist.</translation>
    </message>
    <message>
        <source>Open &lt;b&gt;More&lt;/b&gt; and drag &lt;b&gt;Linear λ₄&lt;/b&gt; to about 0.02.</source>
        <translation>&lt;b&gt;Mehr&lt;/b&gt; öffnen und &lt;b&gt;Linear λ₄&lt;/b&gt; auf etwa 0.02 ziehen.</translation>
    </message>
    <message>
        <source>In the column d the numbers climb towards 0.5.</source>
        <translation>In der Spalte d steigen die Zahlen auf 0,5 zu.</translation>
    </message>
    <message>
        <source>When d reaches 0.5 the layer turns linear at once. The network now computes something else: the error jumps, and the other layers learn to make up for it.</source>
        <translation>Erreicht d die 0,5, wird die Schicht auf einen Schlag linear. Das Netz rechnet nun etwas anderes: Der Fehler springt, und die anderen Schichten lernen, das auszugleichen.</translation>
    </message>
    <message>
        <source>Wait until a layer is linear.</source>
        <translation>Warten, bis eine Schicht linear ist.</translation>
    </message>
    <message>
        <source>Rows marked as linear in the table, and a mark on the curves.</source>
        <translation>Zeilen mit dem Wort linear in der Tabelle, und eine Marke in den Kurven.</translation>
    </message>
    <message>
        <source>Two linear maps in a row are one. A layer that stayed linear for 200 minibatches is multiplied into the next one, which is called merging. That changes no answer, only the size.</source>
        <translation>Zwei lineare Abbildungen hintereinander sind eine. Eine Schicht, die 200 Minibatches lang linear war, wird in die nächste multipliziert; das heißt verschmelzen. Es ändert keine Antwort, nur die Größe.</translation>
    </message>
    <message>
        <source>Open the tab &lt;b&gt;Network&lt;/b&gt; and wait until a layer is merged.</source>
        <translation>Den Reiter &lt;b&gt;Netz&lt;/b&gt; öffnen und warten, bis eine Schicht verschmolzen ist.</translation>
    </message>
    <message>
        <source>The layer is gone from the picture, and the parameters drop.</source>
        <translation>Die Schicht ist aus dem Bild verschwunden, und die Parameter fallen.</translation>
    </message>
    <message>
        <source>What did the pruning cost?</source>
        <translation>Was hat das Verkleinern gekostet?</translation>
    </message>
    <message>
        <source>This recipe has an end. For 2 epochs only the weights learn, then the gates search for a size, and for the last 14 of 40 epochs they are frozen, so that the weights settle.</source>
        <translation>Dieses Rezept hat ein Ende. 2 Epochen lang lernen nur die Gewichte, dann suchen die Gatter eine Größe, und in den letzten 14 von 40 Epochen ruhen sie, damit die Gewichte zur Ruhe kommen.</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Play&lt;/b&gt; and wait until the run is finished.</source>
        <translation>&lt;b&gt;Start&lt;/b&gt; drücken und warten, bis der Lauf beendet ist.</translation>
    </message>
    <message>
        <source>The error jumps while neurons go and falls once the gates are frozen.</source>
        <translation>Der Fehler springt, während Neuronen gehen, und fällt, sobald die Gatter ruhen.</translation>
    </message>
    <message>
        <source>A parameter is a weight or a bias; an operation is a multiplication or an addition for one digit. The first layer held nearly all of them, so its neurons save the most.</source>
        <translation>Ein Parameter ist ein Gewicht oder ein Schwellenwert, ein Rechenschritt eine Multiplikation oder Addition für eine Ziffer. Fast alle lagen in der ersten Schicht, also sparen ihre Neuronen am meisten.</translation>
    </message>
    <message>
        <source>Open the tab &lt;b&gt;Layers&lt;/b&gt;.</source>
        <translation>Den Reiter &lt;b&gt;Schichten&lt;/b&gt; öffnen.</translation>
    </message>
    <message>
        <source>How much of each layer is left, and the compression in the last line.</source>
        <translation>Wie viel von jeder Schicht übrig ist, und die Kompression in der letzten Zeile.</translation>
    </message>
    <message>
        <source>Now pay more for every neuron. Reset starts the same experiment again from its beginning, with the strength that is set now. The first run stays in the list of runs.</source>
        <translation>Nun soll jedes Neuron mehr kosten. Zurücksetzen beginnt dasselbe Experiment von vorn, mit der Stärke, die jetzt eingestellt ist. Der erste Lauf bleibt in der Liste der Läufe.</translation>
    </message>
    <message>
        <source>Drag &lt;b&gt;Pruning strength&lt;/b&gt; to about 0.02, press &lt;b&gt;Reset&lt;/b&gt;, and wait for the end.</source>
        <translation>&lt;b&gt;Pruning-Stärke&lt;/b&gt; auf etwa 0.02 ziehen, &lt;b&gt;Zurücksetzen&lt;/b&gt; drücken und das Ende abwarten.</translation>
    </message>
    <message>
        <source>The first run&apos;s curves lie behind the new ones.</source>
        <translation>Die Kurven des ersten Laufs liegen hinter den neuen.</translation>
    </message>
    <message>
        <source>Open the tab &lt;b&gt;Runs&lt;/b&gt;.</source>
        <translation>Den Reiter &lt;b&gt;Läufe&lt;/b&gt; öffnen.</translation>
    </message>
    <message>
        <source>The second run reaches further to the left, and ends higher: fewer parameters, more mistakes.</source>
        <translation>Der zweite Lauf reicht weiter nach links und endet höher: weniger Parameter, mehr Fehler.</translation>
    </message>
    <message>
        <source>Which one is better depends on what you need: every point on the line is a fair choice. The one that you choose can be exported, also a moment in the middle of a run.</source>
        <translation>Welcher besser ist, hängt davon ab, was man braucht: Jeder Punkt auf der Linie ist eine gute Wahl. Was man wählt, lässt sich exportieren, auch ein Moment mitten in einem Lauf.</translation>
    </message>
    <message>
        <source>Select the other run and press &lt;b&gt;Go to this run&lt;/b&gt;.</source>
        <translation>Den anderen Lauf wählen und &lt;b&gt;Zu diesem Lauf&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>Every view shows the first run again, as it ended.</source>
        <translation>Jede Ansicht zeigt wieder den ersten Lauf, wie er endete.</translation>
    </message>
    <message>
        <source>Without some the error rises by many percent. Neuron 1 of fc2 is active in hardly any case: nobody would miss it.</source>
        <translation>Ohne manche steigt der Fehler um viele Prozentpunkte. Neuron 1 von fc2 ist kaum je aktiv: Niemand würde es vermissen.</translation>
    </message>
    <message>
        <source>A smaller network often makes a few more mistakes. How many parameters are saved, and what does it cost? Two whole runs tell, at full speed.</source>
        <translation>Ein kleineres Netz macht oft ein paar Fehler mehr. Wie viele Parameter spart man, und was kostet es? Zwei ganze Läufe bei voller Geschwindigkeit zeigen es.</translation>
    </message>
    <message>
        <source>The width stays, and the error falls again: with less than a tenth of the parameters it stays within a few percent of where it was.</source>
        <translation>Die Breite bleibt, und der Fehler fällt wieder: Mit weniger als einem Zehntel der Parameter liegt er nur wenige Prozentpunkte über dem von vorher.</translation>
    </message>
    <message>
        <source>Now prune far too hard. At this price hardly a neuron is worth keeping. Only the last one of each layer always stays.</source>
        <translation>Nun viel zu stark verkleinern. Bei diesem Preis lohnt sich kaum ein Neuron. Nur das letzte jeder Schicht bleibt immer.</translation>
    </message>
    <message>
        <source>The error falls. Orange dots are measured on the validation digits: the network never learns from them.</source>
        <translation>Der Fehler fällt. Orange Punkte sind an Ziffern zur Validierung gemessen: Aus ihnen lernt das Netz nie.</translation>
    </message>
    <message>
        <source>Wait until the validation error is above 30 %, then press &lt;b&gt;Pause&lt;/b&gt;.</source>
        <translation>Warten, bis der Validierungsfehler über 30 % liegt, dann &lt;b&gt;Pause&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>Select a neuron, and it is marked in every view. The panel Neuron shows its weights, on how many of 500 validation digits it is active, and what loss and error would be without it: so much is it needed.</source>
        <translation>Ein gewähltes Neuron ist in jeder Ansicht markiert. Das Feld Neuron zeigt seine Gewichte, bei wie vielen von 500 Ziffern zur Validierung es aktiv ist, und wie groß Verlust und Fehler ohne es wären: So sehr wird es gebraucht.</translation>
    </message>
    <message>
        <source>The picture in Runs shows the bargain. Every dot is a moment at which the validation error was measured: parameters to the right, error upwards. The line joins the moments that no other beats in both.</source>
        <translation>Das Bild bei den Läufen zeigt den Handel. Jeder Punkt ist ein Moment, in dem der Fehler der Validierung gemessen wurde: Parameter nach rechts, Fehler nach oben. Die Linie verbindet die Momente, die kein anderer in beidem schlägt.</translation>
    </message>
    <message>
        <source>Two futures</source>
        <translation>Zwei Zukünfte</translation>
    </message>
    <message>
        <source>What would have happened with a higher price? One can train twice and compare, but two runs differ in many things. Here one run is forked: two futures see the very same minibatches, and one single thing is different.</source>
        <translation>Was wäre bei einem höheren Preis geschehen? Man kann zweimal trainieren und vergleichen, doch zwei Läufe unterscheiden sich in vielem. Hier gabelt sich ein Lauf: Zwei Zukünfte sehen genau dieselben Minibatches, und nur eines ist anders.</translation>
    </message>
    <message>
        <source>First a past that both have in common. The network learns, and its gates slide down slowly.</source>
        <translation>Zuerst eine Vergangenheit, die beide gemeinsam haben. Das Netz lernt, und seine Gatter gleiten langsam abwärts.</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Play&lt;/b&gt; and wait for epoch 4.</source>
        <translation>Auf &lt;b&gt;Start&lt;/b&gt; drücken und auf Epoche 4 warten.</translation>
    </message>
    <message>
        <source>So far there is one curve of each kind.</source>
        <translation>Noch gibt es von jeder Art eine Kurve.</translation>
    </message>
    <message>
        <source>From the minibatch on screen a second future begins, with the same weights and the same gates. It is called that one; the run goes on beside it as this one.</source>
        <translation>Ab dem Minibatch auf dem Bildschirm beginnt eine zweite Zukunft, mit denselben Gewichten und denselben Gattern. Sie heißt jener; der Lauf geht daneben als dieser weiter.</translation>
    </message>
    <message>
        <source>The line above the views says what is different. Both futures train now, each at half the speed.</source>
        <translation>Die Zeile über den Ansichten sagt, was anders ist. Beide Zukünfte trainieren nun, jede halb so schnell.</translation>
    </message>
    <message>
        <source>In the network every dot has two halves: the left one is filled while the neuron is open in this one, the right one while it is open in that one. The key below counts them.</source>
        <translation>Im Netz hat jeder Punkt zwei Hälften: Die linke ist gefüllt, solange das Neuron in diesem Lauf offen ist, die rechte, solange es in jenem offen ist. Die Legende darunter zählt sie.</translation>
    </message>
    <message>
        <source>Wait until that one has lost 50 neurons more than this one.</source>
        <translation>Warten, bis jener 50 Neuronen mehr verloren hat als dieser.</translation>
    </message>
    <message>
        <source>In the plots that one is dashed. Both curves end at the same minibatch.</source>
        <translation>In den Kurven ist jener gestrichelt. Beide Kurven enden beim selben Minibatch.</translation>
    </message>
    <message>
        <source>Which one is better? Two nets with the same error may be wrong on different digits. The view lists those that only one of them gets right, with how many they are.</source>
        <translation>Welcher ist besser? Zwei Netze mit demselben Fehler können sich bei verschiedenen Ziffern irren. Die Ansicht zeigt die, bei denen nur einer recht hat, und wie viele es sind.</translation>
    </message>
    <message>
        <source>Open the tab &lt;b&gt;Predictions&lt;/b&gt;.</source>
        <translation>Den Reiter &lt;b&gt;Vorhersagen&lt;/b&gt; öffnen.</translation>
    </message>
    <message>
        <source>While the small one still searches, it loses some digits. Some it gets right that the large one does not.</source>
        <translation>Solange der kleine noch sucht, verliert er manche Ziffern. Bei manchen hat er recht und der große nicht.</translation>
    </message>
    <message>
        <source>A fork ends when you say which future is to stay. Kept as runs, both can be gone back to, and their curves stay beside each other.</source>
        <translation>Eine Gabelung endet, wenn man sagt, welche Zukunft bleiben soll. Werden beide als Läufe behalten, kann man zu ihnen zurück, und ihre Kurven bleiben nebeneinander.</translation>
    </message>
    <message>
        <source>Choose &lt;b&gt;Keep both as runs&lt;/b&gt;, above the views or in the menu &lt;b&gt;Run&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Beide als Läufe behalten&lt;/b&gt; wählen, über den Ansichten oder im Menü &lt;b&gt;Lauf&lt;/b&gt;.</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Fork…&lt;/b&gt;. In the dialog leave the pruning strength λ₃ chosen, type 0.02 and accept.</source>
        <translation>Auf &lt;b&gt;Gabeln…&lt;/b&gt; drücken. Im Dialog die Stärke λ₃ gewählt lassen, 0.02 eingeben und bestätigen.</translation>
    </message>
    <message>
        <source>This one goes on alone; that one is in the list &lt;b&gt;Runs&lt;/b&gt;.</source>
        <translation>Dieser geht allein weiter; jener steht in der Liste &lt;b&gt;Läufe&lt;/b&gt;.</translation>
    </message>
    <message>
        <source>Blocks that vanish</source>
        <translation>Blöcke, die verschwinden</translation>
    </message>
    <message>
        <source>A residual network is made of blocks, and past every block leads a bypass: what the block yields is added to what went in. So a block can do without a single map of its own, and the network still works. Three blocks look at small pictures of shapes here.</source>
        <translation>Ein Residualnetz besteht aus Blöcken, und an jedem Block führt eine Umleitung vorbei: Was der Block liefert, wird zu dem addiert, was hineinging. So kommt ein Block ohne eine einzige eigene Karte aus, und das Netz arbeitet weiter. Drei Blöcke sehen sich hier kleine Bilder von Formen an.</translation>
    </message>
    <message>
        <source>In the picture of the network a block stands on a ground of its own, and the rail past it is its bypass.</source>
        <translation>Im Bild des Netzes steht ein Block auf eigenem Grund, und die Schiene an ihm vorbei ist seine Umleitung.</translation>
    </message>
    <message>
        <source>Open the tab &lt;b&gt;Network&lt;/b&gt;, press &lt;b&gt;Play&lt;/b&gt;, and wait for epoch 2.</source>
        <translation>Den Reiter &lt;b&gt;Netz&lt;/b&gt; öffnen, &lt;b&gt;Start&lt;/b&gt; drücken und Epoche 2 abwarten.</translation>
    </message>
    <message>
        <source>Every column of maps is a convolution; the number above it says how many are open.</source>
        <translation>Jede Spalte von Karten ist eine Faltung; die Zahl darüber sagt, wie viele offen sind.</translation>
    </message>
    <message>
        <source>Maps that are added to each other can only leave together, so they share a gate. Those in the middle of a block are free to go one by one.</source>
        <translation>Karten, die zueinander addiert werden, können nur gemeinsam gehen, also teilen sie sich ein Gatter. Die in der Mitte eines Blocks können einzeln gehen.</translation>
    </message>
    <message>
        <source>The gates of all layers fall; the maps in the middle of a block go first.</source>
        <translation>Die Gatter aller Schichten fallen; die Karten in der Mitte eines Blocks gehen zuerst.</translation>
    </message>
    <message>
        <source>When the last map in the middle of a block is gone, the block computes nothing any more. It leaves the network whole, and its bypass carries on.</source>
        <translation>Ist die letzte Karte in der Mitte eines Blocks fort, rechnet der Block nichts mehr. Er verlässt das Netz als Ganzes, und seine Umleitung trägt weiter.</translation>
    </message>
    <message>
        <source>Wait until a block vanishes.</source>
        <translation>Warten, bis ein Block verschwindet.</translation>
    </message>
    <message>
        <source>A mark on the curves, and one block less in the picture.</source>
        <translation>Eine Marke an den Kurven, und ein Block weniger im Bild.</translation>
    </message>
    <message>
        <source>What vanished is in no file that is exported, and costs no time when the network is used.</source>
        <translation>Was verschwunden ist, steht in keiner exportierten Datei und kostet keine Zeit, wenn das Netz benutzt wird.</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Pause&lt;/b&gt; and open the tab &lt;b&gt;Layers&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Pause&lt;/b&gt; drücken und den Reiter &lt;b&gt;Schichten&lt;/b&gt; öffnen.</translation>
    </message>
    <message>
        <source>The rows of the block have nothing open, and the compression in the last line.</source>
        <translation>In den Zeilen des Blocks ist nichts offen; und die Verkleinerung in der letzten Zeile.</translation>
    </message>
    <message>
        <source>A table of your own</source>
        <translation>Eine eigene Tabelle</translation>
    </message>
    <message>
        <source>A network can learn from any table: each row is a case, one column is what is to be predicted, the others are what is known. We begin with a table of fruit and then take yours.</source>
        <translation>Ein Netz kann aus jeder Tabelle lernen: Jede Zeile ist ein Fall, eine Spalte ist das, was vorherzusagen ist, die anderen sind das, was bekannt ist. Wir beginnen mit einer Tabelle von Obst und nehmen dann Ihre.</translation>
    </message>
    <message>
        <source>Of each fruit the table tells weight, diameter, colour and the like; the network learns to say its kind. A column of words becomes an input for each word.</source>
        <translation>Von jeder Frucht sagt die Tabelle Gewicht, Durchmesser, Farbe und anderes; das Netz lernt, ihre Art zu nennen. Eine Spalte mit Wörtern wird zu einer Eingabe für jedes Wort.</translation>
    </message>
    <message>
        <source>Open the tab &lt;b&gt;Predictions&lt;/b&gt;, press &lt;b&gt;Play&lt;/b&gt;, and wait for epoch 10.</source>
        <translation>Den Reiter &lt;b&gt;Vorhersagen&lt;/b&gt; öffnen, &lt;b&gt;Start&lt;/b&gt; drücken und Epoche 10 abwarten.</translation>
    </message>
    <message>
        <source>Rows are what a fruit is, columns what it is taken for. The diagonal fills.</source>
        <translation>Zeilen sind, was eine Frucht ist, Spalten, wofür sie gehalten wird. Die Diagonale füllt sich.</translation>
    </message>
    <message>
        <source>Which columns does it need? The first layer has gates, and what no open neuron looks at is not needed.</source>
        <translation>Welche Spalten braucht es? Die erste Schicht hat Gatter, und was kein offenes Neuron ansieht, wird nicht gebraucht.</translation>
    </message>
    <message>
        <source>Drag &lt;b&gt;Pruning strength&lt;/b&gt; to about 0.02 and open the tab &lt;b&gt;Input map&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Pruning-Stärke&lt;/b&gt; auf etwa 0.02 ziehen und den Reiter &lt;b&gt;Eingänge&lt;/b&gt; öffnen.</translation>
    </message>
    <message>
        <source>Inputs that lose all their weight turn dark.</source>
        <translation>Eingaben, die all ihr Gewicht verlieren, werden dunkel.</translation>
    </message>
    <message>
        <source>Now yours: a file of text with a line for each case and a first line of names, as every spreadsheet saves it (CSV). The dialog shows the columns and which of them is to be predicted; its button fills in the experiment.</source>
        <translation>Nun Ihre: eine Textdatei mit einer Zeile für jeden Fall und einer ersten Zeile mit Namen, wie jede Tabellenkalkulation sie speichert (CSV). Der Dialog zeigt die Spalten und welche davon vorherzusagen ist; sein Knopf füllt das Experiment aus.</translation>
    </message>
    <message>
        <source>Choose &lt;b&gt;File &gt; Open data…&lt;/b&gt; (Ctrl+D), take your table, and press &lt;b&gt;New run&lt;/b&gt;.</source>
        <translation>&lt;b&gt;Datei &gt; Daten öffnen…&lt;/b&gt; (Strg+D) wählen, die eigene Tabelle nehmen und &lt;b&gt;Neuer Lauf&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>The line of the net: as many inputs as your columns make, and as many outputs as there are kinds.</source>
        <translation>Die Zeile des Netzes: so viele Eingaben, wie Ihre Spalten ergeben, und so viele Ausgaben, wie es Arten gibt.</translation>
    </message>
    <message>
        <source>It learns from most of your rows, and is measured on the rest, which it never sees. Where that error rises while that of training falls, the rows are too few for so large a network: prune.</source>
        <translation>Es lernt aus den meisten deiner Zeilen und wird an den übrigen gemessen, die es nie sieht. Steigt dieser Fehler, während der des Trainings fällt, sind es zu wenige Zeilen für ein so großes Netz: entferne Neuronen.</translation>
    </message>
    <message>
        <source>Wait for epoch 5, then press &lt;b&gt;Pause&lt;/b&gt;.</source>
        <translation>Epoche 5 abwarten, dann &lt;b&gt;Pause&lt;/b&gt; drücken.</translation>
    </message>
    <message>
        <source>Both curves of the error.</source>
        <translation>Beide Kurven des Fehlers.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::LessonFile</name>
    <message>
        <source>expected one of %1 before %2, found &quot;%3&quot;</source>
        <translation>vor %2 wurde eines von %1 erwartet, gefunden wurde „%3“</translation>
    </message>
    <message>
        <source>expected a number after %1, found &quot;%2&quot;</source>
        <translation>nach %1 wurde eine Zahl erwartet, gefunden wurde „%2“</translation>
    </message>
    <message>
        <source>expected a comparison such as epoch &gt;= 2, or one of %1, found &quot;%2&quot;</source>
        <translation>erwartet wurde ein Vergleich wie epoch &gt;= 2 oder eines von %1, gefunden wurde „%2“</translation>
    </message>
    <message>
        <source>the window has no &quot;%1&quot;</source>
        <translation>im Fenster gibt es kein „%1“</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>%1 is no text in UTF-8</source>
        <translation>%1 ist kein Text in UTF-8</translation>
    </message>
    <message>
        <source>expected the title, &quot;# …&quot;</source>
        <translation>erwartet wurde der Titel, „# …“</translation>
    </message>
    <message>
        <source>a lesson has one title</source>
        <translation>eine Lektion hat einen Titel</translation>
    </message>
    <message>
        <source>there is no setting &quot;%1&quot;</source>
        <translation>eine Einstellung „%1“ gibt es nicht</translation>
    </message>
    <message>
        <source>a lesson has at most %1 steps</source>
        <translation>eine Lektion hat höchstens %1 Schritte</translation>
    </message>
    <message>
        <source>the step before says nothing</source>
        <translation>der Schritt davor sagt nichts</translation>
    </message>
    <message>
        <source>the step before has &quot;Done:&quot; but no &quot;Do:&quot;</source>
        <translation>der Schritt davor hat „Done:“, aber kein „Do:“</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht zu lesen: %2</translation>
    </message>
    <message>
        <source>%1 is too large for a lesson</source>
        <translation>%1 ist zu groß für eine Lektion</translation>
    </message>
    <message>
        <source>a lesson takes data that come with the program: %1</source>
        <translation>eine Lektion nimmt Daten, die zum Programm gehören: %1</translation>
    </message>
</context>
<context>
    <name>tristate::ui::LessonGuide</name>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Less&amp;ons</source>
        <translation>Le&amp;ktionen</translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation>&amp;Nächster Schritt</translation>
    </message>
    <message>
        <source>Step &amp;before</source>
        <translation>&amp;Voriger Schritt</translation>
    </message>
    <message>
        <source>&amp;Show me</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>&amp;End lesson</source>
        <translation>Lektion &amp;beenden</translation>
    </message>
    <message>
        <source>&amp;Panel of lessons</source>
        <translation>&amp;Feld der Lektionen</translation>
    </message>
    <message>
        <source>Open lesson</source>
        <translation>Lektion öffnen</translation>
    </message>
    <message>
        <source>Lessons (*.md)</source>
        <translation>Lektionen (*.md)</translation>
    </message>
</context>
<context>
    <name>tristate::ui::LessonPanel</name>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>End lesson</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close the lesson; the run stays as it is (Escape)</source>
        <translation>Die Lektion schließen; der Lauf bleibt, wie er ist (Esc)</translation>
    </message>
    <message>
        <source>Another experiment is on view. The first step begins that of the lesson.</source>
        <translation>Ein anderes Experiment ist zu sehen. Der erste Schritt beginnt das der Lektion.</translation>
    </message>
    <message>
        <source>Short walks through this window, three minutes each. Each has a run of its own.</source>
        <translation>Kurze Gänge durch dieses Fenster, je drei Minuten. Jeder hat einen eigenen Lauf.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Start the run of the lesson, paused</source>
        <translation>Den Lauf der Lektion anlegen, angehalten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>The step before (Alt+Left)</source>
        <translation>Der vorige Schritt (Alt+Links)</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show where it is in the window (Alt+Up)</source>
        <translation>Zeigen, wo es im Fenster ist (Alt+Hoch)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>The next step, done or not (Alt+Right)</source>
        <translation>Der nächste Schritt, erledigt oder nicht (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>zu tun</translation>
    </message>
    <message>
        <source>&lt;i&gt;Watch:&lt;/i&gt; %1</source>
        <translation>&lt;i&gt;Achten auf:&lt;/i&gt; %1</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Step %1 is not done yet.</source>
        <translation>Schritt %1 ist noch nicht getan.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::LinkDialog</name>
    <message>
        <source>Link to this experiment</source>
        <translation>Link zu diesem Experiment</translation>
    </message>
    <message>
        <source>The link has %1 characters, too many for a QR code that can be read from far away.</source>
        <translation>Der Link hat %1 Zeichen, zu viele für einen QR-Code, der sich aus der Ferne lesen lässt.</translation>
    </message>
    <message>
        <source>The link is on the clipboard. Whoever copies it opens the experiment with Edit &gt; Paste experiment, or in a terminal with tristate train --from LINK.</source>
        <translation>Der Link ist in der Zwischenablage. Wer ihn kopiert, öffnet das Experiment mit Bearbeiten &gt; Experiment einfügen, oder in einem Terminal mit tristate train --from LINK.</translation>
    </message>
    <message>
        <source>The data are not in it, only their place: %1.</source>
        <translation>Die Daten sind nicht darin, nur ihr Ort: %1.</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
</context>
<context>
    <name>tristate::ui::MainWindow</name>
    <message>
        <source>Controls</source>
        <translation>Bedienung</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New run</source>
        <translation>&amp;Neuer Lauf</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Follow the run</source>
        <translation>Dem &amp;Lauf folgen</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Tristate Lab</source>
        <translation>Tristate Lab</translation>
    </message>
    <message>
        <source>%1 – Tristate Lab</source>
        <translation>%1 – Tristate Lab</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>Compare with &amp;baselines…</source>
        <translation>Mit anderen Verfahren &amp;vergleichen…</translation>
    </message>
    <message>
        <source>&amp;Go to tab</source>
        <translation>&amp;Gehe zum Reiter</translation>
    </message>
    <message>
        <source>The network takes the data and settings of the panel of experiments. Correct its fields first.</source>
        <translation>Das Netz übernimmt Daten und Einstellungen vom Experiment links. Berichtige zuerst dessen Felder.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>tristate::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Die Meldung schließen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::MinibatchPlot</name>
    <message>
        <source>neuron, feature map or input</source>
        <translation>Neuron, Merkmalskarte oder Eingang</translation>
    </message>
    <message>
        <source>mean output</source>
        <translation>mittlere Ausgabe</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>regulariser</source>
        <translation>Regularisierer</translation>
    </message>
    <message>
        <source>gate w</source>
        <translation>Gatter w</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>move of w</source>
        <translation>Weg von w</translation>
    </message>
</context>
<context>
    <name>tristate::ui::MinibatchView</name>
    <message>
        <source>The next minibatch</source>
        <translation>Die nächste Minibatch</translation>
    </message>
    <message>
        <source>1  Forward</source>
        <translation>1  Vorwärts</translation>
    </message>
    <message>
        <source>2  Gradients</source>
        <translation>2  Gradienten</translation>
    </message>
    <message>
        <source>3  Gates move</source>
        <translation>3  Gatter</translation>
    </message>
    <message>
        <source>What every neuron of the layer puts out</source>
        <translation>Was jedes Neuron der Schicht ausgibt</translation>
    </message>
    <message>
        <source>What the loss and the regulariser ask of every gate</source>
        <translation>Was Verlust und Regularisierer von jedem Gatter verlangen</translation>
    </message>
    <message>
        <source>Where one step of descent takes the gates</source>
        <translation>Wohin ein Schritt des Abstiegs die Gatter bringt</translation>
    </message>
    <message>
        <source>Layer to take apart</source>
        <translation>Schicht, die zerlegt wird</translation>
    </message>
    <message>
        <source>The next stage; after the last one the minibatch is trained</source>
        <translation>Die nächste Stufe; nach der letzten wird die Minibatch trainiert</translation>
    </message>
    <message>
        <source>The minibatch, neuron by neuron</source>
        <translation>Die Minibatch, Neuron für Neuron</translation>
    </message>
    <message>
        <source>Train it, take the next one</source>
        <translation>Trainieren, zur nächsten</translation>
    </message>
    <message>
        <source>Next stage</source>
        <translation>Nächste Stufe</translation>
    </message>
    <message>
        <source>Return to the live run: its next minibatch is taken apart here.</source>
        <translation>Zurück zum laufenden Training: Seine nächste Minibatch wird hier zerlegt.</translation>
    </message>
    <message>
        <source>Pause the run: its next minibatch is taken apart here, stage by stage.</source>
        <translation>Training anhalten: Seine nächste Minibatch wird hier zerlegt, Stufe für Stufe.</translation>
    </message>
    <message>
        <source>This layer was merged into the next one: no gates are left in it.</source>
        <translation>Diese Schicht ist in der nächsten aufgegangen: Sie hat keine Gatter mehr.</translation>
    </message>
    <message>
        <source>Minibatch %1: %2 samples go forward. The mean loss is %3, %4 of them are taken for another class.</source>
        <translation>Minibatch %1: %2 Beispiele gehen vorwärts. Der mittlere Verlust ist %3, %4 von ihnen werden für eine andere Klasse gehalten.</translation>
    </message>
    <message>
        <source>How far descent at rate %1 would move each gate. The loss opens %2 of %3 gates, the others it closes or leaves; the regulariser pulls with λ₁ %4, λ₃ %5.</source>
        <translation>Wie weit der Abstieg mit Rate %1 jedes Gatter bewegte. Der Verlust öffnet %2 von %3 Gattern, die anderen schließt oder lässt er; der Regularisierer zieht mit λ₁ %4, λ₃ %5.</translation>
    </message>
    <message>
        <source>The gates rest: they do not learn in this minibatch.</source>
        <translation>Die Gatter ruhen: Sie lernen in dieser Minibatch nicht.</translation>
    </message>
    <message>
        <source>Each gate follows both pulls and is kept between 0 and 1: the furthest goes %1. %2 close, %3 open. The layer&apos;s gate d goes from %4 to %5.</source>
        <translation>Jedes Gatter folgt beiden und bleibt zwischen 0 und 1: Das weiteste geht %1. %2 schließen, %3 öffnen. Das Gatter d der Schicht geht von %4 nach %5.</translation>
    </message>
    <message>
        <source>Minibatch %1: %2 samples go forward. The mean loss is %3, their RMSE %4.</source>
        <translation>Minibatch %1: %2 Beispiele gehen vorwärts. Der mittlere Verlust ist %3, ihr RMSE %4.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::NetOutline</name>
    <message>
        <source>block %1</source>
        <translation>Block %1</translation>
    </message>
</context>
<context>
    <name>tristate::ui::NetSketch</name>
    <message>
        <source>output</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>max %1</source>
        <translation>Max. %1</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>drop %1 %</source>
        <translation>Dropout %1 %</translation>
    </message>
    <message>
        <source>gates</source>
        <translation>Gatter</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Picture of the net</source>
        <translation>Bild des Netzes</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>verbunden</translation>
    </message>
</context>
<context>
    <name>tristate::ui::NetworkColumns</name>
    <message>
        <source>merged</source>
        <translation>verschmolzen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>%1 classes</source>
        <translation>%1 Klassen</translation>
    </message>
    <message>
        <source>vanished</source>
        <translation>verschwunden</translation>
    </message>
    <message>
        <source>1 number</source>
        <translation>1 Zahl</translation>
    </message>
    <message>
        <source>%1 numbers</source>
        <translation>%1 Zahlen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::NetworkFutures</name>
    <message>
        <source>open in both</source>
        <translation>in beiden offen</translation>
    </message>
    <message>
        <source>this one only</source>
        <translation>nur in diesem</translation>
    </message>
    <message>
        <source>that one only</source>
        <translation>nur in jenem</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>in keinem</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>tristate::ui::NetworkPicture</name>
    <message>
        <source>Network picture</source>
        <translation>Bild des Netzes</translation>
    </message>
    <message>
        <source>%1 (linear)</source>
        <translation>%1 (linear)</translation>
    </message>
    <message>
        <source>%1 (%2 a dot)</source>
        <translation>%1 (%2 je Punkt)</translation>
    </message>
    <message>
        <source>Falling: %1. The next one closes in %2 s, half of them within %3 s.</source>
        <translation>Es fallen: %1. Das nächste schließt in %2 s, die Hälfte innerhalb von %3 s.</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>fallend</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>%1 of %2: gate w %3, %4</source>
        <translation>%1 von %2: Gatter w %3, %4</translation>
    </message>
    <message>
        <source>just closed</source>
        <translation>eben geschlossen</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>wieder offen</translation>
    </message>
    <message>
        <source>Warm-up: gates begin to move at epoch %1.</source>
        <translation>Aufwärmen: Gatter bewegen sich ab Epoche %1.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::NumberField</name>
    <message>
        <source>%1: expected a number, found “%2”</source>
        <translation>%1: erwartet wird eine Zahl, gefunden „%2“</translation>
    </message>
    <message>
        <source>%1: expected %2 to %3, found %4</source>
        <translation>%1: erwartet wird %2 bis %3, gefunden %4</translation>
    </message>
</context>
<context>
    <name>tristate::ui::OpenUnitsPlot</name>
    <message>
        <source>Open neurons per layer</source>
        <translation>Offene Neuronen je Schicht</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Logarithmic axes</source>
        <translation>Logarithmische Achsen</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>open neurons</source>
        <translation>offene Neuronen</translation>
    </message>
    <message>
        <source>parameters (right)</source>
        <translation>Parameter (rechts)</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>%1, all layers</source>
        <translation>%1, alle Schichten</translation>
    </message>
    <message>
        <source>%1, parameters</source>
        <translation>%1, Parameter</translation>
    </message>
    <message>
        <source>%1 open in %2 layers</source>
        <translation>%1 offen in %2 Schichten</translation>
    </message>
    <message>
        <source>that one, dashed</source>
        <translation>jener, gestrichelt</translation>
    </message>
    <message>
        <source>that one, parameters</source>
        <translation>jener, Parameter</translation>
    </message>
</context>
<context>
    <name>tristate::ui::OwnSampleInput</name>
    <message>
        <source>Ask about your own…</source>
        <translation>Nach Eigenem fragen…</translation>
    </message>
    <message>
        <source>What the network says to a picture of yours; it can be dropped on this view, too</source>
        <translation>Was das Netz zu einem eigenen Bild sagt; es kann auch in diese Ansicht gezogen werden</translation>
    </message>
    <message>
        <source>What the network says to a row of yours; it can be dropped or pasted here, too</source>
        <translation>Was das Netz zu einer eigenen Zeile sagt; sie kann auch hierher gezogen oder eingefügt werden</translation>
    </message>
    <message>
        <source>Light and dark are exchanged: the samples are light on dark ground.</source>
        <translation>Hell und Dunkel sind vertauscht: Die Beispiele sind hell auf dunklem Grund.</translation>
    </message>
    <message>
        <source>Your row</source>
        <translation>Ihre Zeile</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>Bilder (%1)</translation>
    </message>
    <message>
        <source>Values of %1, between commas, semicolons or tabs:</source>
        <translation>Werte von %1, zwischen Kommas, Semikolons oder Tabulatoren:</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ParabolaPlot</name>
    <message>
        <source>Cost of a gate</source>
        <translation>Kosten eines Gatters</translation>
    </message>
    <message>
        <source>What one gate pays: λ₁ w(1 − w) + λ₃ w. Gates slide downhill, against the loss.</source>
        <translation>Was ein Gatter zahlt: λ₁ w(1 − w) + λ₃ w. Gatter gleiten bergab, gegen den Verlust.</translation>
    </message>
    <message>
        <source>gate w</source>
        <translation>Gatter w</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>Kosten</translation>
    </message>
</context>
<context>
    <name>tristate::ui::PredictionsView</name>
    <message>
        <source>All samples</source>
        <translation>Alle Beispiele</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>Konfusionsmatrix</translation>
    </message>
    <message>
        <source>Samples, mistakes first</source>
        <translation>Beispiele, Fehler zuerst</translation>
    </message>
    <message>
        <source>How often each class is taken for each other appears here, with the samples.</source>
        <translation>Hier erscheint, wie oft jede Klasse für jede andere gehalten wird, mit den Beispielen.</translation>
    </message>
    <message>
        <source>%1, not %2</source>
        <translation>%1, nicht %2</translation>
    </message>
    <message>
        <source>sample %1: %2, with %3</source>
        <translation>Beispiel %1: %2, mit %3</translation>
    </message>
    <message>
        <source>Rows: what a sample is. Columns: what it is taken for. %1 of %2 validation samples are wrong.</source>
        <translation>Zeilen: was ein Beispiel ist. Spalten: wofür es gehalten wird. %1 von %2 Validierungsbeispielen sind falsch.</translation>
    </message>
    <message>
        <source>Rows: what a sample is. Columns: what it is taken for. %1 of %2 test samples are wrong.</source>
        <translation>Zeilen: was ein Beispiel ist. Spalten: wofür es gehalten wird. %1 von %2 Testbeispielen sind falsch.</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Predicted against true, and the residuals, appear here.</source>
        <translation>Hier erscheinen Vorhersage gegen Wahrheit und die Residuen.</translation>
    </message>
    <message>
        <source>%1 validation samples: RMSE %2, mean absolute error %3. On the dashed line a prediction is right.</source>
        <translation>%1 Validierungsbeispiele: RMSE %2, mittlerer absoluter Fehler %3. Auf der gestrichelten Linie stimmt eine Vorhersage.</translation>
    </message>
    <message>
        <source>%1 test samples: RMSE %2, mean absolute error %3. On the dashed line a prediction is right.</source>
        <translation>%1 Testbeispiele: RMSE %2, mittlerer absoluter Fehler %3. Auf der gestrichelten Linie stimmt eine Vorhersage.</translation>
    </message>
    <message>
        <source>Whole matrix</source>
        <translation>Ganze Matrix</translation>
    </message>
    <message>
        <source>Every class at once, without names and counts</source>
        <translation>Alle Klassen auf einmal, ohne Namen und Zahlen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::Projector</name>
    <message>
        <source>&amp;Projector mode</source>
        <translation>&amp;Projektormodus</translation>
    </message>
</context>
<context>
    <name>tristate::ui::PushSamples</name>
    <message>
        <source>Samples of the minibatch</source>
        <translation>Beispiele des Minibatches</translation>
    </message>
    <message>
        <source>sample %1 of the training data: %2</source>
        <translation>Beispiel %1 der Trainingsdaten: %2</translation>
    </message>
</context>
<context>
    <name>tristate::ui::QrPicture</name>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
</context>
<context>
    <name>tristate::ui::Questions</name>
    <message>
        <source>Tristate Lab did not end properly. A run was saved by itself on %1.</source>
        <translation>Tristate Lab wurde nicht ordentlich beendet. Ein Lauf wurde am %1 von selbst gespeichert.</translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>%1 has its data from %2. Nothing has been read from there yet.</source>
        <translation>%1 hat seine Daten aus %2. Von dort wurde noch nichts gelesen.</translation>
    </message>
    <message>
        <source> and from </source>
        <translation> und aus </translation>
    </message>
    <message>
        <source>&amp;Read the data</source>
        <translation>Die Daten &amp;lesen</translation>
    </message>
    <message>
        <source>The runs of the window that was closed on %1 are kept.</source>
        <translation>Die Läufe des Fensters, das am %1 geschlossen wurde, sind noch da.</translation>
    </message>
    <message>
        <source>Drag Pruning strength λ₃, on the left, and watch neurons vanish from the network: it finds its own size. Space pauses, W is full speed.</source>
        <translation>Links die Pruning-Stärke λ₃ ziehen und zusehen, wie Neuronen aus dem Netz verschwinden: Es findet seine Größe selbst. Leertaste hält an, W ist volles Tempo.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::RecentFiles</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt verwendet</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>&amp;Liste leeren</translation>
    </message>
</context>
<context>
    <name>tristate::ui::RegressionPlot</name>
    <message>
        <source>Predicted against true, and residuals</source>
        <translation>Vorhersage gegen Wahrheit, und Residuen</translation>
    </message>
    <message>
        <source>true (%1)</source>
        <translation>wahr (%1)</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>predicted (%1)</source>
        <translation>vorhergesagt (%1)</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>Residuum</translation>
    </message>
</context>
<context>
    <name>tristate::ui::RegulariserPanel</name>
    <message>
        <source>Regulariser</source>
        <translation>Regularisierer</translation>
    </message>
    <message>
        <source> steps</source>
        <translation> Schritte</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Best so far: %1 parameters at %2.</source>
        <translation>Bisher am besten: %1 Parameter bei %2.</translation>
    </message>
    <message>
        <source>Not met yet.</source>
        <translation>Noch nicht erreicht.</translation>
    </message>
    <message>
        <source>validation error %1</source>
        <translation>Validierungsfehler %1</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>%1 operations</source>
        <translation>%1 Operationen</translation>
    </message>
    <message>
        <source>%1 of weights</source>
        <translation>%1 an Gewichten</translation>
    </message>
    <message>
        <source>Target: %1. λ₃ prunes at %2.</source>
        <translation>Ziel: %1. λ₃ beschneidet mit %2.</translation>
    </message>
    <message>
        <source>Target: %1. λ₃ rests while the network recovers.</source>
        <translation>Ziel: %1. λ₃ ruht, während sich das Netz erholt.</translation>
    </message>
    <message>
        <source>validation RMSE %1</source>
        <translation>RMSE der Validierung %1</translation>
    </message>
</context>
<context>
    <name>tristate::ui::RunControl</name>
    <message>
        <source>Run control</source>
        <translation>Laufsteuerung</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Step one minibatch</source>
        <translation>Einen Minibatch weiter</translation>
    </message>
    <message>
        <source>Step one epoch</source>
        <translation>Eine Epoche weiter</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>epoch %1 of %2, step %3</source>
        <translation>Epoche %1 von %2, Schritt %3</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>Volles Tempo</translation>
    </message>
    <message>
        <source>Slow: %1 steps/s</source>
        <translation>Langsam: %1 Schritte/s</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%1 (Space)</source>
        <translation>%1 (Leertaste)</translation>
    </message>
    <message>
        <source>epoch %1, step %2</source>
        <translation>Epoche %1, Schritt %2</translation>
    </message>
    <message>
        <source>Full speed or watch</source>
        <translation>Volles Tempo oder Zusehen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::Runs</name>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
</context>
<context>
    <name>tristate::ui::RunsModel</name>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1, Schritt %2</translation>
    </message>
    <message>
        <source>%1 (present)</source>
        <translation>%1 (aktuell)</translation>
    </message>
    <message>
        <source>The check mark shows the run in the plots; double click to rename it</source>
        <translation>Das Häkchen zeigt den Lauf in den Diagrammen; ein Doppelklick benennt ihn um</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>Beginnt bei</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Open
neurons</source>
        <translation>Offene
Neuronen</translation>
    </message>
    <message>
        <source>Begins at: %1</source>
        <translation>Beginnt bei: %1</translation>
    </message>
    <message>
        <source>Validation
error</source>
        <translation>Validierungs-
fehler</translation>
    </message>
    <message>
        <source>Test
error</source>
        <translation>Test-
fehler</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>λ₃</source>
        <translation>λ₃</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Validation
RMSE</source>
        <translation>Validierungs-
RMSE</translation>
    </message>
    <message>
        <source>Test
RMSE</source>
        <translation>Test-
RMSE</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
</context>
<context>
    <name>tristate::ui::RunsView</name>
    <message>
        <source>&amp;Go to this run</source>
        <translation>&amp;Zu diesem Lauf</translation>
    </message>
    <message>
        <source>&amp;Delete this run</source>
        <translation>Diesen Lauf &amp;löschen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Table of runs</source>
        <translation>Tabelle der Läufe</translation>
    </message>
    <message>
        <source>Make it the present run again, as it was when it was left; the present one stays in the list</source>
        <translation>Ihn wieder zum aktuellen Lauf machen, so wie er verlassen wurde; der aktuelle bleibt in der Liste</translation>
    </message>
    <message>
        <source>Right click: choose columns</source>
        <translation>Rechtsklick: Spalten wählen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::SessionBridge</name>
    <message>
        <source>The run is not saved by itself: %1</source>
        <translation>Der Lauf wird nicht von selbst gespeichert: %1</translation>
    </message>
    <message>
        <source>Net %1.</source>
        <translation>Netz %1.</translation>
    </message>
    <message>
        <source>Its test error is %1, on %2 samples of the data chosen: %3.</source>
        <translation>Sein Testfehler ist %1, auf %2 Beispielen der gewählten Daten: %3.</translation>
    </message>
    <message>
        <source>Its test RMSE is %1, on %2 samples of the data chosen: %3.</source>
        <translation>Sein Test-RMSE ist %1, auf %2 Beispielen der gewählten Daten: %3.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::SettingChanges</name>
    <message>
        <source>Net</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
</context>
<context>
    <name>tristate::ui::SettingWords</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>tristate::ui::StatusLine</name>
    <message>
        <source>No run</source>
        <translation>Kein Lauf</translation>
    </message>
    <message>
        <source>Loading data…</source>
        <translation>Daten werden geladen…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>%1, showing step %2</source>
        <translation>%1, gezeigt wird Schritt %2</translation>
    </message>
    <message>
        <source>%1, working on a file…</source>
        <translation>%1, Arbeit an einer Datei…</translation>
    </message>
    <message>
        <source>%1 samples/s</source>
        <translation>%1 Beispiele/s</translation>
    </message>
    <message>
        <source>Neurons: %1 of %2 (%3)</source>
        <translation>Neuronen: %1 von %2 (%3)</translation>
    </message>
    <message>
        <source>Parameters: %1</source>
        <translation>Parameter: %1</translation>
    </message>
    <message>
        <source>Error: training %1, validation %2</source>
        <translation>Fehler: Training %1, Validierung %2</translation>
    </message>
    <message>
        <source>Error: training %1, test %2</source>
        <translation>Fehler: Training %1, Test %2</translation>
    </message>
    <message>
        <source>Neurons: %1 of %2 in %3 layers</source>
        <translation>Neuronen: %1 von %2 in %3 Schichten</translation>
    </message>
    <message>
        <source>RMSE: training %1, validation %2</source>
        <translation>RMSE: Training %1, Validierung %2</translation>
    </message>
    <message>
        <source>RMSE: training %1, test %2</source>
        <translation>RMSE: Training %1, Test %2</translation>
    </message>
    <message>
        <source>That one (%1): error %2, %3 neurons, %4 parameters</source>
        <translation>Jener (%1): Fehler %2, %3 Neuronen, %4 Parameter</translation>
    </message>
    <message>
        <source>The second future, at the same minibatch; its error as it was measured last</source>
        <translation>Die zweite Zukunft, beim selben Minibatch; ihr Fehler, wie er zuletzt gemessen wurde</translation>
    </message>
    <message>
        <source>Neurons: %1 of %2</source>
        <translation>Neuronen: %1 von %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The run that was there before stays</source>
        <translation>Der Lauf, der vorher da war, bleibt</translation>
    </message>
    <message>
        <source>Loading data… %1 %</source>
        <translation>Daten werden geladen… %1 %</translation>
    </message>
    <message>
        <source>%1, loading data… %2 %</source>
        <translation>%1, Daten werden geladen… %2 %</translation>
    </message>
</context>
<context>
    <name>tristate::ui::SweepComparison</name>
    <message>
        <source>Comparison of two runs</source>
        <translation>Vergleich zweier Läufe</translation>
    </message>
    <message>
        <source>Validation error</source>
        <translation>Validierungsfehler</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Testfehler</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Open neurons</source>
        <translation>Offene Neuronen</translation>
    </message>
    <message>
        <source>Open units</source>
        <translation>Offene Einheiten</translation>
    </message>
    <message>
        <source>Minibatches</source>
        <translation>Minibatches</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>The first has a full ring in the plot, the second a dotted one. What differs is bold.</source>
        <translation>Der erste hat im Bild einen ganzen Ring, der zweite einen punktierten. Was sich unterscheidet, ist fett.</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Zweiter</translation>
    </message>
    <message>
        <source>µs per sample</source>
        <translation>µs je Beispiel</translation>
    </message>
</context>
<context>
    <name>tristate::ui::SweepDialog</name>
    <message>
        <source>New sweep</source>
        <translation>Neue Versuchsreihe</translation>
    </message>
    <message>
        <source>A sweep trains an experiment many times, with other settings each time, and shows how small a network is at which error. Its folder is the same that the command line reads and writes: either goes on where the other ended.</source>
        <translation>Eine Versuchsreihe trainiert ein Experiment viele Male, jedes Mal mit anderen Einstellungen, und zeigt, wie klein ein Netz bei welchem Fehler ist. Ihr Ordner ist der, den auch die Kommandozeile liest und schreibt: Jede Seite macht weiter, wo die andere aufgehört hat.</translation>
    </message>
    <message>
        <source>every combination</source>
        <translation>jede Kombination</translation>
    </message>
    <message>
        <source>random draws</source>
        <translation>zufällige Ziehungen</translation>
    </message>
    <message>
        <source>along the frontier of error and size</source>
        <translation>entlang der Grenzkurve von Fehler und Größe</translation>
    </message>
    <message>
        <source>Along the frontier: the one setting with a range is searched where the curve of error against size is least known</source>
        <translation>Entlang der Grenzkurve: Die eine Einstellung mit einem Bereich wird dort abgesucht, wo der Verlauf des Fehlers über der Größe am wenigsten bekannt ist</translation>
    </message>
    <message>
        <source>Number of runs</source>
        <translation>Anzahl der Läufe</translation>
    </message>
    <message>
        <source>So many draws, or at most so many runs along the frontier</source>
        <translation>So viele Ziehungen, oder höchstens so viele Läufe entlang der Grenzkurve</translation>
    </message>
    <message>
        <source>Processes that train, each one run at a time on one core</source>
        <translation>Prozesse, die trainieren, jeder einen Lauf zurzeit auf einem Kern</translation>
    </message>
    <message>
        <source>Experiment:</source>
        <translation>Experiment:</translation>
    </message>
    <message>
        <source>What varies:</source>
        <translation>Was sich ändert:</translation>
    </message>
    <message>
        <source>&amp;Runs:</source>
        <translation>&amp;Läufe:</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>&amp;Workers:</source>
        <translation>&amp;Arbeitsprozesse:</translation>
    </message>
    <message>
        <source>Takes:</source>
        <translation>Umfang:</translation>
    </message>
    <message>
        <source>For the results; empty, not there yet, or of the same sweep, which then goes on</source>
        <translation>Für die Ergebnisse; leer, noch nicht vorhanden oder von derselben Versuchsreihe, die dann weitergeht</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>Datei ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Sa&amp;ve file…</source>
        <translation>Datei &amp;speichern…</translation>
    </message>
    <message>
        <source>What tristate sweep --plan reads, or the sweep.json of a folder</source>
        <translation>Was tristate sweep --plan liest, oder die sweep.json eines Ordners</translation>
    </message>
    <message>
        <source>For tristate sweep --plan</source>
        <translation>Für tristate sweep --plan</translation>
    </message>
    <message>
        <source>%1, data %2, %3 epochs</source>
        <comment>net, data, count</comment>
        <translation>%1, Daten %2, %3 Epochen</translation>
    </message>
    <message>
        <source>of %1: %2</source>
        <translation>aus %1: %2</translation>
    </message>
    <message>
        <source>on screen: %1</source>
        <translation>auf dem Bildschirm: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Save sweep</source>
        <translation>Versuchsreihe speichern</translation>
    </message>
    <message>
        <source>Open sweep</source>
        <translation>Versuchsreihe öffnen</translation>
    </message>
    <message>
        <source>Sweeps (*.json)</source>
        <translation>Versuchsreihen (*.json)</translation>
    </message>
    <message>
        <source>Folder for the sweep</source>
        <translation>Ordner für die Versuchsreihe</translation>
    </message>
</context>
<context>
    <name>tristate::ui::SweepModel</name>
    <message>
        <source>Net</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>Validation error</source>
        <translation>Validierungsfehler</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Testfehler</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Open units</source>
        <translation>Offene Einheiten</translation>
    </message>
    <message>
        <source>µs per sample</source>
        <translation>µs je Beispiel</translation>
    </message>
</context>
<context>
    <name>tristate::ui::SweepPlot</name>
    <message>
        <source>Error against size of the runs of a sweep</source>
        <translation>Fehler über der Größe der Läufe einer Versuchsreihe</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>operations per sample</source>
        <translation>Operationen je Beispiel</translation>
    </message>
    <message>
        <source>bytes of weights</source>
        <translation>Bytes der Gewichte</translation>
    </message>
    <message numerus="yes">
        <source>%n runs are not beaten by any other</source>
        <translation>
            <numerusform>%n Lauf wird von keinem anderen geschlagen</numerusform>
            <numerusform>%n Läufe werden von keinem anderen geschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>microseconds per sample</source>
        <translation>Mikrosekunden je Beispiel</translation>
    </message>
    <message>
        <source>Every run that came to an end. The line joins those that no other beats, crosses show the range over the seeds of a setting; an error of 0 lies on the lower edge. Open shapes show what others came to, where it is known. Click a dot to choose its run, with Ctrl a second one.</source>
        <translation>Jeder Lauf, der zu Ende kam. Die Linie verbindet die, die kein anderer schlägt, Kreuze zeigen die Spanne über die Startwerte einer Einstellung; ein Fehler von 0 liegt am unteren Rand. Offene Formen zeigen, was andere erreichten, wo es bekannt ist. Ein Klick auf einen Punkt wählt seinen Lauf, mit Strg einen zweiten.</translation>
    </message>
    <message>
        <source>published, %1</source>
        <translation>veröffentlicht, %1</translation>
    </message>
</context>
<context>
    <name>tristate::ui::SweepView</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Versuchsreihe</translation>
    </message>
    <message>
        <source>A sweep trains an experiment many times and shows how small a network is at which error.</source>
        <translation>Eine Versuchsreihe trainiert ein Experiment viele Male und zeigt, wie klein ein Netz bei welchem Fehler ist.</translation>
    </message>
    <message>
        <source>Open the folder of a sweep</source>
        <translation>Ordner einer Versuchsreihe öffnen</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>Loading the data</source>
        <translation>Die Daten werden geladen</translation>
    </message>
    <message>
        <source>Picked: error %1, %2 parameters, open units %3</source>
        <translation>Ausgewählt: Fehler %1, %2 Parameter, offene Einheiten %3</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 wird geschrieben</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Open both runs</source>
        <translation>Beide Läufe öffnen</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 von %2 Läufen</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n gescheitert</numerusform>
            <numerusform>%n gescheitert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at work</source>
        <translation>
            <numerusform>%n in Arbeit</numerusform>
            <numerusform>%n in Arbeit</numerusform>
        </translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>New sweep…</source>
        <translation>Neu…</translation>
    </message>
    <message>
        <source>Open sweep…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern…</translation>
    </message>
    <message>
        <source>The folder of a sweep, of this window or of the command line</source>
        <translation>Den Ordner einer Versuchsreihe, dieses Fensters oder der Kommandozeile</translation>
    </message>
    <message>
        <source>Starts workers for the runs that are left</source>
        <translation>Startet Arbeitsprozesse für die übrigen Läufe</translation>
    </message>
    <message>
        <source>What is under way leaves a checkpoint; finished runs stay</source>
        <translation>Was in Arbeit ist, hinterlässt einen Zwischenstand; fertige Läufe bleiben</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.png);;Tables (*.csv)</source>
        <translation>Bilder (*.svg *.png);;Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Table of the runs of a sweep</source>
        <translation>Tabelle der Läufe einer Versuchsreihe</translation>
    </message>
    <message>
        <source>against parameters</source>
        <translation>über Parametern</translation>
    </message>
    <message>
        <source>against operations</source>
        <translation>über Operationen</translation>
    </message>
    <message>
        <source>against bytes</source>
        <translation>über Bytes</translation>
    </message>
    <message>
        <source>What error is shown against</source>
        <translation>Worüber der Fehler gezeigt wird</translation>
    </message>
    <message>
        <source>all runs</source>
        <translation>alle Läufe</translation>
    </message>
    <message>
        <source>Shows the runs that fulfil this: error &lt;= 2 and seed = 1</source>
        <translation>Zeigt die Läufe, die dies erfüllen: error &lt;= 2 and seed = 1</translation>
    </message>
    <message>
        <source>Filter of runs</source>
        <translation>Filter der Läufe</translation>
    </message>
    <message>
        <source>Condition of the pick</source>
        <translation>Bedingung der Auswahl</translation>
    </message>
    <message>
        <source>Pick</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Chooses the smallest run of that error, or the most accurate one of that size</source>
        <translation>Wählt den kleinsten Lauf mit diesem Fehler oder den genauesten dieser Größe</translation>
    </message>
    <message>
        <source>Makes the run that is chosen the present one, with its curves and gates; of two, the curves lie over each other</source>
        <translation>Macht den gewählten Lauf zum gegenwärtigen, mit Kurven und Gattern; von zweien liegen die Kurven übereinander</translation>
    </message>
    <message>
        <source>Export run…</source>
        <translation>Lauf exportieren…</translation>
    </message>
    <message>
        <source>Show:</source>
        <translation>Zeige:</translation>
    </message>
    <message>
        <source>Export run</source>
        <translation>Lauf exportieren</translation>
    </message>
    <message>
        <source>Networks (*.onnx *.safetensors *.json *.c)</source>
        <translation>Netze (*.onnx *.safetensors *.json *.c)</translation>
    </message>
    <message>
        <source>Going on and exporting read the data of this sweep: %1</source>
        <translation>Weitermachen und Exportieren lesen die Daten dieser Versuchsreihe: %1</translation>
    </message>
    <message>
        <source>Timed %1 of %2 runs</source>
        <translation>%1 von %2 Läufen gemessen</translation>
    </message>
    <message>
        <source>Compiling the networks and timing them on this machine</source>
        <translation>Die Netze werden übersetzt und auf diesem Rechner gemessen</translation>
    </message>
    <message>
        <source>Some runs have no time yet; &quot;Time runs&quot; measures them</source>
        <translation>Einige Läufe haben noch keine Zeit; &quot;Läufe messen&quot; misst sie</translation>
    </message>
    <message>
        <source>Stop timing</source>
        <translation>Messen beenden</translation>
    </message>
    <message>
        <source>Time runs</source>
        <translation>Läufe messen</translation>
    </message>
    <message>
        <source>against microseconds</source>
        <translation>über Mikrosekunden</translation>
    </message>
    <message>
        <source>Error against parameters, operations, bytes and, where runs were timed, microseconds as SVG or PNG, or the table as CSV</source>
        <translation>Fehler über Parametern, Operationen, Bytes und, wo Läufe gemessen wurden, Mikrosekunden als SVG oder PNG, oder die Tabelle als CSV</translation>
    </message>
    <message>
        <source>Measures what a sample costs in time, on the exported C of every finished run, compiled here; the times are kept in the folder</source>
        <translation>Misst, wie viel Zeit ein Beispiel kostet, am exportierten C jedes fertigen Laufs, hier übersetzt; die Zeiten bleiben im Ordner</translation>
    </message>
    <message>
        <source>Conditions with &lt;=, &gt;= or =, joined by &quot;and&quot;: of error, test_error, neurons, parameters, operations, bytes, microseconds, and of what varies by the name that the head of its column tells</source>
        <translation>Bedingungen mit &lt;=, &gt;= oder =, verbunden durch &quot;and&quot;: für error, test_error, neurons, parameters, operations, bytes, microseconds und für das, was sich ändert, unter dem Namen, den der Kopf seiner Spalte nennt</translation>
    </message>
</context>
<context>
    <name>tristate::ui::ThemeMenu</name>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
</context>
<context>
    <name>tristate::ui::TimeAxisMenu</name>
    <message>
        <source>T&amp;ime axes</source>
        <translation>Zeit&amp;achsen</translation>
    </message>
    <message>
        <source>&amp;Whole run</source>
        <translation>&amp;Ganzer Lauf</translation>
    </message>
    <message>
        <source>&amp;Since the last change</source>
        <translation>&amp;Seit der letzten Änderung</translation>
    </message>
    <message>
        <source>Last &amp;10 epochs</source>
        <translation>Letzte &amp;10 Epochen</translation>
    </message>
    <message>
        <source>Last 1&amp;00 epochs</source>
        <translation>Letzte 1&amp;00 Epochen</translation>
    </message>
    <message>
        <source>Whole run, &amp;logarithmic</source>
        <translation>Ganzer Lauf, &amp;logarithmisch</translation>
    </message>
</context>
<context>
    <name>tristate::ui::TimePlot</name>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>epoch %1 (step %2)   %3</source>
        <translation>Epoche %1 (Schritt %2)   %3</translation>
    </message>
    <message>
        <source>Keep up with the run (double click)</source>
        <translation>Mit dem Lauf Schritt halten (Doppelklick)</translation>
    </message>
</context>
<context>
    <name>tristate::ui::Timeline</name>
    <message>
        <source>&amp;Live</source>
        <translation>&amp;Live</translation>
    </message>
    <message>
        <source>&amp;Continue from here</source>
        <translation>Ab hier &amp;weiter</translation>
    </message>
    <message>
        <source>Show the newest moment and keep up with the run (Ctrl+L)</source>
        <translation>Den neuesten Moment zeigen und mit dem Lauf Schritt halten (Strg+L)</translation>
    </message>
    <message>
        <source>Begin a branch at the moment shown, with the settings shown (Ctrl+B)</source>
        <translation>Am gezeigten Moment mit den gezeigten Einstellungen einen Zweig beginnen (Strg+B)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop playing the run again</source>
        <translation>Das erneute Abspielen des Laufs beenden</translation>
    </message>
</context>
<context>
    <name>tristate::ui::TimelineStrip</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Drag to go back to any moment of the run. Arrow keys: a minibatch; page keys: an epoch; Home: the start; End: the newest moment</source>
        <translation>Ziehen, um zu einem beliebigen Moment des Laufs zurückzugehen. Pfeiltasten: ein Minibatch; Bildtasten: eine Epoche; Pos1: der Anfang; Ende: der neueste Moment</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>step %1, the newest</source>
        <translation>Schritt %1, der neueste</translation>
    </message>
</context>
<context>
    <name>tristate::ui::TradeOffPlot</name>
    <message>
        <source>Error against parameters</source>
        <translation>Fehler gegen Parameter</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>not beaten by any other</source>
        <translation>von keinem anderen geschlagen</translation>
    </message>
    <message numerus="yes">
        <source>%n moments are not beaten by any other</source>
        <translation>
            <numerusform>%n Moment wird von keinem anderen geschlagen</numerusform>
            <numerusform>%n Momente werden von keinem anderen geschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Every measured moment of every visible run. The line joins the moments that no other beats; an error of 0 lies on the lower edge. Click a dot of the present run to go there.</source>
        <translation>Jeder gemessene Moment jedes sichtbaren Laufs. Die Linie verbindet die Momente, die kein anderer schlägt; ein Fehler von 0 liegt am unteren Rand. Ein Klick auf einen Punkt des aktuellen Laufs führt dorthin.</translation>
    </message>
</context>
<context>
    <name>tristate::ui::UnitInspector</name>
    <message>
        <source>Prune</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Neuron inspector</source>
        <translation>Neuron-Inspektor</translation>
    </message>
    <message>
        <source>Layer of the neuron</source>
        <translation>Schicht des Neurons</translation>
    </message>
    <message>
        <source>Number of the neuron</source>
        <translation>Nummer des Neurons</translation>
    </message>
    <message>
        <source>The neuron, feature map or input, as the network was built</source>
        <translation>Das Neuron, die Merkmalskarte oder der Eingang, wie das Netz gebaut wurde</translation>
    </message>
    <message>
        <source>Close its gate before the next minibatch</source>
        <translation>Sein Gatter vor dem nächsten Minibatch schließen</translation>
    </message>
    <message>
        <source>Click a neuron in the network, the gate map or the input map, or choose one above: its weights appear here.</source>
        <translation>Ein Neuron im Netz, in der Gatterkarte oder der Eingangskarte anklicken oder oben wählen: Hier erscheinen seine Gewichte.</translation>
    </message>
    <message>
        <source>The weights are on their way.</source>
        <translation>Die Gewichte sind unterwegs.</translation>
    </message>
    <message>
        <source>An input has a gate but no weights.</source>
        <translation>Ein Eingang hat ein Gatter, aber keine Gewichte.</translation>
    </message>
    <message>
        <source>It is open already</source>
        <translation>Es ist schon offen</translation>
    </message>
    <message>
        <source>It was removed for good. Go back in the timeline to where it was still there, and continue from there.</source>
        <translation>Es wurde endgültig entfernt. Gehen Sie in der Zeitleiste dorthin zurück, wo es noch da war, und machen Sie dort weiter.</translation>
    </message>
    <message>
        <source>Gate w: %1.</source>
        <translation>Gatter w: %1.</translation>
    </message>
    <message>
        <source>Gate w: %1, %2.</source>
        <translation>Gatter w: %1, %2.</translation>
    </message>
    <message>
        <source>Depth gate d of the layer: %1.</source>
        <translation>Tiefengatter d der Schicht: %1.</translation>
    </message>
    <message>
        <source>Open its gate before the next minibatch; the pruning strength goes on pulling at it</source>
        <translation>Öffnet sein Gatter vor dem nächsten Minibatch; die Pruning-Stärke zieht weiter daran</translation>
    </message>
    <message>
        <source>Trains the run again in the background and adds up what moved this gate</source>
        <translation>Trainiert den Lauf im Hintergrund noch einmal und zählt zusammen, was dieses Gatter bewegt hat</translation>
    </message>
    <message>
        <source>Active when open: %1. With it, before any relearning: loss %2 instead of %3, error %4 instead of %5 (%6).</source>
        <translation>Aktiv, wenn offen: %1. Mit ihm, vor jedem Nachlernen: Verlust %2 statt %3, Fehler %4 statt %5 (%6).</translation>
    </message>
    <message>
        <source>Active: %1. Without it, before any relearning: loss %2 instead of %3, error %4 instead of %5 (%6).</source>
        <translation>Aktiv: %1. Ohne es, vor jedem Nachlernen: Verlust %2 statt %3, Fehler %4 statt %5 (%6).</translation>
    </message>
    <message>
        <source>%1 validation samples</source>
        <translation>%1 Validierungsbeispiele</translation>
    </message>
    <message>
        <source>%1 test samples</source>
        <translation>%1 Testbeispiele</translation>
    </message>
</context>
<context>
    <name>tristate::ui::UnitWeightsPicture</name>
    <message>
        <source>Incoming weights</source>
        <translation>Eingehende Gewichte</translation>
    </message>
    <message>
        <source>%1 weights, the largest is %2</source>
        <translation>%1 Gewichte, das größte ist %2</translation>
    </message>
    <message>
        <source>weights, blue −%1 to orange +%1</source>
        <translation>Gewichte, blau −%1 bis orange +%1</translation>
    </message>
</context>
<context>
    <name>tristate::ui::VaryList</name>
    <message>
        <source>%1 (%2)</source>
        <comment>label, name</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Add a setting</source>
        <translation>Einstellung &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Setting that varies</source>
        <translation>Einstellung, die sich ändert</translation>
    </message>
    <message>
        <source>Values that it takes</source>
        <translation>Werte, die sie annimmt</translation>
    </message>
    <message>
        <source>A list: 1,2,3. Whole numbers: 1..5. So many of a range: 1e-3..5e-3:5, or by their logarithms: 1e-4..1e-2:log:9. Random draws and the frontier take a range without a number: 1e-4..1e-2:log</source>
        <translation>Eine Liste: 1,2,3. Ganze Zahlen: 1..5. So viele aus einem Bereich: 1e-3..5e-3:5, oder nach ihren Logarithmen: 1e-4..1e-2:log:9. Zufällige Ziehungen und die Grenzkurve nehmen einen Bereich ohne Anzahl: 1e-4..1e-2:log</translation>
    </message>
    <message>
        <source>It does not vary</source>
        <translation>Sie ändert sich nicht</translation>
    </message>
    <message>
        <source>Remove the setting</source>
        <translation>Einstellung entfernen</translation>
    </message>
</context>
<context>
    <name>tristate::ui::Views</name>
    <message>
        <source>&amp;Network</source>
        <translation>&amp;Netz</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>S&amp;chichten</translation>
    </message>
    <message>
        <source>&amp;Input map</source>
        <translation>&amp;Eingänge</translation>
    </message>
    <message>
        <source>&amp;Decision map</source>
        <translation>En&amp;tscheidung</translation>
    </message>
    <message>
        <source>&amp;Predictions</source>
        <translation>V&amp;orhersagen</translation>
    </message>
    <message>
        <source>Dra&amp;w</source>
        <translation>Zei&amp;chnen</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>&amp;Schritt</translation>
    </message>
    <message>
        <source>R&amp;uns</source>
        <translation>Lä&amp;ufe</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Open neurons</source>
        <translation>Offene Neuronen</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Gatter</translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>Even&amp;ts</source>
        <translation>Erei&amp;gnisse</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Reihe</translation>
    </message>
</context>
<context>
    <name>tristate::ui::WhyDialog</name>
    <message>
        <source>%1 %2, %3 open neurons, %4 parameters</source>
        <translation>%1 %2, %3 offene Neuronen, %4 Parameter</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Why is this gate open?</source>
        <translation>Warum ist dieses Gatter offen?</translation>
    </message>
    <message>
        <source>Why did this gate close?</source>
        <translation>Warum schloss sich dieses Gatter?</translation>
    </message>
    <message>
        <source>&amp;Hold it open and replay from there</source>
        <translation>Offen &amp;halten und von dort noch einmal</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Gate of neuron %1 of %2</source>
        <translation>Gatter von Neuron %1 von %2</translation>
    </message>
    <message>
        <source>The replay was cancelled.</source>
        <translation>Das erneute Training wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Progress of the replay</source>
        <translation>Fortschritt des erneuten Trainings</translation>
    </message>
    <message>
        <source>How far the account goes</source>
        <translation>Wie weit die Rechnung geht</translation>
    </message>
    <message>
        <source>The minibatches that pushed most</source>
        <translation>Die Minibatches, die am stärksten schoben</translation>
    </message>
    <message>
        <source>Minibatch</source>
        <translation>Minibatch</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Schub</translation>
    </message>
    <message>
        <source>Most by</source>
        <translation>Am meisten durch</translation>
    </message>
    <message>
        <source>Train again from the minibatch before it closed, with the gate kept at 1 and all else as it was, to the same minibatch</source>
        <translation>Noch einmal trainieren, vom Minibatch vor dem Schließen an, mit dem Gatter bei 1 und allem anderen wie es war, bis zum selben Minibatch</translation>
    </message>
    <message>
        <source>Until it opened, at minibatch %1</source>
        <translation>Bis es sich öffnete, bei Minibatch %1</translation>
    </message>
    <message>
        <source>Until it closed, at minibatch %1</source>
        <translation>Bis es sich schloss, bei Minibatch %1</translation>
    </message>
    <message>
        <source>Until it left, after minibatch %1</source>
        <translation>Bis es ging, nach Minibatch %1</translation>
    </message>
    <message>
        <source>loss: %1</source>
        <translation>Verlust: %1</translation>
    </message>
    <message>
        <source>together</source>
        <translation>zusammen</translation>
    </message>
    <message>
        <source>At minibatch %1, held open from minibatch %2 on: %3. As it was: %4.</source>
        <translation>Bei Minibatch %1, von Minibatch %2 an offen gehalten: %3. Wie es war: %4.</translation>
    </message>
    <message>
        <source>The run is trained again in the background, to tell what each minibatch did to this gate. That is faster while the run itself is paused.</source>
        <translation>Der Lauf wird im Hintergrund noch einmal trainiert, um zu sagen, was jeder Minibatch mit diesem Gatter tat. Das geht schneller, solange der Lauf selbst pausiert.</translation>
    </message>
    <message>
        <source>It is trained again in the background, with the gate held open.</source>
        <translation>Im Hintergrund wird noch einmal trainiert, mit offen gehaltenem Gatter.</translation>
    </message>
    <message>
        <source>To the moment shown, minibatch %1</source>
        <translation>Bis zum gezeigten Augenblick, Minibatch %1</translation>
    </message>
    <message>
        <source>The minibatches that pushed it down most; a click shows their samples:</source>
        <translation>Die Minibatches, die es am meisten hinunterdrückten; ein Klick zeigt ihre Beispiele:</translation>
    </message>
    <message>
        <source>The minibatches that pushed it up most; a click shows their samples:</source>
        <translation>Die Minibatches, die es am meisten hinaufdrückten; ein Klick zeigt ihre Beispiele:</translation>
    </message>
    <message numerus="yes">
        <source>%p %, about %n s left</source>
        <translation>
            <numerusform>%p %, noch etwa %n s</numerusform>
            <numerusform>%p %, noch etwa %n s</numerusform>
        </translation>
    </message>
</context>
</TS>
