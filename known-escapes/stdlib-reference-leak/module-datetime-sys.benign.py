# id: module-datetime-sys
# twin-of: stdlib-reference-leak/module-datetime-sys
# shows: dates, times, zones and durations

import calendar
import datetime

moment = datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.timezone.utc)
assert moment.isoformat() == "2024-02-29T12:30:00+00:00" and moment.timestamp() == 1709209800.0
later = moment + datetime.timedelta(days=1, hours=13)
assert later.strftime("%Y-%m-%d %H:%M %A %j") == "2024-03-02 01:30 Saturday 062"
assert str(later - moment) == "1 day, 13:00:00" and (later - moment).total_seconds() == 133200
zone = datetime.timezone(datetime.timedelta(hours=-5), "EST")
assert moment.astimezone(zone).strftime("%H:%M %Z %z") == "07:30 EST -0500"
assert datetime.datetime.strptime("03/04/05", "%d/%m/%y") == datetime.datetime(2005, 4, 3)
assert datetime.date.fromisoformat("2024-12-30").isocalendar() == (2025, 1, 1)
assert datetime.datetime.fromisoformat("2024-01-02T03:04:05.600").microsecond == 600000
assert datetime.time(8, 5) < datetime.time(9) and datetime.date(2024, 1, 31).replace(month=3).weekday() == 6
assert calendar.monthrange(2024, 2) == (3, 29) and calendar.isleap(2000)
assert calendar.month(2024, 2).splitlines()[0].strip() == "February 2024"
assert datetime.datetime.now() > datetime.datetime(2020, 1, 1)
try:
    datetime.date(2023, 2, 29)
except ValueError as error:
    assert str(error) == "day is out of range for month"
else:
    raise AssertionError("no error came")


class Eve(datetime.tzinfo):
    def utcoffset(self, moment):
        return datetime.timedelta(hours=1)

    def dst(self, moment):
        return datetime.timedelta(0)

    def tzname(self, moment):
        return "EVE"


assert f"{moment.astimezone(Eve()):%H %Z}" == "13 EVE"
print("twin ok")
