"""Each compilation gives its warnings, of the same text too."""

import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for i in range(2):
        for text in "1 is 1", r"f'\{{'", r"'\d'", "assert(1, 2)", "[](1)":
            try:
                exec(text)
            except TypeError:
                pass
            print(text, len(caught))
