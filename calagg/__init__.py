"""Minutes in, calendar out: dates in Swedish meeting minutes as a web list, iCal feeds and reminder mails."""

__version__ = "0.1.0"
