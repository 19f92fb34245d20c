"""The names of days, and whose numbers are red."""

from datetime import date, timedelta

import pytest

from calagg.web.red_days import day_names, is_red


def named(year: int) -> dict[str, str]:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    return {day.strftime("%d/%m"): ", ".join(day_names(day)) for day in days if day_names(day)}


def test_the_named_days_of_2026() -> None:
    assert named(2026) == {
        "01/01": "Nyårsdagen",
        "05/01": "Trettondagsafton",
        "06/01": "Trettondedag jul",
        "02/04": "Skärtorsdagen",
        "03/04": "Långfredagen",
        "04/04": "Påskafton",
        "05/04": "Påskdagen",
        "06/04": "Annandag påsk",
        "30/04": "Valborgsmässoafton",
        "01/05": "Första maj",
        "14/05": "Kristi himmelsfärdsdag",
        "23/05": "Pingstafton",
        "24/05": "Pingstdagen",
        "06/06": "Nationaldagen",
        "19/06": "Midsommarafton",
        "20/06": "Midsommardagen",
        "30/10": "Allahelgonsafton",
        "31/10": "Alla helgons dag",
        "29/11": "Första advent",
        "06/12": "Andra advent",
        "13/12": "Tredje advent, lucia",
        "20/12": "Fjärde advent",
        "24/12": "Julafton",
        "25/12": "Juldagen",
        "26/12": "Annandag jul",
        "31/12": "Nyårsafton",
    }


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2027, 12, 13), ("Lucia",)),
        (date(2028, 12, 24), ("Julafton", "Fjärde advent")),
        (date(2022, 11, 27), ("Första advent",)),
        (date(2022, 12, 18), ("Fjärde advent",)),
        (date(2022, 11, 20), ()),
        (date(2008, 5, 1), ("Första maj", "Kristi himmelsfärdsdag")),
    ],
)
def test_days_that_move(day: date, names: tuple[str, ...]) -> None:
    assert day_names(day) == names


@pytest.mark.parametrize(
    ("day", "red"),
    [
        (date(2026, 12, 6), True),
        (date(2026, 12, 25), True),
        (date(2026, 12, 24), False),
        (date(2026, 6, 19), False),
        (date(2026, 6, 20), True),
        (date(2026, 12, 12), False),
        (date(2026, 5, 15), False),
    ],
)
def test_sundays_and_holidays_are_red_and_eves_are_not(day: date, red: bool) -> None:
    assert is_red(day) is red
