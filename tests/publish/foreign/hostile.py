"""(text, as a calendar must show it): what would end an event, start a property or turn the line where text stands.

Nothing here is taken from `calagg.publish`: each right-hand side is written by hand.
"""

LONG = "Överenskommelse om mottagande, boende och skolgång för barn och unga i Norrvik, Lindevik och Storåker " * 3
LONG = LONG[:299] + "!"

HOSTILE = [
    # line breaks of every alphabet
    ("Möte\rBEGIN:VEVENT", "Möte BEGIN:VEVENT"),
    ("Möte\nEND:VEVENT\nEND:VCALENDAR\n", "Möte END:VEVENT END:VCALENDAR"),
    (
        "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\r\nVERSION:2.0",
        "END:VEVENT END:VCALENDAR BEGIN:VCALENDAR VERSION:2.0",
    ),
    ("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270101\r\nEND:VEVENT", "BEGIN:VEVENT UID:1 DTSTART:20270101 END:VEVENT"),
    ("Möte\r\n DTSTART:20270101T000000", "Möte DTSTART:20270101T000000"),
    ("Möte\r\n\tRRULE:FREQ=SECONDLY", "Möte RRULE:FREQ=SECONDLY"),
    ("Möte\u2028ATTENDEE:mailto:x@example.se", "Möte ATTENDEE:mailto:x@example.se"),
    ("Möte\u2029STATUS:CANCELLED", "Möte STATUS:CANCELLED"),
    ("Möte\u0085SEQUENCE:99", "Möte SEQUENCE:99"),
    ("Möte\vi\fmaj", "Möte i maj"),
    # control characters and halves of characters
    ("Mö\x00te", "Möte"),
    ("Mö\x07\x1b[31mte\x7f", "Mö[31mte"),
    ("Möte \ud83d i maj", "Möte i maj"),
    ("Möte \udc00\ud800 i maj", "Möte i maj"),
    ("Mö\ufeffte", "Möte"),
    # marks that turn the direction of reading
    ("Möte \u202eksid\u202c 1", "Möte ksid 1"),
    ("\u2066Möte\u2069 \u200e2", "Möte 2"),
    # what iCalendar escapes with, and what looks like it
    (";,\\", ";,\\"),
    ("a;b,c:d=e", "a;b,c:d=e"),
    ("Se C:\\Nya\\nytt", "Se C:\\Nya\\nytt"),
    ("Rad ett\\nrad två", "Rad ett\\nrad två"),
    ("Rad ett\\Nrad två", "Rad ett\\Nrad två"),
    ("Rad ett\\\\nrad två", "Rad ett\\\\nrad två"),
    ("Möte\\", "Möte\\"),
    ("Möte\\\n", "Möte\\"),
    ("\\;\\,\\\\", "\\;\\,\\\\"),
    # what other layers unescape: parameters (RFC 6868), quoted-printable, URLs, HTML
    ("Möte^n^'^^", "Möte^n^'^^"),
    ("Möte=0D=0ABEGIN:VEVENT", "Möte=0D=0ABEGIN:VEVENT"),
    ("Möte%0D%0ABEGIN:VEVENT", "Möte%0D%0ABEGIN:VEVENT"),
    ("Möte &#10; &amp; <b>fika</b>", "Möte &#10; &amp; <b>fika</b>"),
    # quotation marks, words that are values elsewhere
    ('"Möte"', '"Möte"'),
    ('Om "Möte', 'Om "Möte'),
    ("TRUE", "TRUE"),
    ("0012", "0012"),
    ("__proto__", "__proto__"),
    (":", ":"),
    # white space, also where a line is folded
    (" \t Möte \u00a0 i\u3000maj \t", "Möte i maj"),
    ("o " * 149 + "slut", "o " * 149 + "slut"),
    ("å" * 300, "å" * 300),
    ("x" + "🎂" * 150, "x" + "🎂" * 150),
    ("y" + "e\u0301" * 150, "y" + "e\u0301" * 150),
    ("👩‍👩‍👧‍👦" * 12, "👩‍👩‍👧‍👦" * 12),
    ("\\" * 150, "\\" * 150),
    ("; " * 100 + "slut", "; " * 100 + "slut"),
]
