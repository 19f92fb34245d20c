"""What each rule says in English: what is wrong, the value, the next step. Who wrote the standard stands beside it."""

from calagg.publish.doctor.finding import Severity

CLEAN = "Nothing to remark on."
MORE = "and {times} more of the same kind ({rule})"
SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "advice"}
COUNTS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}
MESSAGES = {
    "feed.empty": "the feed is empty; even a calendar without events has BEGIN:VCALENDAR and END:VCALENDAR",
    "feed.web-page": "this is a web page, no calendar; does the address want a login?",
    "feed.not-a-calendar": "no line is BEGIN:VCALENDAR; this is no calendar",
    "bytes.utf-16": "the file is in UTF-16; write it in UTF-8",
    "bytes.byte-order-mark": "the file begins with a BOM (EF BB BF), and many programs then show nothing; remove it",
    "bytes.not-utf-8": "the octets {octets} are not UTF-8; write the file in UTF-8, not Latin-1 or Windows-1252",
    "bytes.split-character": (
        "the fold splits a character, and some programs then show nothing; fold between characters"
    ),
    "bytes.lf-endings": "the lines end with a bare LF ({times} of them); end them with CRLF",
    "bytes.lone-lf": (
        "a lone LF, which breaks a value in two in many programs; write \\n in the value, CRLF between lines"
    ),
    "bytes.lone-cr": (
        "a lone CR, which breaks a value in two in many programs; write \\n in the value, CRLF between lines"
    ),
    "bytes.no-last-break": "the last line ends without CRLF",
    "line.long": "the line is {octets} octets; fold it at 75",
    "line.empty": "the line is empty; remove it",
    "line.stray-fold": "the line begins with a blank but has no line to go on from",
    "line.no-property": "the line is no property (NAME:value); if it is the rest of a value, write that break as \\n",
    "line.bad-parameter": "{property} has a parameter that can't be read, {value}; put values with : ; , in quotes",
    "text.control": "the control character {character} must not stand in a value; remove it",
    "text.break-character": "{character} breaks the line or turns the direction of reading in some programs; remove it",
    "tree.truncated": (
        "the feed ends before END:{component}, and 18 of 22 measured programs then show nothing; write the whole file"
    ),
    "tree.unclosed": "BEGIN:{component} has no END:{component}",
    "tree.stray-end": "END:{component} has no BEGIN:{component}",
    "tree.outside": "{property} stands outside the calendar",
    "tree.misplaced": "{component} must not stand in {parent}",
    "tree.unknown-component": "{component} is no known component; names of one's own begin with X-",
    "tree.several-calendars": "one more calendar in the same feed; give it an address of its own",
    "tree.no-event": "{component} is shown by no program that subscribes; write a VEVENT of a whole day",
    "tree.alarm": "an alarm in a feed rings for all who read it; leave reminders to the reader",
    "size.lines": "the feed has more than {most} lines; the rest was not read",
    "size.bytes": "the feed is {octets} bytes; Google stops reading at about {most}, without a word",
    "size.events": "the feed has {events} events; Google shows about {most} and is silent on the rest",
    "head.no-version": "the calendar has no VERSION; write VERSION:2.0",
    "head.other-version": "VERSION is {value}; write 2.0",
    "head.no-prodid": "the calendar has no PRODID; write what made it, always the same",
    "head.no-calscale": "the calendar has no CALSCALE; write CALSCALE:GREGORIAN",
    "head.other-calscale": "CALSCALE is {value}; there is only GREGORIAN",
    "head.no-method": "the calendar has no METHOD; write METHOD:PUBLISH",
    "head.other-method": "METHOD is {value}, which is for invitations and answers; write PUBLISH",
    "head.twice": "{property} stands more than once in the calendar",
    "head.late": "{property} is the calendar's but stands after its first component; move it before",
    "head.no-calname": "the calendar has no X-WR-CALNAME, the name that programs show",
    "head.no-name": "the calendar has no NAME; write the same name as in X-WR-CALNAME",
    "head.two-names": "NAME is {value} but X-WR-CALNAME {other}; write the same name",
    "head.no-refresh": "the calendar has no REFRESH-INTERVAL; write REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "head.refresh-without-value": (
        "REFRESH-INTERVAL must have VALUE=DURATION; write REFRESH-INTERVAL;VALUE=DURATION:{value}"
    ),
    "head.slow-refresh": "REFRESH-INTERVAL is {value}; changes arrive sooner with PT1H",
    "head.no-ttl": "the calendar has no X-PUBLISHED-TTL, which Outlook reads; write X-PUBLISHED-TTL:PT1H",
    "head.slow-ttl": "X-PUBLISHED-TTL is {value}, and Outlook never fetches more often than that; write PT1H",
    "head.bare": "the calendar has no {properties}, which some programs show or find their way by",
    "zone.missing": "TZID {zone} is used (count: {times}) but has no VTIMEZONE; add it before the events",
    "zone.twice": "the VTIMEZONE of {zone} stands on line {first} already; keep one",
    "zone.unused": "the VTIMEZONE of {zone} is not used; remove it",
    "zone.late": "the VTIMEZONE of {zone} stands after the first event; move it before",
    "zone.nameless": "the VTIMEZONE has no TZID",
    "zone.empty": "the VTIMEZONE of {zone} has neither STANDARD nor DAYLIGHT",
    "zone.incomplete": "a part of the VTIMEZONE of {zone} has no {property} or a value that can't be read",
    "zone.list-of-dates": (
        "{zone} tells its changes as a list only (RDATE), which Outlook ignores: the events of summer move an hour; "
        "write RRULE with BYMONTH and BYDAY"
    ),
    "zone.wrong": (
        "the VTIMEZONE of {zone} says {stated} on {day} but it is {real}; programs that obey the feed show a wrong time"
    ),
    "zone.unchecked": "the VTIMEZONE of {zone} has a rule that is not yearly by month and day; it was not checked",
    "zone.own-name": "{zone} is no name in IANA's list, and programs that go by the name do not know it",
    "time.bad": "{property} is {value}, which is no time",
    "time.bad-duration": "{property} is {value}, which is no length; write for example PT1H",
    "time.no-value-date": "{property} is a day, {value}, without VALUE=DATE; write {property};VALUE=DATE:{value}",
    "time.other-value": "{property} is said to be {stated} but is {value}",
    "time.zone-on-utc": "{property} has TZID={zone} and ends with Z; remove one of them",
    "time.zone-on-day": "{property} is a whole day but has TZID={zone}; remove TZID",
    "time.not-utc": "{property} is {value} but must be in UTC, with a Z last",
    "time.utc": "{property} is in UTC, {value}; with TZID the time stays when the rules of summer time change",
    "time.floating": (
        "{property} has no zone, {value}, and shows differently to readers in different countries; write TZID"
    ),
    "time.skipped-hour": "{property} is {value}, in the hour that is skipped in {zone}; choose a time that exists",
    "event.no-uid": "the event has no UID; give it one that never changes",
    "event.uid-twice": (
        "UID {uid} stands on line {first} already, and five measured programs keep only one; give each its own"
    ),
    "event.no-dtstamp": "the event has no DTSTAMP; write when it last changed",
    "event.no-dtstart": "the event has no DTSTART and is not shown",
    "event.twice": "{property} stands more than once in the event",
    "event.end-and-duration": "the event has both DTEND and DURATION; keep DTEND",
    "event.end-not-after": "DTEND, {value}, is not after DTSTART; a whole day ends on the day after",
    "event.day-and-time": "DTSTART and DTEND are not both days or both times: {value}",
    "event.floating-and-fixed": "only one of DTSTART and DTEND has a zone: {value}",
    "event.day-without-end": (
        "the whole day {value} without DTEND has no end in 8 of 22 measured programs; write the day after"
    ),
    "event.time-without-end": "the event has no end and is of different length in different programs; write DTEND",
    "event.hours-of-a-day": "the event is of whole days but DURATION is {value}; write whole days or DTEND",
    "event.not-long": "DURATION is {value}; write a length above zero",
    "event.bad-status": (
        "STATUS is {value}, and Home Assistant then shows an empty calendar; write TENTATIVE, CONFIRMED or CANCELLED"
    ),
    "event.bad-sequence": (
        "SEQUENCE is {value}, and Home Assistant then shows an empty calendar; write an integer from 0"
    ),
    "event.bad-transp": "TRANSP is {value}; write OPAQUE or TRANSPARENT",
    "event.no-summary": "the event has no SUMMARY, its title",
    "event.cancelled-unsaid": (
        "cancelled, but the summary does not say so: {summary}; few programs show STATUS, write it"
    ),
    "event.tentative-unsaid": (
        "tentative, but the summary does not say so: {summary}; few programs show STATUS, write it"
    ),
    "event.some-organizers": (
        "other events have an ORGANIZER but not this one; libical wants it in all or remarks on it"
    ),
    "event.bad-rrule": "RRULE can't be followed for its {part}: {value}",
    "text.bad-escape": "{property} has {value}; a backslash is written \\\\",
    "text.unescaped": "{property} has a {character} to be written \\{character}; strict readers divide the value there",
    "text.html": "{property} has HTML, {value}, which is shown as it stands; write plain text",
    "text.garbled": "{property} has letters that were read in the wrong encoding: {value}",
    "http.status": "the server answers {status}; a feed must answer 200 without a login",
    "http.second-call": (
        "the second call, at once, gets {status}; let feeds be: Microsoft and Google fetch for all from few addresses"
    ),
    "http.not-again": "the first call was answered but not a later one: {value}",
    "http.redirect": "the server redirects ({status}) to {value}; a feed must answer at its own address",
    "http.redirects-nowhere": "the server redirects without arriving, to {value}; at most {most} hops are followed",
    "http.content-type": "Content-Type is {value}; write text/calendar; charset=utf-8",
    "http.no-charset": "Content-Type is {value} without charset=utf-8, and å, ä, ö may be shown wrong",
    "http.compressed": (
        "the answer is compressed ({value}), which Outlook on the web has refused; leave feeds as they are"
    ),
    "http.always-compressed": "the answer is compressed ({value}) though it must not be; the rest was not checked",
    "http.no-length": "the answer has no Content-Length",
    "http.wrong-length": "Content-Length is {stated} but {real} bytes came",
    "http.head-differs": "HEAD answers {status} with Content-Length {length}; answer as to GET",
    "http.no-etag": "the answer has no ETag, so that the whole feed is fetched each time; write a hash of the bytes",
    "http.weak-etag": "ETag is {value}; write a strong one in quotes, a hash of the bytes",
    "http.not-conditional": "If-None-Match {value} gets {status}; answer 304 when the bytes are the same",
    "http.no-last-modified": "the answer has no Last-Modified",
    "http.bad-last-modified": "Last-Modified is {value}, which is no date of HTTP's",
    "http.bad-since": "an If-Modified-Since that can't be read gets {status}; answer 200",
    "http.no-cache-control": "the answer has no Cache-Control; write for example public, max-age=900",
    "http.no-store": "Cache-Control is {value}, so that nothing may be kept and all is fetched each time",
    "http.cookie": "the answer sets a cookie; calendar programs have no use for it",
    "http.attachment": "Content-Disposition is attachment, so that a browser downloads a copy; write inline",
    "http.unstable": (
        "two fetches gave different bytes, first on this line; DTSTAMP is when the event changed, not when it is "
        "fetched"
    ),
    "http.authorization": (
        "with an Authorization header, as classic Outlook sends, the answer is {status} or another; pay no heed to it"
    ),
}
