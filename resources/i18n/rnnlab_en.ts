<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BackwardBar</name>
    <message numerus="yes">
        <source>%n step(s) back</source>
        <translation>
            <numerusform>%n step back</numerusform>
            <numerusform>%n steps back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareScene</name>
    <message numerus="yes">
        <source>%n seed(s) a cell</source>
        <translation>
            <numerusform>%n seed a cell</numerusform>
            <numerusform>%n seeds a cell</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) each</source>
        <translation>
            <numerusform>%n step each</numerusform>
            <numerusform>%n steps each</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>line: median of %n seed(s), band: their middle half</source>
        <translation>
            <numerusform>line: %n seed</numerusform>
            <numerusform>line: median of %n seeds, band: their middle half</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DiagramView</name>
    <message numerus="yes">
        <source>%n parts; the arrow keys go from one to the next.</source>
        <translation>
            <numerusform>%n part; the arrow keys go from one to the next.</numerusform>
            <numerusform>%n parts; the arrow keys go from one to the next.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditorPanel</name>
    <message numerus="yes">
        <source>%n equation(s), no mistakes.</source>
        <translation>
            <numerusform>%n equation, no mistakes.</numerusform>
            <numerusform>%n equations, no mistakes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapDetail</name>
    <message numerus="yes">
        <source>%n diverged</source>
        <translation>
            <numerusform>%n diverged</numerusform>
            <numerusform>%n diverged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhraseSetup</name>
    <message numerus="yes">
        <source>%n phrase(s)</source>
        <translation>
            <numerusform>%n phrase</numerusform>
            <numerusform>%n phrases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message numerus="yes">
        <source>%n symbol(s)</source>
        <translation>
            <numerusform>%n symbol</numerusform>
            <numerusform>%n symbols</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message numerus="yes">
        <source>%n training step(s)</source>
        <translation>
            <numerusform>%n training step</numerusform>
            <numerusform>%n training steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StreamColumn</name>
    <message numerus="yes">
        <source>{0} letter(s) · step {1}</source>
        <translation>
            <numerusform>{0} letter · step {1}</numerusform>
            <numerusform>{0} letters · step {1}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TaskSettings</name>
    <message numerus="yes">
        <source>Every step reads a bit of a and a bit of b, the lowest first, and answers a bit of the sum. Trained on %n pair(s).</source>
        <translation>
            <numerusform>Every step reads a bit of a and a bit of b, the lowest first, and answers a bit of the sum. Trained on %n pair.</numerusform>
            <numerusform>Every step reads a bit of a and a bit of b, the lowest first, and answers a bit of the sum. Trained on %n pairs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingBox</name>
    <message numerus="yes">
        <source>{0} step(s) to go</source>
        <translation>
            <numerusform>{0} step to go</numerusform>
            <numerusform>{0} steps to go</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingView</name>
    <message numerus="yes">
        <source>Counted over the %n sequence(s) it is trained on, at every time step</source>
        <translation>
            <numerusform>Counted over the %n sequence it is trained on, at every time step</numerusform>
            <numerusform>Counted over the %n sequences it is trained on, at every time step</numerusform>
        </translation>
    </message>
</context>
</TS>
