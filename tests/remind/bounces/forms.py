"""What mail servers and people send to the address that mails return to: invented messages in the forms of each.

SENDER, MAIL and ANNA stand for the address that the mail returns to, its Message-ID and the reader's address.
"""

from dataclasses import dataclass

SENDER = "studs+0123456789abcdef0123456789abcdef@example.se"
MARK = "0123456789abcdef0123456789abcdef"
MAIL = "<5f0c8a52-6a0e-4a53-9d3c-0f5b6c1d2e3f@example.se>"
ANNA = "anna@norrvik.example"
NOTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A message, and what is to be understood: "hard 5.1.1", "soft 4.2.2", "automatic", or nothing."""

    raw: bytes
    said: str = NOTHING


def report(
    groups: str,
    *,
    head: str,
    human: str,
    returned: str = "",
    returned_type: str = "message/rfc822",
    said: str = NOTHING,
) -> Form:
    """A multipart/report; `returned` is the part with what came back, all of the headers where none is given."""
    returned = returned or f"Message-ID: {MAIL}\nFrom: kalender@example.se\nTo: {ANNA}\nSubject: Paminnelser\n\nText\n"
    text = (
        f"{head}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status;\n boundary="=_grans"\n\n'
        f"This is a MIME-encapsulated message.\n\n--=_grans\nContent-Type: text/plain; charset=us-ascii\n\n{human}\n\n"
        f"--=_grans\nContent-Type: message/delivery-status\n\n{groups}\n\n"
        f"--=_grans\nContent-Type: {returned_type}\n\n{returned}\n--=_grans--\n"
    )
    return Form(raw=text.encode(), said=said)


def plain(head: str, text: str, said: str = NOTHING) -> Form:
    return Form(raw=f"{head}\n\n{text}\n".encode(), said=said)


POSTFIX = f"""Return-Path: <>
X-Original-To: {SENDER}
Delivered-To: {SENDER}
From: MAILER-DAEMON@mx.example.se (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {SENDER}
Auto-Submitted: auto-replied"""
EXCHANGE = f"""From: Microsoft Outlook <MicrosoftExchange0123456789@norrvik.example>
To: {SENDER}
Subject: Det gar inte att leverera: Paminnelser
In-Reply-To: {MAIL}
Auto-Submitted: auto-replied"""
EXIM = f"""Return-path: <>
Envelope-to: {SENDER}
X-Failed-Recipients: {ANNA}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.norrvik.example>
To: {SENDER}
Subject: Mail delivery failed: returning message to sender"""
GMAIL = f"""From: Mail Delivery Subsystem <mailer-daemon@post.example>
To: {SENDER}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
In-Reply-To: {MAIL}
X-Failed-Recipients: {ANNA}"""
SENDMAIL = f"""From: Mail Delivery Subsystem <MAILER-DAEMON@mx.norrvik.example>
To: <{SENDER}>
Subject: Returned mail: see transcript for details
Auto-Submitted: auto-generated (failure)"""
QMAIL = f"""From: MAILER-DAEMON@mx.norrvik.example
To: {SENDER}
Subject: failure notice"""

_POSTFIX_GROUP = f"Final-Recipient: rfc822; {ANNA}\nOriginal-Recipient: rfc822;{ANNA}\n"
_FIRST = "Reporting-MTA: dns; mx.norrvik.example\nArrival-Date: Fri, 20 Nov 2026 08:00:00 +0100\n\n"
_GONE = "smtp; 550 5.1.1 <anna@norrvik.example>:\n    Recipient address rejected: User unknown"

BOUNCES = {
    "postfix, unknown user": report(
        f"{_FIRST}{_POSTFIX_GROUP}Action: failed\nStatus: 5.1.1\nDiagnostic-Code: {_GONE}",
        head=POSTFIX,
        human=f"I'm sorry to have to inform you that your message could not\nbe delivered.\n\n<{ANNA}>: host mx2 said",
        said="hard 5.1.1",
    ),
    "postfix, only the headers come back": report(
        f"{_FIRST}{_POSTFIX_GROUP}Action: failed\nStatus: 5.1.1",
        head=POSTFIX,
        human="I'm sorry",
        returned=f"Return-Path: <{SENDER}>\nMessage-ID: {MAIL}\n",
        returned_type="text/rfc822-headers",
        said="hard 5.1.1",
    ),
    "postfix, domain not found": report(
        f"{_FIRST}{_POSTFIX_GROUP}Action: failed\nStatus: 5.4.4\nDiagnostic-Code: X-Postfix; Host not found",
        head=POSTFIX,
        human="Host or domain name not found.",
        said="hard 5.4.4",
    ),
    "postfix, gave up after five days": report(
        f"{_FIRST}{_POSTFIX_GROUP}Action: failed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect to mx2: timed out",
        head=POSTFIX,
        human="connection timed out",
        said="soft 4.4.1",
    ),
    "postfix, taken for spam": report(
        f"{_FIRST}{_POSTFIX_GROUP}Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 554 5.7.1 rejected as spam",
        head=POSTFIX,
        human="rejected",
        said="soft 5.7.1",
    ),
    "exchange, unknown user": report(
        "Reporting-MTA: dns;ABCD01.norrvik.example\nReceived-From-MTA: dns;mx.example.se\n\n"
        f"Final-Recipient: rfc822;{ANNA}\nAction: failed\nStatus: 5.1.10\n"
        "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        head=EXCHANGE,
        human="Det gick inte att leverera meddelandet.",
        said="hard 5.1.10",
    ),
    "office 365, access denied": report(
        f"Reporting-MTA: dns;ABCD02.example\n\nFinal-Recipient: rfc822;{ANNA.upper()}\nAction: failed\nStatus: 5.4.1\n"
        "Diagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied. [ABCD02.example]",
        head=EXCHANGE,
        human="Your message couldn't be delivered",
        said="hard 5.4.1",
    ),
    "office 365, full": report(
        f"Reporting-MTA: dns;ABCD03.example\n\nFinal-Recipient: rfc822;{ANNA}\nAction: failed\nStatus: 5.2.2\n"
        "Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver; quota exceeded",
        head=EXCHANGE,
        human="Mottagarens postlada ar full",
        said="soft 5.2.2",
    ),
    "exim, a report": report(
        f"Reporting-MTA: dns; mx.norrvik.example\n\nAction: failed\nFinal-Recipient: rfc822;{ANNA}\nStatus: 5.0.0\n"
        f"Remote-MTA: dns; mx2.example\nDiagnostic-Code: smtp; 550 5.1.1 <{ANNA}> unknown",
        head=EXIM,
        human="A message that you sent could not be delivered to one or more of its recipients.",
        said="hard 5.1.1",
    ),
    "exim, a report, full": report(
        f"Reporting-MTA: dns; mx.norrvik.example\n\nAction: failed\nFinal-Recipient: rfc822;{ANNA}\nStatus: 5.0.0\n"
        "Diagnostic-Code: smtp; 550 mailbox is full",
        head=EXIM,
        human="mailbox is full",
        said="soft 5.0.0",
    ),
    "exim, older, in words": plain(
        EXIM,
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
        f"delivered. This is a permanent error.\n\n  {ANNA}\n    SMTP error from remote mail server after RCPT "
        f"TO:<{ANNA}>:\n    host mx2.example [192.0.2.7]: 550 5.1.1 <{ANNA}>: unknown\n\n"
        f"------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: {MAIL}\n",
        said="hard 5.1.1",
    ),
    "exim, older, no code at all": plain(
        EXIM,
        f"A message that you sent could not be delivered.\n\n  {ANNA}\n    Unrouteable address\n\n"
        f"------ This is a copy of the message. ------\n\nMessage-ID: {MAIL}\n",
        said="hard 5.0.0",
    ),
    "gmail, unknown user": report(
        "Reporting-MTA: dns; post.example\nArrival-Date: Fri, 20 Nov 2026 00:00:00 -0800\n\n"
        f"Final-Recipient: rfc822; {ANNA}\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.norrvik.example.\n"
        "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try\n"
        " 550-5.1.1 double-checking",
        head=GMAIL,
        human="** Address not found **",
        said="hard 5.1.1",
    ),
    "gmail, full": report(
        f"Reporting-MTA: dns; post.example\n\nFinal-Recipient: rfc822; {ANNA}\nAction: failed\nStatus: 4.2.2\n"
        "Diagnostic-Code: smtp; 452-4.2.2 The recipient's inbox is out of storage space.",
        head=GMAIL,
        human="** Message not delivered **",
        said="soft 4.2.2",
    ),
    "sendmail": report(
        f"Reporting-MTA: dns; mx.norrvik.example\n\nFinal-Recipient: RFC822; {ANNA}\nAction: failed (expanded)\n"
        "Status: 5.1.1 (bad destination mailbox address)\nDiagnostic-Code: SMTP; 550 5.1.1 User unknown",
        head=SENDMAIL,
        human=f"   ----- The following addresses had permanent fatal errors -----\n<{ANNA}>",
        said="hard 5.1.1",
    ),
    "qmail": plain(
        QMAIL,
        "Hi. This is the qmail-send program at mx.norrvik.example.\nI'm afraid I wasn't able to deliver your message "
        "to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        f"<{ANNA}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n"
        f"Return-Path: <{SENDER}>\nMessage-ID: {MAIL}\n",
        said="hard 5.1.1",
    ),
    "qmail, gave up after a week": plain(
        QMAIL,
        f"<{ANNA}>:\nSorry, I wasn't able to establish an SMTP connection. (#4.4.1)\nI'm not going to try again; this "
        f"message has been in the queue too long.\n\n--- Below this line is a copy of the message.\n\n"
        f"Message-ID: {MAIL}\n",
        said="soft 4.4.1",
    ),
    "an old server, by reply codes": plain(
        QMAIL, f"<{ANNA}>\n550 No such user here\n\nOriginal message follows.\n\nMessage-ID: {MAIL}", said="hard 5.0.0"
    ),
    "an old server, full by reply code": plain(QMAIL, f"<{ANNA}>... 552 Storage exceeded", said="soft 5.2.2"),
    "the addresses are in UTF-8": Form(
        raw=report("X: y", head=POSTFIX, human="nej")
        .raw.replace(b"message/delivery-status", b"message/global-delivery-status")
        .replace(
            b"X: y",
            "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: utf-8; Åsa@norrvik.example\n"
            f"Original-Recipient: rfc822; {ANNA}\nAction: failed\nStatus: 5.1.6".encode(),
        ),
        said="hard 5.1.6",
    ),
    "two recipients, of a list behind the address": report(
        f"{_FIRST}Final-Recipient: rfc822; x@a.example\nAction: delivered\nStatus: 2.0.0\n\n"
        "Final-Recipient: rfc822; y@a.example\nAction: failed\nStatus: 4.2.2\n\n"
        "Final-Recipient: rfc822; z@a.example\nAction: failed\nStatus: 5.1.1",
        head=POSTFIX,
        human="nej",
        said="hard 5.1.1",
    ),
    "no action is told": report(
        f"{_FIRST}Final-Recipient: rfc822; {ANNA}\nStatus: 5.1.1", head=POSTFIX, human="nej", said="hard 5.1.1"
    ),
    "no status is told": report(
        f"{_FIRST}Final-Recipient: rfc822; {ANNA}\nAction: failed\nDiagnostic-Code: smtp; 552 too much stored",
        head=POSTFIX,
        human="nej",
        said="soft 5.2.2",
    ),
}

AWAY = f"From: Anna Ek <{ANNA}>\nTo: {SENDER}\nIn-Reply-To: {MAIL}\nSubject: Autosvar: Paminnelser"

OTHERS = {
    "postfix, still tried": report(
        f"{_FIRST}{_POSTFIX_GROUP}Action: delayed\nStatus: 4.4.1\nWill-Retry-Until: Wed, 25 Nov 2026 08:00:00 +0100",
        head=POSTFIX.replace("Undelivered Mail Returned to Sender", "Delayed Mail (still being retried)"),
        human="YOU DO NOT NEED TO RESEND YOUR MESSAGE. 4.4.1",
        said="automatic",
    ),
    "delivered": report(
        f"{_FIRST}{_POSTFIX_GROUP}Action: delivered\nStatus: 2.0.0", head=POSTFIX, human="ok", said="automatic"
    ),
    "a temporary status without an action": report(
        f"{_FIRST}{_POSTFIX_GROUP}Status: 4.4.1", head=POSTFIX, human="vet inte", said="automatic"
    ),
    "exim, still tried": plain(
        EXIM.replace(
            "Mail delivery failed: returning message to sender", "Warning: message 1abc delayed 24 hours"
        ).replace(f"X-Failed-Recipients: {ANNA}\n", ""),
        f"The message has not yet been delivered.\n\n  {ANNA}\n    451 4.7.1 try later\n",
        said="automatic",
    ),
    "away": plain(f"{AWAY}\nAuto-Submitted: auto-replied", "Jag svarar 30 november. 550 5.1.1", said="automatic"),
    "away, an older program": plain(f"{AWAY}\nX-Autoreply: yes", "Jag svarar 30 november.", said="automatic"),
    "away, precedence": plain(f"{AWAY}\nPrecedence: auto_reply", "Jag svarar 30 november.", said="automatic"),
    "a challenge": plain(
        f"Return-Path: <>\nFrom: {ANNA}\nTo: {SENDER}\nSubject: Please confirm your message",
        "Klicka har for att visa att du ar en manniska: https://norrvik.example/550 5.1.1",
        said="automatic",
    ),
    "a challenge, as from a person": plain(
        f"From: {ANNA}\nTo: {SENDER}\nSubject: Please confirm", "https://norrvik.example/ 550 5.1.1"
    ),
    "read receipt": Form(
        raw=report("Final-Recipient: rfc822; x", head=AWAY, human="last").raw.replace(
            b"delivery-status", b"disposition-notification"
        ),
        said="automatic",
    ),
    "a person's answer": plain(f"{AWAY}\nReferences: {MAIL}", "Tack! Moten blir 550 5.1.1 i lokal 5.1.1."),
    "a person's answer, said to be none": plain(f"{AWAY}\nAuto-Submitted: no", "Tack!"),
    "a server that says nothing of a failure": plain(QMAIL, "Welcome to your new mailbox."),
}
