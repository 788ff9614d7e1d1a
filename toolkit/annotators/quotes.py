def annotate_quotes(parsed, sentences, entities):
    return []
