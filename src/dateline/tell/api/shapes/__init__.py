"""What the API answers with, as frozen dataclasses: they are checked, written and described alike."""
