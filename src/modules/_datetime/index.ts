// _datetime: dates, times, their differences and time zones. CPython: Modules/_datetimemodule.c.
import { defineModule } from '../../objects/declare/module.ts';
import { dateType, isoDateType } from './date.ts';
import { datetimeType } from './datetime.ts';
import { timeType } from './time.ts';
import { deltaType } from './timedelta.ts';
import { UTC, timezoneType, tzinfoType } from './tzinfo.ts';

void isoDateType;

export default defineModule({
  name: '_datetime',
  doc: 'Dates and times, natively.',
  types: [dateType, timeType, datetimeType, deltaType, tzinfoType, timezoneType],
  constants: () => ({ MINYEAR: 1, MAXYEAR: 9999, UTC }),
});
