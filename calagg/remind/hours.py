"""`Hours(07:30, 09:00, zone).next_day(at)` -> the day whose digest can still carry what becomes known at `at`."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calagg.clock import local
from calagg.remind.workdays import is_workday, workday_on_or_after


@dataclass(frozen=True, slots=True)
class Hours:
    """When mail is sent: on working days between these local times in that zone."""

    from_: time
    until: time
    zone: ZoneInfo

    def open_at(self, at: datetime) -> bool:
        """Whether digests go out at that instant."""
        here = local(at, self.zone)
        return is_workday(here.date()) and self.from_ <= here.time() < self.until

    def next_day(self, at: datetime) -> date:
        """The day whose digest can still carry what becomes known at that instant."""
        here = local(at, self.zone)
        return workday_on_or_after(here.date() + timedelta(days=here.time() >= self.until))

    def next_mail(self, at: datetime) -> datetime:
        """When the first digest goes out of the day that `next_day` gives, as local time."""
        return datetime.combine(self.next_day(at), self.from_, self.zone)

    def following_mail(self, at: datetime) -> datetime:
        """When the first digest goes out after that instant, as local time; in the hours that is another day's."""
        here = local(at, self.zone)
        day = workday_on_or_after(here.date() + timedelta(days=here.time() >= self.from_))
        return datetime.combine(day, self.from_, self.zone)
