"""What each rule says in Swedish: what is wrong, the value, the next step. Who wrote the standard stands beside it."""

from calagg.publish.doctor.finding import Severity

CLEAN = "Inget att anmärka på."
MORE = "och {times} till av samma slag ({rule})"
SEVERITIES = {Severity.ERROR: "fel", Severity.WARNING: "varning", Severity.ADVICE: "råd"}
COUNTS = {
    Severity.ERROR: ("fel", "fel"),
    Severity.WARNING: ("varning", "varningar"),
    Severity.ADVICE: ("råd", "råd"),
}
MESSAGES = {
    "feed.empty": "flödet är tomt; även en kalender utan händelser har BEGIN:VCALENDAR och END:VCALENDAR",
    "feed.web-page": "det här är en webbsida och ingen kalender; kräver adressen inloggning?",
    "feed.not-a-calendar": "ingen rad är BEGIN:VCALENDAR; det här är ingen kalender",
    "bytes.utf-16": "filen är i UTF-16; skriv den i UTF-8",
    "bytes.byte-order-mark": "filen börjar med en BOM (EF BB BF), och många program visar då ingenting; ta bort den",
    "bytes.not-utf-8": "oktetterna {octets} är inte UTF-8; skriv filen i UTF-8, inte Latin-1 eller Windows-1252",
    "bytes.split-character": "radbrytningen delar ett tecken, och en del program visar då ingenting; vik mellan tecken",
    "bytes.lf-endings": "raderna slutar med bara LF ({times} stycken); sluta dem med CRLF",
    "bytes.lone-lf": (
        "en ensam LF, som bryter ett värde mitt itu i många program; skriv \\n i värdet, CRLF mellan rader"
    ),
    "bytes.lone-cr": (
        "en ensam CR, som bryter ett värde mitt itu i många program; skriv \\n i värdet, CRLF mellan rader"
    ),
    "bytes.no-last-break": "den sista raden slutar utan CRLF",
    "line.long": "raden är {octets} oktetter; vik den vid 75",
    "line.empty": "raden är tom; ta bort den",
    "line.stray-fold": "raden börjar med blanksteg men har ingen rad att fortsätta",
    "line.no-property": "raden är ingen egenskap (NAMN:värde); är den resten av ett värde skrivs dess radbrytning \\n",
    "line.bad-parameter": (
        "{property} har en parameter som inte kan läsas, {value}; sätt värden med : ; , inom citattecken"
    ),
    "text.control": "styrtecknet {character} får inte stå i ett värde; ta bort det",
    "text.break-character": "tecknet {character} bryter raden eller vänder läsriktningen i en del program; ta bort det",
    "tree.truncated": (
        "flödet slutar innan END:{component}, och 18 av 22 uppmätta program visar då ingenting; skriv filen hel"
    ),
    "tree.unclosed": "BEGIN:{component} har ingen END:{component}",
    "tree.stray-end": "END:{component} har ingen BEGIN:{component}",
    "tree.outside": "{property} står utanför kalendern",
    "tree.misplaced": "{component} får inte stå i {parent}",
    "tree.unknown-component": "{component} är ingen känd komponent; egna namn börjar med X-",
    "tree.several-calendars": "en till kalender i samma flöde; ge den en egen adress",
    "tree.no-event": "{component} visas inte av något program som prenumererar; skriv en VEVENT som varar hela dagen",
    "tree.alarm": "ett alarm i ett flöde ringer hos alla som läser det; lämna påminnelsen till läsaren",
    "size.lines": "flödet har över {most} rader; resten är inte läst",
    "size.bytes": "flödet är {octets} byte; Google slutar läsa vid ungefär {most}, utan ett ord",
    "size.events": "flödet har {events} händelser; Google visar ungefär {most} och tiger om resten",
    "head.no-version": "kalendern saknar VERSION; skriv VERSION:2.0",
    "head.other-version": "VERSION är {value}; skriv 2.0",
    "head.no-prodid": "kalendern saknar PRODID; skriv vad som gjort den, alltid likadant",
    "head.no-calscale": "kalendern saknar CALSCALE; skriv CALSCALE:GREGORIAN",
    "head.other-calscale": "CALSCALE är {value}; bara GREGORIAN finns",
    "head.no-method": "kalendern saknar METHOD; skriv METHOD:PUBLISH",
    "head.other-method": "METHOD är {value}, som hör till inbjudningar och svar; skriv PUBLISH",
    "head.twice": "{property} står mer än en gång i kalendern",
    "head.late": "{property} hör till kalendern men står efter dess första komponent; flytta den före",
    "head.no-calname": "kalendern saknar X-WR-CALNAME, det namn som programmen visar",
    "head.no-name": "kalendern saknar NAME; skriv samma namn som i X-WR-CALNAME",
    "head.two-names": "NAME är {value} men X-WR-CALNAME {other}; skriv samma namn",
    "head.no-refresh": "kalendern saknar REFRESH-INTERVAL; skriv REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "head.refresh-without-value": (
        "REFRESH-INTERVAL måste ha VALUE=DURATION; skriv REFRESH-INTERVAL;VALUE=DURATION:{value}"
    ),
    "head.slow-refresh": "REFRESH-INTERVAL är {value}; ändringar kommer fram fortare med PT1H",
    "head.no-ttl": "kalendern saknar X-PUBLISHED-TTL, som Outlook läser; skriv X-PUBLISHED-TTL:PT1H",
    "head.slow-ttl": "X-PUBLISHED-TTL är {value}, och Outlook hämtar aldrig oftare än så; skriv PT1H",
    "head.bare": "kalendern saknar {properties}, som en del program visar eller söker sig fram med",
    "zone.missing": "TZID {zone} används (antal: {times}) men har ingen VTIMEZONE; lägg till den före händelserna",
    "zone.twice": "VTIMEZONE för {zone} står redan på rad {first}; behåll en",
    "zone.unused": "VTIMEZONE för {zone} används inte; ta bort den",
    "zone.late": "VTIMEZONE för {zone} står efter den första händelsen; flytta den före",
    "zone.nameless": "VTIMEZONE saknar TZID",
    "zone.empty": "VTIMEZONE för {zone} har varken STANDARD eller DAYLIGHT",
    "zone.incomplete": "en del av VTIMEZONE för {zone} saknar {property} eller har ett värde som inte kan läsas",
    "zone.list-of-dates": (
        "{zone} ger sina omställningar bara som en lista (RDATE), som Outlook hoppar över: sommarens händelser flyttas "
        "en timme; skriv RRULE med BYMONTH och BYDAY"
    ),
    "zone.wrong": (
        "VTIMEZONE för {zone} säger {stated} den {day} men det är {real}; program som följer flödet visar fel tid"
    ),
    "zone.unchecked": "VTIMEZONE för {zone} har en regel som inte är årlig med månad och dag; den är inte kontrollerad",
    "zone.own-name": "{zone} är inget namn i IANA:s lista, och program som går efter namnet känner inte igen det",
    "time.bad": "{property} är {value}, som inte är någon tid",
    "time.bad-duration": "{property} är {value}, som inte är någon längd; skriv till exempel PT1H",
    "time.no-value-date": "{property} är en dag, {value}, utan VALUE=DATE; skriv {property};VALUE=DATE:{value}",
    "time.other-value": "{property} sägs vara {stated} men är {value}",
    "time.zone-on-utc": "{property} har TZID={zone} och slutar på Z; ta bort det ena",
    "time.zone-on-day": "{property} är en hel dag men har TZID={zone}; ta bort TZID",
    "time.not-utc": "{property} är {value} men ska vara i UTC, med Z sist",
    "time.utc": "{property} är i UTC, {value}; med TZID står tiden kvar när reglerna för sommartid ändras",
    "time.floating": "{property} har ingen zon, {value}, och visas olika för läsare i olika länder; skriv TZID",
    "time.skipped-hour": "{property} är {value}, i den timme som ställs förbi i {zone}; välj en tid som finns",
    "event.no-uid": "händelsen saknar UID; ge den ett som aldrig ändras",
    "event.uid-twice": "UID {uid} står redan på rad {first}, och fem uppmätta program behåller bara en; ge var sitt",
    "event.no-dtstamp": "händelsen saknar DTSTAMP; skriv när den senast ändrades",
    "event.no-dtstart": "händelsen saknar DTSTART och visas inte",
    "event.twice": "{property} står mer än en gång i händelsen",
    "event.end-and-duration": "händelsen har både DTEND och DURATION; behåll DTEND",
    "event.end-not-after": "DTEND, {value}, är inte efter DTSTART; en hel dag slutar dagen efter",
    "event.day-and-time": "DTSTART och DTEND är inte båda dagar eller båda klockslag: {value}",
    "event.floating-and-fixed": "bara en av DTSTART och DTEND har en zon: {value}",
    "event.day-without-end": (
        "hela dagen {value} utan DTEND får inget slut i 8 av 22 uppmätta program; skriv dagen efter"
    ),
    "event.time-without-end": "händelsen har inget slut och blir olika lång i olika program; skriv DTEND",
    "event.hours-of-a-day": "händelsen är hela dagar men DURATION är {value}; skriv hela dygn eller DTEND",
    "event.not-long": "DURATION är {value}; skriv en längd över noll",
    "event.bad-status": (
        "STATUS är {value}, och Home Assistant visar då en tom kalender; skriv TENTATIVE, CONFIRMED eller CANCELLED"
    ),
    "event.bad-sequence": "SEQUENCE är {value}, och Home Assistant visar då en tom kalender; skriv ett heltal från 0",
    "event.bad-transp": "TRANSP är {value}; skriv OPAQUE eller TRANSPARENT",
    "event.no-summary": "händelsen saknar SUMMARY, sin rubrik",
    "event.cancelled-unsaid": (
        "inställd, men rubriken säger det inte: {summary}; få program visar STATUS, skriv INSTÄLLT"
    ),
    "event.tentative-unsaid": "preliminär, men rubriken säger det inte: {summary}; få program visar STATUS, skriv det",
    "event.some-organizers": (
        "andra händelser har ORGANIZER men inte denna; libical vill ha den i alla eller påpekar det"
    ),
    "event.bad-rrule": "RRULE kan inte följas för {part}: {value}",
    "text.bad-escape": "{property} har {value}; ett omvänt snedstreck skrivs \\\\",
    "text.unescaped": "{property} har ett {character} som ska skrivas \\{character}; en sträng läsare delar värdet där",
    "text.html": "{property} har HTML, {value}, som visas som den står; skriv ren text",
    "text.garbled": "{property} har bokstäver som lästs i fel teckenkodning: {value}",
    "http.status": "servern svarar {status}; ett flöde ska svara 200 utan inloggning",
    "http.second-call": (
        "det andra anropet, genast efter det första, får {status}; låt flöden gå fria: Microsoft och Google hämtar åt "
        "alla från få adresser"
    ),
    "http.not-again": "det första anropet fick svar men inte ett senare: {value}",
    "http.redirect": "servern skickar vidare ({status}) till {value}; ett flöde ska svara på sin egen adress",
    "http.redirects-nowhere": "servern skickar vidare utan att komma fram, till {value}; högst {most} hopp följs",
    "http.content-type": "Content-Type är {value}; skriv text/calendar; charset=utf-8",
    "http.no-charset": "Content-Type är {value} utan charset=utf-8, och å, ä, ö kan visas fel",
    "http.compressed": "svaret är packat ({value}), och Outlook på webben har vägrat det; packa inte flöden",
    "http.always-compressed": "svaret är packat ({value}) fast det inte får vara det; resten är inte kontrollerat",
    "http.no-length": "svaret saknar Content-Length",
    "http.wrong-length": "Content-Length är {stated} men {real} byte kom",
    "http.head-differs": "HEAD svarar {status} med Content-Length {length}; svara som på GET",
    "http.no-etag": "svaret saknar ETag, så att hela flödet hämtas varje gång; skriv en kontrollsumma av innehållet",
    "http.weak-etag": "ETag är {value}; skriv en stark inom citattecken, en kontrollsumma av innehållet",
    "http.not-conditional": "If-None-Match {value} får {status}; svara 304 när innehållet är detsamma",
    "http.no-last-modified": "svaret saknar Last-Modified",
    "http.bad-last-modified": "Last-Modified är {value}, som inte är ett datum enligt HTTP",
    "http.bad-since": "ett If-Modified-Since som inte kan läsas får {status}; svara 200",
    "http.no-cache-control": "svaret saknar Cache-Control; skriv till exempel public, max-age=900",
    "http.no-store": "Cache-Control är {value}, så att inget får sparas och allt hämtas varje gång",
    "http.cookie": "svaret sätter en kaka; kalenderprogram har ingen nytta av den",
    "http.attachment": "Content-Disposition är attachment, så att en webbläsare laddar ner en kopia; skriv inline",
    "http.unstable": (
        "två hämtningar gav olika innehåll, först på denna rad; skriv DTSTAMP när händelsen ändras, inte när den hämtas"
    ),
    "http.authorization": (
        "med ett Authorization-huvud, som klassiska Outlook sänder, blir svaret {status} eller ett annat; bry dig "
        "inte om det"
    ),
}
