"""Did it happen? Negation, modality, condition and the words an event hangs on, from the trigger outwards."""

from dateline.codify.factuality.nouns import factuality_of_noun, over
from dateline.codify.factuality.stances import settled, stated
from dateline.codify.factuality.verbs import factuality_of_verb

__all__ = ["factuality_of_noun", "factuality_of_verb", "over", "settled", "stated"]
