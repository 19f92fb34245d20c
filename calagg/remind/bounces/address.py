"""`return_address(config.mail, token)` -> "studs+3f0c…@example.se": where one mail is returned to, and to it alone.

The 128 bits after the "+" are the beginning of what the store keeps of the secret in the mail's links, so there is no
key to keep and nothing more to store. They can't be guessed, can't be made from the Message-ID, which others see in
answers to the mail, and don't give away the links.
"""

import re

from calagg.config import Mail
from calagg.store.subscriptions import hash_token

MARK_LETTERS = 32
_MARKED = re.compile(rf"\+([0-9a-f]{{{MARK_LETTERS}}})@", re.IGNORECASE)


def return_address(mail: Mail, token: str) -> str:
    """The sender on the envelope of the mail whose links carry `token`: the same for all without a bounce address."""
    if not mail.bounce_address:
        return mail.sender_address
    name, _, domain = mail.bounce_address.rpartition("@")
    return f"{name}+{hash_token(token)[:MARK_LETTERS]}@{domain}"


def marks_in(text: str) -> list[str]:
    """The marks of the return addresses in a text, in its order. The names around them are not looked at: on its way
    back a mail may have been moved to another domain, and what is unguessable proves enough."""
    return [found.lower() for found in _MARKED.findall(text)]
