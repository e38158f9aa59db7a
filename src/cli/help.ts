import { PARAMETERS } from '../pipeline/parameters/parameter-facts.ts';
import type { ParameterFacts } from '../pipeline/parameters/parameter-types.ts';
import { formatParameter } from '../pipeline/parameters/parameters.ts';
import { FILE_OPTIONS } from './files/file-options.ts';

const WIDTH = 96;
const INDENT = 24;

/** The whole of `--help`, from the table of parameters. */
export function helpText(): string {
  const files = FILE_OPTIONS.map(({ flag, value, meaning }) =>
    entry(`--${flag}${value === '' ? '' : ` ${value}`}`, meaning),
  );
  const parameters = PARAMETERS.map((facts) =>
    entry(
      `--${facts.flag}${placeholder(facts)}`,
      [facts.meaning, facts.onCommandLine, defaultOf(facts)].filter(Boolean).join(' '),
    ),
  );
  return [
    'Network Anomaly Lab without a browser: generate or read traffic, engineer features, scale,',
    'detect anomalies, evaluate. Same numbers as the page.',
    '',
    'npm run --silent lab -- [options], or of the package: npx network-anomaly-lab [options]',
    '',
    'Files',
    ...files,
    '',
    'Parameters',
    ...parameters,
    '',
    'A file to write is written whole or not at all; - is standard output, in place of the report.',
    'Exit code: 0, 1 for input that cannot be used, 2 for a wrong command line, 130 if interrupted.',
    '',
  ].join('\n');
}

function placeholder(facts: ParameterFacts): string {
  switch (facts.kind) {
    case 'switch':
      return '';
    case 'choice':
      return ` ${choicesOf(facts.flag, facts.choices)}`;
    case 'list':
      return ' A,B,…';
    case 'counts':
    case 'weights':
      return ' NAME=N,…';
    case 'text':
      return ' TEXT';
    case 'time':
      return ' TIME';
    case 'seeds':
      return ' SEEDS';
    case 'number':
      return ` ${[...(facts.words ?? []), 'N'].join('|')}`;
  }
}

/** All of them, where they go on the option's line: its meaning names them where they do not. */
function choicesOf(flag: string, choices: readonly string[]): string {
  const all = choices.join('|');
  return `  --${flag} ${all}`.length <= WIDTH ? all : 'NAME';
}

function defaultOf(facts: ParameterFacts): string {
  if (facts.kind === 'counts' || facts.kind === 'weights') return '';
  if (facts.kind === 'switch') {
    return facts.default === true ? `On unless --no-${facts.flag}.` : '';
  }
  const standard = formatParameter(facts.default);
  return standard === '' ? '' : `Default: ${standard}.`;
}

/** An option and its meaning, wrapped in the right column. */
function entry(option: string, meaning: string): string {
  const lines: string[] = [];
  let last = '';
  // A long list may be broken behind any of its commas.
  for (const [, gap = '', word = ''] of meaning.matchAll(/( ?)([^ ,]*,|[^ ,]+)/g)) {
    const glue = last === '' ? '' : gap;
    if (INDENT + last.length + glue.length + word.length <= WIDTH) last += glue + word;
    else {
      lines.push(last);
      last = word;
    }
  }
  lines.push(last);
  const head = `  ${option}`;
  const beside = head.length < INDENT - 1;
  const body = lines.map((line, i) => (beside && i === 0 ? head : '').padEnd(INDENT) + line);
  return [...(beside ? [] : [head]), ...body].join('\n');
}
