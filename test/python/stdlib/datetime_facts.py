"""datetime corner cases: arithmetic limits, fold, formats, parsing, comparison, hashing, zoneinfo-free timezones."""
from datetime import *
d = date(2024, 2, 29)
print(d + timedelta(366), d.replace(year=2023, day=28), d.isocalendar(), d.strftime("%G-W%V-%u %j %y"), date.fromisocalendar(2024, 9, 4), date.fromisoformat("20240229"), date.fromisoformat("2024-W09-4"), date.min, date.max - date.min, d.ctime(), d.timetuple().tm_yday, repr(d), f"{d:%A}", d.toordinal(), d == datetime(2024, 2, 29), hash(d) == hash(date(2024, 2, 29)), date(2024, 1, 1) < d)
t = datetime(2024, 12, 31, 23, 59, 59, 999999)
print(t + timedelta(microseconds=1), t.replace(microsecond=0).isoformat(), t.isoformat(timespec="milliseconds"), t.isoformat(timespec="hours"), datetime.fromisoformat("2024-12-31T23:59:59.123456+05:30"), datetime.fromisoformat("2024-12-31 23:59"), datetime.fromisoformat("20241231T235959Z"), datetime.combine(d, time(1, 2)), t.date(), t.time(), t.strftime("%I %p %H:%M:%S.%f %%"), datetime.strptime("31/12/99 11PM", "%d/%m/%y %I%p"), datetime.strptime("2024-060 +0530", "%Y-%j %z"), datetime.strptime("Mon Jan 01 2024", "%a %b %d %Y"))
print(timedelta(days=1.5, hours=-3, milliseconds=1), timedelta(-1, 5), repr(timedelta(1, 2, 3)), timedelta(1) * 1.5, timedelta(1) / 2, timedelta(5) // timedelta(2), timedelta(5) % timedelta(2), -timedelta(hours=1), abs(timedelta(-1)), timedelta(0) == timedelta(), bool(timedelta()), timedelta(seconds=1e-7), timedelta(weeks=-1).days, timedelta.min, sum([timedelta(1), timedelta(2)], timedelta()), timedelta(hours=25) > timedelta(1), str(timedelta(days=100, seconds=1)), timedelta(minutes=90).seconds, timedelta(1).total_seconds())
tz = timezone(timedelta(hours=5, minutes=30), "IST"); u = datetime(2024, 1, 1, tzinfo=timezone.utc)
print(u.astimezone(tz), u.isoformat(), tz, repr(tz), timezone(timedelta(seconds=-3661)), u == u.astimezone(tz), hash(u) == hash(u.astimezone(tz)), u.utctimetuple()[:4], u.timetz(), u - u.astimezone(tz), datetime.fromtimestamp(0, tz), u.timestamp(), u.tzname(), u.dst(), u.strftime("%z %Z %:z"), time(12, tzinfo=tz), time(1, 2, 3, 4), repr(time(1, fold=1)), time.fromisoformat("T12:30:15.5"), time(12, 30).replace(hour=1), time(0) == time(0), bool(time(0)))
for bad in ("date(0, 1, 1)", "date(2024, 13, 1)", "date(2023, 2, 29)", "date('x')", "datetime(2024, 1, 1, 25)", "datetime(2024, 1, 1, microsecond=10 ** 6)", "time(0, 60)", "date.max + timedelta(1)", "timedelta(days=10 ** 10)", "d + 1", "d - 'x'", "d < 5", "u < t", "u - t", "timezone(5)", "timezone(timedelta(hours=25))", "datetime.strptime('x', '%Y')", "datetime.strptime('2024 x', '%Y')", "datetime.strptime('2024', '%q')", "date.fromisoformat('2024-2-9')", "datetime.fromisoformat('nope')", "date.fromordinal(0)", "t.replace(month=0)", "timedelta(1) + 1", "timedelta('a')", "datetime.combine(1, 2)", "t.isoformat(timespec='bad')", "date(2024, 1)", "time(fold=2)", "datetime.fromtimestamp(10 ** 20)", "timedelta(1) / 0", "timedelta(1) * 'a'", "date.fromisocalendar(2024, 60, 1)"):
    try: print(bad, eval(bad))
    except (ValueError, TypeError, OverflowError, ZeroDivisionError) as e: print(bad, "->", type(e).__name__, e)
class TZ(tzinfo):
    def utcoffset(self, dt): return timedelta(hours=2 if dt and dt.fold else 1)
    def dst(self, dt): return timedelta(0)
    def tzname(self, dt): return "TZ"
x = datetime(2024, 1, 1, 12, tzinfo=TZ()); print(x, x.replace(fold=1), x.astimezone(timezone.utc), x.tzname(), x.dst(), x == x.replace(fold=1))
class D(date):
    def extra(self): return self.year * 2
print(D(2024, 1, 1).extra(), type(D(2024, 1, 1) + timedelta(1)).__name__, D.today().__class__.__name__, D.fromisoformat("2024-01-02"))
import pickle; print(pickle.loads(pickle.dumps((t, d, u, timedelta(1), time(1), tz))) == (t, d, u, timedelta(1), time(1), tz), UTC is timezone.utc, MINYEAR, MAXYEAR)
