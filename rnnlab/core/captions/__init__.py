"""Captions: a picture net looks, a recurrent decoder says what it sees until ``<END>``.

============================  =======================================================================
module                        what is in it
============================  =======================================================================
``grammar``                   scenes, their one caption in Korean and English, what is held out
``sampling``, ``drawing``     scenes by lot; pictures of them, thousands a second
``canvas``                    a person's drawing, and what a caption would say of it
``words``                     the words by index
``pictures``, ``folder``      where examples come from: drawn without end, or a person's own
``settings``, ``shape``       what a person sets; the net's sizes and its flat parameter vector
``module``, ``training``      the net in torch; training as an iterator of reports
``optimizer``, ``parts``      orthogonal steps for matrices; a training step in parts for several processors
``decoding``                  greedy and beam search, in NumPy
``examination``               captions right word for word, and what is taken for what
``net``, ``inside``           a net at work: maps, features, where it looked, what excites a map
``decoder_trace``             a caption word by word, in the terms of a net that reads symbols
``store``                     ``.rnncaption`` files
============================  =======================================================================

Importing ``module``, ``training``, ``examination``, ``net`` or ``inside`` loads torch.
"""
