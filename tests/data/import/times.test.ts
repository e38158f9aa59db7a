import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { wallClocksOf } from '../../../src/data/import/times/time-zone.ts';
import { timeColumn } from '../../../src/data/import/times/times.ts';

const ZONES = [
  'Europe/Prague',
  'America/Halifax',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Sao_Paulo',
];
/** Seconds of 1980 to 2040: every zone has its rules of today, and changes of them, in between. */
const instant = fc.integer({ min: 315_532_800, max: 2_208_988_800 });

/** What clocks in a zone show at an instant, asked of the platform, as if it were UTC. */
function shownIn(timeZone: string, seconds: number): number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return Date.parse(`${format.format(1000 * seconds).replace(' ', 'T')}Z`) / 1000;
}

describe('a wall clock in a zone', () => {
  it('is an instant at which clocks there show it, the first of two', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (zone, seconds) => {
        const shown = shownIn(zone, seconds);
        const read = wallClocksOf(zone)(shown);
        expect(read).toBeLessThanOrEqual(seconds);
        expect(shownIn(zone, read)).toBe(shown);
      }),
      { numRuns: 400 },
    );
  });

  it('comes twice when clocks are put back: the first time is meant', () => {
    const read = timeColumn(['2023-10-29 02:30:00'], 'Europe/Prague').readText;
    expect(read('2023-10-29 02:30:00')).toBe(Date.UTC(2023, 9, 29, 0, 30) / 1000);
    expect(read('2023-10-29 03:00:00')).toBe(Date.UTC(2023, 9, 29, 2) / 1000);
  });

  it('never comes when they are put forward: it is read by the offset before', () => {
    const read = timeColumn(['2023-03-26 02:30:00'], 'Europe/Prague').readText;
    expect(read('2023-03-26 02:30:00')).toBe(Date.UTC(2023, 2, 26, 1, 30) / 1000);
    expect(read('2023-03-26 01:59:59') + 1).toBe(read('2023-03-26 03:00:00'));
  });

  it('falls on a day that Samoa left out', () => {
    const read = wallClocksOf('Pacific/Apia');
    const left = read(Date.UTC(2011, 11, 30, 12) / 1000);
    expect(shownIn('Pacific/Apia', left)).toBe(Date.UTC(2011, 11, 31, 12) / 1000);
  });

  it('changes at one minute past midnight in Newfoundland', () => {
    fc.assert(
      fc.property(fc.integer({ min: -7200, max: 7200 }), (around) => {
        const change = Date.UTC(2009, 10, 1, 2, 31) / 1000;
        const shown = shownIn('America/St_Johns', change + around);
        const read = wallClocksOf('America/St_Johns')(shown);
        expect(shownIn('America/St_Johns', read)).toBe(shown);
        expect(read).toBeLessThanOrEqual(change + around);
      }),
    );
  });

  it.each([
    ['UTC', 0],
    ['z', 0],
    ['+02:00', 7200],
    ['-0330', -12_600],
    ['+05', 18_000],
  ])('may be given by an offset: %s', (zone, offset) => {
    expect(wallClocksOf(zone)(1e9)).toBe(1e9 - offset);
  });

  it.each(['Mars/Olympus', '', '+2', '+99:00', '<b>'])('%j is no zone', (zone) => {
    expect(() => wallClocksOf(zone)).toThrow(InputError);
    expect(() => wallClocksOf(zone)).toThrow('such as Europe/Prague');
  });
});

describe('a date and time reads back as it was written', () => {
  const two = (value: number) => String(value).padStart(2, '0');
  const parts = (seconds: number) => {
    const date = new Date(1000 * seconds);
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      rest: `${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`,
    };
  };
  /** seconds + 0.digits, rounded once. */
  const decimal = (seconds: number, digits: string): number => {
    const scaled = BigInt(seconds) * 10n ** BigInt(digits.length) + BigInt(digits || '0');
    return Number(`${scaled}e-${digits.length}`);
  };
  const anyInstant = fc.integer({ min: -30_000_000_000, max: 250_000_000_000 });

  it('in ISO 8601, with fractions and offsets', () => {
    const fraction = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 9 });
    const zone = fc.constantFrom(
      ['', 0],
      ['Z', 0],
      [' UTC', 0],
      ['+02:00', 7200],
      ['-0330', -12_600],
    );
    fc.assert(
      fc.property(anyInstant, fraction, zone, (seconds, digits, [name, offset]) => {
        const text = new Date(1000 * (seconds + Number(offset))).toISOString().slice(0, 19);
        const written = `${text}${digits && `.${digits}`}${name}`;
        const read = timeColumn([written], 'UTC').readText(written);
        expect(read).toBe(decimal(seconds, digits));
      }),
      { numRuns: 1000 },
    );
  });

  it('with the day or the month first, on clocks of 12 and 24 hours', () => {
    fc.assert(
      fc.property(instant, fc.boolean(), fc.boolean(), (seconds, dayFirst, half) => {
        const { year, month, day, hour, rest } = parts(seconds);
        const date = dayFirst ? `${day}/${month}/${year}` : `${two(month)}/${two(day)}/${year}`;
        const time = half
          ? `${hour % 12 || 12}:${rest} ${hour < 12 ? 'AM' : 'pm'}`
          : `${two(hour)}:${rest}`;
        const sample = dayFirst ? '13/1/2017 0:00' : '1/13/2017 0:00';
        expect(timeColumn([sample], 'UTC').readText(`${date} ${time}`)).toBe(seconds);
      }),
    );
  });

  it('as Argus writes it', () => {
    const written = '2011/08/10 09:46:59.607825';
    expect(timeColumn([written], 'UTC').readText(written)).toBe(1312969619.607825);
  });

  it('without seconds, as a spreadsheet saves it', () => {
    expect(timeColumn([], 'UTC').readText('3/7/2017 8:55')).toBe(
      Date.UTC(2017, 6, 3, 8, 55) / 1000,
    );
    expect(timeColumn([], 'UTC').readText('13.7.17 8:55')).toBe(
      Date.UTC(2017, 6, 13, 8, 55) / 1000,
    );
  });
});

describe('day and month', () => {
  const MAY_BE_BOTH = '03/07/2017 08:55:58';
  const JULY = Date.UTC(2017, 6, 3, 8, 55, 58) / 1000;
  const MARCH = Date.UTC(2017, 2, 7, 8, 55, 58) / 1000;

  it.each([
    [[MAY_BE_BOTH, '13/07/2017 01:00:00'], JULY, 'day/month/year, in UTC'],
    [[MAY_BE_BOTH, '07/13/2017 01:00:00'], MARCH, 'month/day/year, in UTC'],
  ])('are told by the dates themselves: %j', (samples, expected, reading) => {
    const column = timeColumn(samples, 'UTC');
    expect(column.readText(MAY_BE_BOTH)).toBe(expected);
    expect(column.reading).toBe(reading);
    expect(column.doubts().join()).not.toContain('day from month');
  });

  it('are guessed where nothing tells, and the doubt is said', () => {
    const column = timeColumn([MAY_BE_BOTH], 'UTC');
    expect(column.readText(MAY_BE_BOTH)).toBe(JULY);
    expect(column.doubts()).toContain(
      'no date tells day from month: read with the day standing first',
    );
    expect(timeColumn([MAY_BE_BOTH], 'UTC', 'month first').readText(MAY_BE_BOTH)).toBe(MARCH);
  });

  it('cannot be what no calendar has', () => {
    const { readText } = timeColumn(['13/07/2017 01:00:00'], 'UTC');
    expect(readText('29/02/2017 00:00')).toBeNaN();
    expect(readText('29/02/2016 00:00')).toBe(Date.UTC(2016, 1, 29) / 1000);
    expect(readText('07/13/2017 00:00')).toBeNaN();
    expect(readText('00/01/2017 00:00')).toBeNaN();
  });
});

describe('the hours of a day', () => {
  const doubt = 'hours run from 1 to 12 without AM or PM: read as those of a 24-hour clock';

  it('are in doubt while all of them could be those of half a day', () => {
    const column = timeColumn([], 'UTC');
    column.readText('13/7/2017 8:55');
    column.readText('13/7/2017 1:30');
    expect(column.doubts()).toContain(doubt);
    column.readText('13/7/2017 13:30');
    expect(column.doubts()).not.toContain(doubt);
  });

  it('are in no doubt beside AM and PM', () => {
    const column = timeColumn([], 'UTC');
    expect(column.readText('13/07/2017 12:00:00 AM')).toBe(Date.UTC(2017, 6, 13) / 1000);
    expect(column.readText('13/07/2017 12:00:00 PM')).toBe(Date.UTC(2017, 6, 13, 12) / 1000);
    expect(column.readText('13/07/2017 13:00:00 PM')).toBeNaN();
    expect(column.doubts()).toEqual([
      'no date tells day from month: read with the day standing first',
    ]);
  });

  it('may stand alone, without a date', () => {
    const column = timeColumn(['15:39:35.084'], 'UTC');
    expect(column.readText('15:39:35.084')).toBe(56_375.084);
    expect(column.doubts()).toEqual(['times of day carry no date: read as of 1 January 1970']);
  });
});

describe('a count since 1970', () => {
  it.each([
    ['seconds', 1],
    ['milliseconds', 1e3],
    ['microseconds', 1e6],
    ['nanoseconds', 1e9],
  ])('of %s is told by its size', (unit, perSecond) => {
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 9 }), (list) => {
        const cells = list.map((seconds) => `${BigInt(seconds) * BigInt(perSecond)}`);
        const column = timeColumn([...cells, '0', '-'], 'UTC');
        expect(cells.map(column.readText)).toEqual(list);
        expect(column.reading).toBe(`${unit} since 1970`);
        expect(column.zoneless).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('is of one unit in a whole column, whatever one cell says', () => {
    const { readText } = timeColumn(['1499072158123', '1499072159123', '1499072160123'], 'UTC');
    expect(readText('1000')).toBe(1);
    expect(readText('1499072158123456')).toBe(1499072158123.456);
  });

  it('is no time in a column of dates', () => {
    expect(timeColumn(['2017-07-03 08:55:58'], 'UTC').readText('1499072158')).toBeNaN();
  });
});

describe('a zone', () => {
  it('is told to be missing once a time without one is read', () => {
    const column = timeColumn(['2017-07-03T08:55:58Z', '2017-07-03T08:55:58'], 'Asia/Tokyo');
    expect(column.readText('2017-07-03T08:55:58Z')).toBe(1499072158);
    expect(column.zoneless).toBe(false);
    expect(column.readText('2017-07-03T08:55:58')).toBe(1499072158 - 9 * 3600);
    expect(column.zoneless).toBe(true);
    expect(column.reading).toBe('year-month-day, in Asia/Tokyo');
  });
});

describe('what is no time', () => {
  it.each([
    '',
    '-',
    'yesterday',
    '2017-07-03T',
    '2017-07-03 8',
    '2017-7-3-1',
    '2017-07-03 08:55:58 ago',
    '2017-07-03 24:00:00',
    '2017-07-03 08:60:00',
    '0000-00-00 00:00:00.000',
    '09-11-18+09:00:03.914398',
    '201/07/03',
    '10.0.0.5',
    '::1',
    '2017-07-03T08:55:58+99:00',
    '2017-07-03T08:55:58+02:',
  ])('%j', (text) => {
    expect(timeColumn(['2017-07-03 08:55:58'], 'UTC').readText(text)).toBeNaN();
  });

  it('never throws', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'0123456789-/.: TZapmutc+,'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, (cell) => {
        const read = timeColumn([cell], 'Europe/Prague').readText(cell);
        expect(typeof read).toBe('number');
      }),
      { numRuns: 2000 },
    );
  });
});
