"""The words for days, months and numbers in English and French, plain: no accents, lower case."""

from __future__ import annotations

WEEKDAYS = {
    **dict.fromkeys(("monday", "mondays", "mon", "lundi", "lundis"), 0),
    **dict.fromkeys(("tuesday", "tuesdays", "tue", "tues", "mardi", "mardis"), 1),
    **dict.fromkeys(("wednesday", "wednesdays", "wed", "mercredi", "mercredis"), 2),
    **dict.fromkeys(("thursday", "thursdays", "thu", "thur", "thurs", "jeudi", "jeudis"), 3),
    **dict.fromkeys(("friday", "fridays", "fri", "vendredi", "vendredis"), 4),
    **dict.fromkeys(("saturday", "saturdays", "sat", "samedi", "samedis"), 5),
    **dict.fromkeys(("sunday", "sundays", "sun", "dimanche", "dimanches"), 6),
}
MONTHS = {
    **dict.fromkeys(("january", "jan", "janvier", "janv"), 1),
    **dict.fromkeys(("february", "feb", "fevrier", "fevr"), 2),
    **dict.fromkeys(("march", "mar", "mars"), 3),
    **dict.fromkeys(("april", "apr", "avril", "avr"), 4),
    **dict.fromkeys(("may", "mai"), 5),
    **dict.fromkeys(("june", "jun", "juin"), 6),
    **dict.fromkeys(("july", "jul", "juillet", "juil"), 7),
    **dict.fromkeys(("august", "aug", "aout"), 8),
    **dict.fromkeys(("september", "sep", "sept", "septembre"), 9),
    **dict.fromkeys(("october", "oct", "octobre"), 10),
    **dict.fromkeys(("november", "nov", "novembre"), 11),
    **dict.fromkeys(("december", "dec", "decembre"), 12),
}
ORDINALS = {
    **dict.fromkeys(("first", "1st", "premier", "premiers", "1er"), 1),
    **dict.fromkeys(("second", "2nd", "deuxieme", "deuxiemes", "2e", "2eme"), 2),
    **dict.fromkeys(("third", "3rd", "troisieme", "troisiemes", "3e", "3eme"), 3),
    **dict.fromkeys(("fourth", "4th", "quatrieme", "quatriemes", "4e", "4eme"), 4),
    **dict.fromkeys(("fifth", "5th", "cinquieme", "cinquiemes", "5e", "5eme"), 5),
    **dict.fromkeys(("last", "dernier", "derniers"), -1),
}
NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "un", "une"), 1),
    **dict.fromkeys(("two", "deux", "other"), 2),
    **dict.fromkeys(("three", "trois"), 3),
    **dict.fromkeys(("four", "quatre"), 4),
    **dict.fromkeys(("five", "cinq"), 5),
    **dict.fromkeys(("six",), 6),
    **dict.fromkeys(("seven", "sept"), 7),
    **dict.fromkeys(("eight", "huit"), 8),
    **dict.fromkeys(("nine", "neuf"), 9),
    **dict.fromkeys(("ten", "dix"), 10),
    **dict.fromkeys(("twelve", "douze"), 12),
}
UNITS = {
    **dict.fromkeys(("second", "seconds", "seconde", "secondes", "sec", "secs", "s"), "seconds"),
    **dict.fromkeys(("minute", "minutes", "min", "mins", "mn", "m"), "minutes"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h", "heure", "heures"), "hours"),
    **dict.fromkeys(("day", "days", "d", "jour", "jours", "j"), "days"),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), "weeks"),
    **dict.fromkeys(("month", "months", "mois"), "months"),
}
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Codes of RRULEs for the days of the week, Monday first."""
FILLERS = frozenset(
    [
        "at",
        "on",
        "the",
        "of",
        "and",
        "a",
        "an",
        "le",
        "les",
        "la",
        "de",
        "du",
        "des",
        "et",
        "@",
        "-",
    ]
)
"""Words that mean nothing by themselves."""
