def annotate_entities(parsed, sentences):
    from toolkit.annotation import Entity, Span
    return [Entity(Span(e.start_char,e.end_char),e.label_,e.text) for e in parsed.doc.ents]
