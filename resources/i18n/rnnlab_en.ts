<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
