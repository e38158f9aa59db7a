import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TimeHints, timeColumn } from '../../../src/data/import/times/times.ts';

const NINE = Date.UTC(2024, 2, 4, 9) / 1000;
const HINTS: TimeHints = { calendar: true, latest: NINE + 86_400 };

function read(cell: string, hints: TimeHints = HINTS): number {
  return timeColumn([cell], 'UTC', 'day first', hints).readText(cell);
}

describe('nine o’clock on 4 March 2024', () => {
  it.each([
    'Mar 4, 2024 @ 09:00:00.000',
    'Mar 4, 2024 9:00:00 AM',
    'March 4, 2024 at 9:00 AM',
    'Monday, March 4, 2024 9:00:00 AM',
    'Mon, 04 Mar 2024 09:00:00 GMT',
    'Mon Mar  4 09:00:00 2024',
    'Mon Mar  4 09:00:00 UTC 2024',
    'Mon Mar 04 2024 10:00:00 GMT+0100 (Central European Standard Time)',
    '04/Mar/2024:09:00:00 +0000',
    '04-Mar-2024 09:00:00',
    '04-Mar-24 09.00.00',
    '4 Mar 2024, 09:00',
    '2024 Mar 4 09:00',
    'Mar 04 2024 09:00:00',
    'Mar  4 09:00:00',
    '4 Mar 09:00:00',
    '4.3.2024 9:00',
    '4. 3. 2024 9:00',
    '04/03/2024, 09:00:00',
    '04/03/2024 09:00:00 a.m.',
    ' 2024-03-04 09:00:00 ',
    '2024-03-04 09:00:00 UTC',
    '2024-03-04 11:00:00 UTC+2',
    '2024-03-04T10:00:00+01',
    '2024/03/04T09:00:00.000',
    '2024-03-04 9.00',
    '20240304T090000Z',
    '20240304T0900Z',
    '20240304090000',
    '202403040900',
    '20240304 090000.000',
    '45355.375',
    '45355,375',
    '1709542800',
    '1709542800000',
    '1709542800,000',
    '1.7095428E9',
  ])('is %j', (cell) => {
    expect(read(cell)).toBe(NINE);
  });

  it('keeps its fraction', () => {
    expect(read('2024-03-04T09:00:00.123456789Z')).toBe(1709542800.1234567);
    expect(read('Mar 4, 2024 @ 09:00:00.250')).toBe(NINE + 0.25);
    expect(read('1709542800,100')).toBe(1709542800.1);
    expect(read('20240304090000.5')).toBe(NINE + 0.5);
  });

  it('may be a day alone', () => {
    for (const cell of ['20240304', 'Mar 4, 2024', '4 March 2024', '45355']) {
      expect(read(cell)).toBe(NINE - 9 * 3600);
    }
  });
});

describe('a month by name', () => {
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  const instant = fc.integer({ min: 0, max: 4_000_000_000 });

  it('reads back, in any case and order', () => {
    fc.assert(
      fc.property(
        instant,
        fc.boolean(),
        fc.constantFrom('Mdy', 'dMy', 'd-M-y'),
        (at, up, order) => {
          const date = new Date(1000 * at);
          const month = up ? months[date.getUTCMonth()].toUpperCase() : months[date.getUTCMonth()];
          const [day, year] = [date.getUTCDate(), date.getUTCFullYear()];
          const clock = date.toISOString().slice(11, 19);
          const written = {
            Mdy: `${month} ${day}, ${year}`,
            dMy: `${day} ${month} ${year}`,
            'd-M-y': `${day}-${month}-${year}`,
          }[order];
          expect(read(`${written} ${clock}`)).toBe(at);
          expect(read(`${written} ${clock} +01:00`)).toBe(at - 3600);
        },
      ),
    );
  });

  it('is the long name, the short one, or Sept; nothing else', () => {
    expect(read('Sept 4, 2024')).toBe(read('September 4, 2024'));
    expect(read('Sep. 4, 2024')).toBe(read('September 4, 2024'));
    for (const cell of ['Marc 4, 2024', 'Mart 4, 2024', 'Octo 4, 2024'])
      expect(read(cell)).toBeNaN();
  });
});

describe('a date without a year', () => {
  it('is the last such day before the file was changed, and that is told', () => {
    const column = timeColumn(['Mar  4 09:00:00'], 'UTC', 'day first', HINTS);
    expect(column.readText('Mar  4 09:00:00')).toBe(NINE);
    expect(column.readText('Dec 31 09:00:00')).toBe(Date.UTC(2023, 11, 31, 9) / 1000);
    expect(column.readText('Feb 29 09:00:00')).toBe(Date.UTC(2024, 1, 29, 9) / 1000);
    expect(column.doubts()).toEqual([
      'dates name no year: read as the last such days before 2024-03-05, when the file was changed',
    ]);
  });

  it('is one of 1970 where nobody knows', () => {
    const column = timeColumn(['Mar  4 09:00:00'], 'UTC');
    expect(column.readText('Mar  4 09:00:00')).toBe(Date.UTC(1970, 2, 4, 9) / 1000);
    expect(column.doubts()).toEqual(['dates name no year: read as of 1970']);
  });

  it('is none without a time of day', () => {
    expect(read('Mar 4')).toBeNaN();
  });
});

describe('digits without marks', () => {
  it('are a date where all of a column are, and else a count', () => {
    const dates = timeColumn(['20240304090000', '20240304100000'], 'UTC', 'day first', HINTS);
    expect(dates.reading).toBe('digits of year, month and day, in UTC');
    expect(dates.readText('1709542800')).toBeNaN();
    const counts = timeColumn(['20240304', '20249999'], 'UTC', 'day first', HINTS);
    expect(counts.readText('20240304')).toBe(20240304);
  });

  it('are days of a spreadsheet where all are days of this century', () => {
    const column = timeColumn(['45355.375', '45356'], 'Europe/Prague', 'day first', HINTS);
    expect(column.readText('45355.375')).toBe(NINE - 3600);
    expect(column.reading).toBe(
      'days since the end of 1899, as spreadsheets count, in Europe/Prague',
    );
    expect(column.zoneless).toBe(true);
    const seconds = timeColumn(['45355.375', '0.5'], 'UTC', 'day first', HINTS);
    expect(seconds.readText('45355.375')).toBe(45355.375);
  });

  it('keep the milliseconds that a spreadsheet keeps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399_999 }), (milliseconds) => {
        const cell = (45355 + milliseconds / 86_400_000).toFixed(10);
        expect(read(cell)).toBeCloseTo(Date.UTC(2024, 2, 4) / 1000 + milliseconds / 1000, 4);
      }),
    );
  });
});

describe('a time that is refused', () => {
  const complaint = (cell: string) => {
    const column = timeColumn([cell], 'UTC', 'day first', HINTS);
    expect(column.readText(cell)).toBeNaN();
    return column.complaint(cell);
  };

  it.each([
    '2024-03-04 09:00:00 CET',
    '2024-03-04T09:00:00 EST',
    'Mon Mar  4 09:00:00 CET 2024',
    'Mar 4, 2024 9:00:00 AM PST',
  ])('names a zone that may be several: %s', (cell) => {
    expect(complaint(cell)).toMatch(/^names a time zone that is not one offset everywhere/);
  });

  it.each(['4. März 2024 09:00', '04 mars 2024 09:00', 'Mai 4, 2024', '4 déc. 2024'])(
    'names a month in another language: %s',
    (cell) => {
      expect(complaint(cell)).toMatch(/^names a month in no English word/);
    },
  );

  it.each(['yesterday', '', '9', 'tcp'])('is no time at all: %j', (cell) => {
    const column = timeColumn(['2024-03-04 09:00:00'], 'UTC');
    expect(column.readText(cell)).toBeNaN();
    expect(column.complaint(cell)).toBeUndefined();
  });
});

describe('points between the numbers of a date', () => {
  it('tell that the day comes first', () => {
    const column = timeColumn(['04.03.2024 09:00', '05.03.2024 17:00'], 'UTC');
    expect(column.readText('04.03.2024 09:00')).toBe(NINE);
    expect(column.doubts()).not.toContain(
      'no date tells day from month: read with the day standing first',
    );
    expect(timeColumn(['3.14.2024 9:00'], 'UTC').readText('3.14.2024 9:00')).toBe(
      Date.UTC(2024, 2, 14, 9) / 1000,
    );
  });
});

describe('a midnight with another time behind it', () => {
  it('is a date, as two columns joined give it', () => {
    expect(read('2024-03-04 00:00:00 09:00:00')).toBe(NINE);
    expect(read('2024-03-04T00:00:00.000 9:00 AM')).toBe(NINE);
    expect(read('2024-03-04 01:00:00 09:00:00')).toBeNaN();
  });
});
