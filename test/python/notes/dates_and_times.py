"""Dates and times: datetime, timedelta, timezone, strptime/strftime, calendar, time."""
import calendar
import time
from datetime import date, datetime, time as clock, timedelta, timezone


def next_weekday(day, weekday):
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)


def to_timestamp(text, zone):
    sign, hours, minutes = zone[3], *map(int, zone[4:].split(":"))
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone(offset)).timestamp()


def main():
    moment = datetime(2015, 4, 19, 12, 20, 30, 123456)
    print(moment, repr(moment), moment.date(), moment.time(), moment.weekday(), moment.isoweekday(), tuple(moment.isocalendar()))
    print(moment.strftime("%a, %b %d %H:%M | %A %B %j %U %p %y %f %%"), f"{moment:%Y/%m/%d}")
    print(datetime.strptime("2015-6-1 18:19:59", "%Y-%m-%d %H:%M:%S"), datetime.fromisoformat("2015-04-19T12:20:00+08:00"))
    print(moment.isoformat(), moment.isoformat(" ", "minutes"), moment.ctime(), moment.timetuple()[:6])

    delta = timedelta(days=2, hours=12, minutes=-5)
    print(moment + delta, moment - timedelta(hours=10), delta, repr(delta), delta.total_seconds(), -delta, abs(-delta) == delta)
    print(datetime(2015, 5, 1) - moment, (datetime(2015, 5, 1) - moment).days, timedelta(weeks=1) / timedelta(hours=7), timedelta(minutes=100) // timedelta(hours=1), divmod(timedelta(1), timedelta(hours=7)))
    print(timedelta(microseconds=1.5), timedelta(seconds=-1), timedelta.max, timedelta.resolution)

    beijing = timezone(timedelta(hours=8))
    named = timezone(timedelta(hours=-5, minutes=-30), "XST")
    utc = datetime(2015, 4, 19, 4, 20, tzinfo=timezone.utc)
    local = utc.astimezone(beijing)
    print(utc, local, local.astimezone(named), utc == local, local.utcoffset(), named, beijing, local.tzname(), timezone.utc)
    print(datetime.fromtimestamp(1429417200, tz=timezone.utc), utc.timestamp(), datetime(1970, 1, 2, tzinfo=beijing).timestamp())
    print(to_timestamp("2015-06-01 08:10:30", "UTC+7:00"), to_timestamp("2015-05-31 16:10:30", "UTC-09:00"))
    try:
        utc < moment
    except TypeError:
        print("naive and aware moments have no order")
    for bad in (lambda: date(2023, 2, 29), lambda: datetime(2020, 1, 1, 24), lambda: datetime.strptime("x", "%Y"), lambda: date.fromisoformat("2020-13-01"), lambda: clock(25)):
        try:
            bad()
        except ValueError:
            print("no such moment")

    day = date(2024, 2, 28)
    print([str(day + timedelta(i)) for i in range(3)], day.replace(day=29), day.toordinal(), date.fromordinal(1), date.max)
    print(next_weekday(day, 2), next_weekday(day, 4), (date(2024, 12, 25) - day).days, date(2021, 1, 3).isocalendar().week)
    print(clock(9, 5), clock(9, 5, 1, 7).isoformat("milliseconds"), clock(1) < clock(2), datetime.combine(day, clock(23, 59)))
    print(sorted([date(2020, 1, 1), date(2019, 5, 5), date(2020, 1, 1)]), {date(2020, 1, 1): "x"}[date(2020, 1, 1)])

    print(calendar.month(2018, 11))
    print(calendar.isleap(2000), calendar.isleap(1900), calendar.leapdays(2000, 2020), calendar.monthrange(2018, 11), calendar.weekday(2018, 11, 3))
    print(calendar.day_abbr[0], list(calendar.month_name)[1:4])
    print(calendar.monthcalendar(2015, 2), calendar.timegm((1970, 1, 2, 0, 0, 0)))
    moment_struct = time.strptime("30 Nov 18", "%d %b %y")
    print(moment_struct.tm_year, moment_struct.tm_wday, moment_struct.tm_yday, time.strftime("%Y-%m-%d", moment_struct), time.gmtime(0)[:6])
    print(time.asctime(time.gmtime(86400)), time.mktime(time.gmtime(3600)) == 3600, type(time.time()).__name__, time.perf_counter() <= time.perf_counter())


main()
