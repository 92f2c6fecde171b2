"""The same models in a stock Stanza pipeline: what a researcher writes without machtstaal, to measure against."""

import stanza
from transformers import BertModel

from machtstaal.annotation import annotator, encoder
from machtstaal.annotation.bundle import Bundle


def load(bundle: Bundle) -> stanza.Pipeline:
    """Stanza pipeline over a bundle, its transformer a plain one: call it on one text after another."""
    remembering, tokenizer = encoder.load(bundle.encoder)
    stock = BertModel(remembering.config, add_pooling_layer=False).eval()
    stock.load_state_dict(remembering.state_dict())
    return annotator.pipeline(bundle, stock, tokenizer, together=False)
