import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provenDecimal } from '../../../../src/data/import/numbers/judge-marks.ts';
import {
  isWrittenNumber,
  type NumberHints,
  numberDialect,
} from '../../../../src/data/import/numbers/number-dialect.ts';
import { ALL_MARKS, type NumberMarks } from '../../../../src/data/import/numbers/number-marks.ts';

const NO_BREAK = '\u00a0';
const NARROW = '\u202f';
const encoder = new TextEncoder();

function read(cells: readonly string[], hints: NumberHints = {}): number[] {
  const dialect = numberDialect(cells, hints);
  return cells.map((cell) => {
    const bytes = encoder.encode(`#${cell}#`);
    const value = dialect.read(bytes, 1, bytes.length - 1);
    expect(dialect.readText(cell)).toBe(value);
    return value;
  });
}

/** A plain decimal, written with other marks. */
function written(plain: string, { decimal, group, groupDigits }: NumberMarks): string {
  const [, sign = '', whole = '', rest = ''] = /^([-+]?)(\d*)(.*)$/.exec(plain) ?? [];
  const groups = [whole.slice(-3)];
  for (let left = whole.slice(0, -3); left !== ''; left = left.slice(0, -groupDigits)) {
    groups.unshift(left.slice(-groupDigits));
  }
  return `${sign}${group === '' ? whole : groups.join(group)}${rest.replace('.', decimal)}`;
}

const marks = fc.constantFrom(...ALL_MARKS);
const plainDecimal = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.bigInt({ min: 0n, max: 10n ** 15n }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 6 }),
  )
  .map(([sign, whole, decimals]) => `${sign}${whole}${decimals && `.${decimals}`}`);

/** Cells that no other marks would do for. */
const TELLING = new Map(
  ALL_MARKS.map((each) => [each, [written('1234567.25', each), written('0.5', each)]]),
);

describe('a number written in any dialect', () => {
  it('reads back to the same double', () => {
    fc.assert(
      fc.property(marks, fc.array(plainDecimal, { minLength: 1, maxLength: 5 }), (of, numbers) => {
        const dialect = numberDialect(TELLING.get(of) ?? []);
        for (const plain of numbers) {
          expect(dialect.readText(written(plain, of))).toBe(Number(plain));
          expect(dialect.readText(` ${written(plain, of)} `)).toBe(Number(plain));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is no other number in a column of another dialect', () => {
    fc.assert(
      fc.property(marks, marks, plainDecimal, (of, other, plain) => {
        const cell = written(plain, other);
        const value = numberDialect(TELLING.get(of) ?? []).readText(cell);
        // A cell without marks that mean something else says the same everywhere.
        const asOwn = cell === written(plain, of) || /^[-+]?\d+$/.test(cell);
        if (asOwn) expect(value).toBe(Number(plain));
        else if (!MAY_BE_BOTH.test(cell)) expect([Number(plain), Number.NaN]).toContainEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [['28,7', '28,95'], [28.7, 28.95], 'a decimal comma'],
    [['1.234,5', '12'], [1234.5, 12], 'points between thousands and a decimal comma'],
    [['1,234.5', '12'], [1234.5, 12], 'commas between thousands'],
    [['1,234,567', '12'], [1234567, 12], 'commas between thousands'],
    [['12,34,567', '1,234'], [1234567, 1234], 'commas in Indian groups'],
    [["1'234.5", '1’234'], [1234.5, 1234], 'apostrophes between thousands'],
    [
      [`1${NO_BREAK}234,5`, `12${NARROW}345`, '1 234'],
      [1234.5, 12345, 1234],
      'spaces between thousands and a decimal comma',
    ],
    [['1 234 567', '12'], [1234567, 12], 'spaces between thousands'],
    [['1,5E+03', '-2,25', '\u22120,5'], [1500, -2.25, -0.5], 'a decimal comma'],
    [['443.0', '80', ' 53 '], [443, 80, 53], ''],
    [['1e3', '-.5', '12.'], [1000, -0.5, 12], ''],
  ])('%j is %j: %s', (cells, values, reading) => {
    expect(read(cells)).toEqual(values);
    expect(numberDialect(cells)).toMatchObject({ reading, isPlain: reading === '' });
    expect(numberDialect(cells).doubts()).toEqual([]);
  });
});

/** A single mark with three digits behind it: decimals, or a group. */
const MAY_BE_BOTH = /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/;

describe('a cell that may mean two numbers', () => {
  const doubtOf = (cells: readonly string[], hints: NumberHints = {}) =>
    numberDialect(cells, hints).doubts();

  it('means what another cell of its column tells', () => {
    expect(read(['1,234', '1,5'])).toEqual([1.234, 1.5]);
    expect(read(['1,234', '0,250'])).toEqual([1.234, 0.25]);
    expect(read(['1,234', '1,234,567'])).toEqual([1234, 1234567]);
    expect(read(['1.234', '1.234,5'])).toEqual([1234, 1234.5]);
    expect(read(['1.234', '0.020'])).toEqual([1.234, 0.02]);
    // Who groups thousands does not write 12345.
    expect(read(['1,234', '12345'])).toEqual([1.234, 12345]);
    expect(doubtOf(['1,234', '1,5'])).toEqual([]);
  });

  it('is whole where numbers are', () => {
    expect(read(['1,234', '50,001'], { isWhole: true })).toEqual([1234, 50001]);
    expect(read(['1.234', '12'], { isWhole: true, semicolons: true })).toEqual([1234, 12]);
    expect(doubtOf(['1,234'], { isWhole: true })).toEqual([]);
  });

  it('goes by the rest of the file, or by what a person says', () => {
    expect(read(['1,234'], { ofFile: ',' })).toEqual([1.234]);
    expect(read(['1.234'], { ofFile: ',' })).toEqual([1234]);
    expect(read(['1,234'], { ofFile: '.' })).toEqual([1234]);
    expect(read(['1,234'], { ofFile: ',', chosen: '.' })).toEqual([1234]);
    expect(doubtOf(['1,234'], { ofFile: ',' })).toEqual([]);
    expect(doubtOf(['1,234'], { chosen: ',' })).toEqual([]);
  });

  it('is in doubt where nothing tells, and the doubt is told', () => {
    expect(read(['1,234'])).toEqual([1234]);
    expect(doubtOf(['1,234'])).toEqual(['"1,234" may mean 1.234: read as 1234, for no cell tells']);
    expect(read(['1,234'], { semicolons: true })).toEqual([1.234]);
    expect(doubtOf(['1,234'], { semicolons: true })).toHaveLength(1);
    // Programs write a point before decimals: a doubt only where a country shows.
    expect(doubtOf(['5.000', '12.250'])).toEqual([]);
    expect(doubtOf(['5.000', '12.250'], { semicolons: true })).toHaveLength(1);
  });

  it('of a column without marks is read as the file writes decimals', () => {
    expect(numberDialect(['12', '3'], { ofFile: ',' }).readText('1,5')).toBe(1.5);
    expect(numberDialect(['12', '3']).readText('1,5')).toBeNaN();
  });
});

describe('the decimal mark of a file', () => {
  it('is the one that its columns prove', () => {
    const rows = (...columns: string[][]) =>
      columns[0].map((_, row) => columns.map((cells) => cells[row]));
    const words = ['tcp', 'udp'];
    expect(provenDecimal(rows(words, ['1,25', '2'], ['1.234', '5']), 3)).toBe(',');
    expect(provenDecimal(rows(words, ['1.25', '2']), 2)).toBe('.');
    expect(provenDecimal(rows(['1,25', '2'], ['1.5', '2']), 2)).toBeUndefined();
    expect(
      provenDecimal(rows(['192.0.2.1', '192.168.100.200'], ['1,234', '5']), 2),
    ).toBeUndefined();
  });
});

describe('a number with a unit', () => {
  const sizes = { units: 'sizes', isWhole: true } as const;
  const spans = { units: 'spans' } as const;

  it.each([
    [['2.1 M', '512'], sizes, [2_100_000, 512]],
    [['12.3 MiB', '1KiB', '5 B', '7 bytes'], sizes, [12.3 * 2 ** 20, 1024, 5, 7]],
    [['1,5 MB', '12,25 KB'], sizes, [1_500_000, 12_250]],
    [['1,234 B'], sizes, [1234]],
    [['1.2 KB', '3 GB'], sizes, [1200, 3e9]],
    [['200 ms', '1.5s', '20 µs', '5 us', '3 min'], spans, [0.2, 1.5, 2e-5, 5e-6, 180]],
    [['3m 20s', '1h2m3s', '2d 1h', '1 day, 02:03:04'], spans, [200, 3723, 176_400, 93_784]],
    [['00:03:20', '1:02:03.5', '0 days 00:00:01.25'], spans, [200, 3723.5, 1.25]],
    [['PT3M20S', 'PT0.5S', 'P1DT1H'], spans, [200, 0.5, 90_000]],
    [['1,5s', '0,25 s'], spans, [1.5, 0.25]],
    [['-3m 20s'], spans, [-200]],
    [['45 %', '12,5 %'], { units: 'any' } as const, [45, 12.5]],
    [['12.3 MiB', '1 KiB'], { units: 'any' } as const, [12.3 * 2 ** 20, 1024]],
    [['3 ms', '1.5 s'], { units: 'any' } as const, [0.003, 1.5]],
  ])('%j is %j', (cells, hints, values) => {
    expect(read(cells, hints)).toEqual(values);
    expect(numberDialect(cells, hints).isPlain).toBe(false);
  });

  it('may come later in a column of plain numbers', () => {
    const dialect = numberDialect(['512', '1024'], sizes);
    expect(dialect.isPlain).toBe(true);
    expect(dialect.readText('2.1 M')).toBe(2_100_000);
    expect(dialect.doubts()).toEqual([
      'K, M and G after a number are read as powers of 1000; such numbers are rounded',
    ]);
  });

  it('has its own unit beside numbers in the unit of the column', () => {
    expect(read(['200', '3 s'], { ...spans, unit: 1e-3 })).toEqual([0.2, 3]);
    expect(read(['2', '3 MB'], { ...sizes, unit: 1000 })).toEqual([2000, 3e6]);
  });

  it('is told where it may mean two things', () => {
    const dialect = numberDialect(['3:20'], spans);
    expect(dialect.readText('3:20')).toBe(200);
    expect(dialect.doubts()).toEqual(['durations such as 3:20 are read as minutes and seconds']);
  });

  it.each([
    ['5 Mb', sizes],
    ['5 parsecs', sizes],
    ['5 M', spans],
    ['5s 3m', spans],
    ['5', { units: 'shares' } as const],
    ['1:2:3', spans],
    ['P', spans],
    ['h', spans],
    ['2.1 M', {}],
  ])('%j is none', (cell, hints: NumberHints) => {
    const expected = cell === '5' ? 5 : Number.NaN;
    expect(numberDialect([], hints).readText(cell)).toBe(expected);
  });

  it('is none in a column whose letters may be of two kinds', () => {
    expect(read(['5m', '6m'], { units: 'any' })).toEqual([Number.NaN, Number.NaN]);
    expect(read(['3f', '7b', 'a1'], { units: 'any' })).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('what is no number', () => {
  it.each([
    '',
    ' ',
    'abc',
    '192.168.100.200',
    '10.0.0.1',
    '1,23,4',
    '1.234.56',
    ',',
    "'",
    '--1',
    '2024-03-04',
    '09:00:00',
    'ff',
    '0x1f',
  ])('%j', (cell) => {
    expect(isWrittenNumber(cell)).toBe(false);
  });

  it('never throws, whatever the cells', () => {
    const cell = fc.string({
      unit: fc.constantFrom(..."0123456789-+.,'’ eE%KMiBsmhd:PT", NO_BREAK, NARROW, '\u2212', 'µ'),
      maxLength: 24,
    });
    const units = fc.constantFrom('any', 'sizes', 'spans', 'shares', undefined);
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 4 }), cell, units, (cells, other, unit) => {
        const hints: NumberHints = unit === undefined ? {} : { units: unit };
        const value = numberDialect(cells, hints).readText(other);
        expect(typeof value).toBe('number');
      }),
      { numRuns: 2000 },
    );
  });
});
