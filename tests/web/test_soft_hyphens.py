"""Where long words may break."""

import pytest

from calagg.web.soft_hyphens import SOFT_HYPHEN, soften


@pytest.mark.parametrize(
    "shown",
    [
        "tillgänglighets-pris",
        "bostads-försörjning",
        "kollektivtrafik-plan",
        "Kommun-styrelsens",
        "Trygghets-undersökning om informations-säkerhet",
        "Allahelgons-afton",
        "vatten-skydds-fö-re-skrift",
        "kort",
        "Styrgruppsmöte",
        "e\N{NON-BREAKING HYPHEN}tjänst",
        "12345678901234567890",
        "",
    ],
)
def test_a_long_word_breaks_where_words_join(shown: str) -> None:
    assert soften(shown.replace("-", "")) == shown.replace("-", SOFT_HYPHEN)
