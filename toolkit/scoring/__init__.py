"""Scoring: how well what was found agrees with gold, document by document.

Where to read on:

    answers.py      the format of gold and of predictions, one for both
    through.py      gold offsets in raw articles -> offsets in a release's texts
    released.py     what a release says;  annotated.py: what the annotators say of the gold's own text
    words.py        words, edges, surnames, verbs of speech
    matching.py     which predicted quote is which quote of the gold
    quotes.py, stretches.py, names.py, groups.py, entities.py, sentences.py, calibration.py
                    two answers -> counts, one module for each layer
    measures.py     counts -> figures;  intervals.py: and how far chance may move them
    table.py        figures -> text and JSON

Every layer is counted for each document alone, in a `Counts`. All figures are functions of sums of these counts, which
is what makes intervals over documents one matrix product.
"""
