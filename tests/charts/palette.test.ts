import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ChartTheme,
  COLOUR_NAMES,
  type ColourName,
  MARK_ON,
  TEXT_ON,
  THEMES,
} from '../../src/charts/palette.ts';
import { paletteStyleSheet } from '../../src/charts/style-sheet.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import {
  compareChart,
  featuresChart,
  scoresChart,
  trafficChart,
} from '../../src/pipeline/python/charts.ts';

const SOURCE = join(import.meta.dirname, '../../src');
const TABLE = 'charts/palette.ts';

/** Colours as CSS, canvases, Plotly and Matplotlib spell them. */
const SPELLED = [
  /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?!\()/gi,
  /\b(?:rgb|hsl)a?\(|\b(?:hwb|lab|lch|oklab|oklch)\(/g,
  /(?<=(?:colou?r|background|fill|stroke|border|outline)\S*\s*[:=]\s*['"`]?)(?:black|white|red|green|blue|orange|grey|gray|yellow|purple|pink|brown|silver)\b/gi,
];

function spelledColours(text: string): string[] {
  return SPELLED.flatMap((pattern) => text.match(pattern) ?? []);
}

describe('the table of colours', () => {
  it('is the only place in the source that spells a colour', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => /\.(?:tsx?|css)$/.test(file) && file !== TABLE);
    const found = files.flatMap((file) =>
      spelledColours(readFileSync(join(SOURCE, file), 'utf8')).map((colour) => [file, colour]),
    );
    expect(files.length).toBeGreaterThan(500);
    expect(found).toEqual([]);
    expect(spelledColours(readFileSync(join(SOURCE, TABLE), 'utf8')).length).toBeGreaterThan(60);
  });

  it('is the only place that names a typeface', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.(?:tsx?|css)$/.test(file) && file.replaceAll('\\', '/') !== TABLE,
    );
    const named = files.filter((file) =>
      /system-ui|sans-serif|monospace/.test(readFileSync(join(SOURCE, file), 'utf8')),
    );
    expect(named).toEqual([]);
  });

  it.each([
    'color: #fff;',
    'fill="#d55e00"',
    'color: black',
    'color="black"',
    'background: rgb(0 0 0 / 50%)',
    'rgba(0,0,0,0)',
  ])('would be missed by nobody who writes %s', (text) => {
    expect(spelledColours(text)).toHaveLength(1);
  });
});

describe.each(Object.entries(THEMES))('in the %s theme', (_, theme) => {
  it.each(pairs(TEXT_ON))('%s can be read on %s', (text, ground) => {
    expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(MARK_ON))('%s can be seen on %s', (mark, ground) => {
    expect(contrast(theme, mark, ground)).toBeGreaterThanOrEqual(3);
  });

  it('ink can be read on every step of a heat map', () => {
    const channels = (name: ColourName) => [1, 3, 5].map((at) => channel(theme[name], at));
    const [paper, share] = [channels('paper'), channels('share')];
    for (let step = 0; step <= 20; step++) {
      const mixed = paper.map((from, at) => from + ((share[at] - from) * step) / 20);
      expect(ratio(luminance(channels('ink')), luminance(mixed))).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it('contrast is measured as WCAG measures it', () => {
  expect(ratio(luminance([0, 0, 0]), luminance([255, 255, 255]))).toBe(21);
  // The example of WCAG's technique G18 in grey, #767676 on white.
  expect(ratio(luminance([118, 118, 118]), luminance([255, 255, 255]))).toBeCloseTo(4.54, 2);
});

describe('the style sheet made of it', () => {
  const sheet = paletteStyleSheet();

  it('has each colour once for light, and once for each way to be dark', () => {
    for (const name of COLOUR_NAMES) {
      const property = `--${name.replace(/[A-Z]|\d/g, (start) => `-${start.toLowerCase()}`)}: `;
      const values = sheet.split(property).slice(1);
      const wanted = [THEMES.light, THEMES.dark, THEMES.dark].map((theme) => theme[name]);
      expect(values.map((value) => value.slice(0, value.indexOf(';')))).toEqual(wanted);
    }
  });

  it('gives every custom property that a style sheet of the page reads', () => {
    const sheets = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.css'))
      .map((file) => readFileSync(join(SOURCE, file), 'utf8'));
    const all = [sheet, ...sheets].join('\n');
    const given = new Set(all.match(/--[\w-]+(?=:)/g));
    const read = new Set(sheets.flatMap((text) => text.match(/(?<=var\()--[\w-]+/g) ?? []));
    expect([...read].filter((name) => !given.has(name))).toEqual([]);
    expect(read.size).toBeGreaterThan(20);
  });
});

it('the exported Python draws in the light colours, with hatches', () => {
  const request = (labels: 'all' | 'none') => ({
    parameters: NOTEBOOK_PARAMETERS,
    source: { from: 'flows', labels } as const,
  });
  const looks = (code: string) =>
    code.match(/(?:colou?rs?|hatch) ?=.*?(?=[,)] |\)$|$)|(?<=containers, ).*(?=\))/gm);
  expect({
    traffic: looks(trafficChart(request('all'))),
    features: looks(featuresChart(request('all'))),
    unlabelled: looks(featuresChart(request('none'))),
    compare: looks(compareChart(request('all'))),
    scores: looks(scoresChart(request('all'))),
  }).toMatchInlineSnapshot(`
    {
      "compare": [
        "colours = ["#0072b2"",
        "color=colours",
        "["", "//", "xx"]",
      ],
      "features": [
        "color="#0072b2"",
        "color="#d55e00"",
        "hatch="//"",
      ],
      "scores": [
        "color="#0072b2"",
        "color="#d55e00"",
        "hatch="//"",
        "color="#1d2126"",
        "color="#1d2126"",
      ],
      "traffic": [
        "color="#d55e00"",
        "hatch="//"",
      ],
      "unlabelled": [
        "color="#565c66"",
        "hatch=".."",
      ],
    }
  `);
});

function pairs(table: Readonly<Partial<Record<ColourName, readonly ColourName[]>>>) {
  return Object.entries(table).flatMap(([name, grounds]) =>
    grounds.map((ground) => [name as ColourName, ground] as const),
  );
}

function contrast(theme: ChartTheme, a: ColourName, b: ColourName): number {
  const [first, second] = [a, b].map((name) =>
    luminance([1, 3, 5].map((at) => channel(theme[name], at))),
  );
  return ratio(first, second);
}

/** 0 … 255, of `#rrggbb`. */
function channel(colour: string, at: number): number {
  return Number.parseInt(colour.slice(at, at + 2), 16);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(channels: readonly number[]): number {
  const [r, g, b] = channels.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
