import { tmpdir } from 'node:os';
import type { ComponentChildren, ComponentType } from 'preact';
import { helpText } from '../../src/cli/help.ts';
import { parseOptions } from '../../src/cli/options.ts';
import type { CellDefinition, CellId } from '../../src/notebook/cell-definition.ts';
import { CELLS } from '../../src/notebook/cells.ts';
import { DETECTOR_NAMES, isDetector } from '../../src/pipeline/detecting/detector-table.ts';
import { cellCode, whyWithoutCode } from '../../src/pipeline/python/cells.ts';
import { pythonSource } from '../../src/pipeline/python/source.ts';
import type { Lab } from '../../src/ui/create-lab.ts';
import { detectorView } from '../../src/ui/detect/detector-view.ts';
import { noteOf } from '../../src/ui/teaching/notes.ts';
import { PROSE } from '../../src/ui/teaching/prose.tsx';
import { BEYOND_PROSE } from '../../src/ui/teaching/prose-beyond.tsx';
import { GENERATE_PROSE } from '../../src/ui/teaching/prose-generate.tsx';
import { FEW_FLOWS, lab } from '../cli/support.ts';
import { cellCommand, type Report } from './cell-commands.ts';
import type { CellSubject } from './cell-subject.ts';
import { orNothing } from './or-nothing.ts';
import { openPage, rendered } from './page/open-page.ts';
import { wordsOf } from './words.ts';

/** What page and command line are set to: all detectors, few flows, short trainings, one seed. */
const SET_UP = [
  ...FEW_FLOWS,
  ...['--detectors', DETECTOR_NAMES.join(','), '--epochs', '3'],
  ...['--seeds', '1', '--stream-warm-up', '60', '--stream-window', '40'],
];
const { parameters } = parseOptions(SET_UP);

/** Every cell of the lab's table, gathered from where its parts are kept. Opens the page. */
export async function cellSubjects(): Promise<CellSubject[]> {
  const page = await pageModules(await openPage());
  const commandLine = { most: undefined, stream: undefined };
  page.notebook.setParameters(parameters);
  page.setSpeed(Number.POSITIVE_INFINITY);
  return CELLS.map((cell) => subjectOf(cell, page, commandLine));
}

/** Parts of the page that look for a browser when they are imported. */
async function pageModules({ notebook, preferences }: Lab) {
  const [predicting, questions, beyondQuestions, stream, cells] = await Promise.all([
    import('../../src/ui/teaching/predicting.ts'),
    import('../../src/ui/teaching/predict.tsx'),
    import('../../src/ui/teaching/predict-beyond.tsx'),
    import('../../src/ui/beyond/stream-session.ts'),
    cellComponents(),
  ]);
  return {
    notebook,
    predictFirst: preferences.predictFirst,
    ...predicting,
    ...questions,
    ...beyondQuestions,
    ...stream,
    cells,
  };
}

type Page = Awaited<ReturnType<typeof pageModules>>;

/** What draws each cell; `detector` draws those of all detectors. */
async function cellComponents(): Promise<Readonly<Record<string, ComponentType>>> {
  return {
    generate: (await import('../../src/ui/generate/cell-generate.tsx')).GenerateCell,
    engineer: (await import('../../src/ui/features/cell-engineer.tsx')).EngineerCell,
    scale: (await import('../../src/ui/features/cell-scale.tsx')).ScaleCell,
    detector: (await import('../../src/ui/detecting/cell-detector.tsx'))
      .DetectorCell as ComponentType,
    compare: (await import('../../src/ui/evaluate/cell-compare.tsx')).CompareCell,
    scores: (await import('../../src/ui/evaluate/cell-scores.tsx')).ScoresCell,
    timeline: (await import('../../src/ui/beyond/cell-timeline.tsx')).TimelineCell,
    voting: (await import('../../src/ui/beyond/cell-voting.tsx')).VotingCell,
    time: (await import('../../src/ui/beyond/cell-time.tsx')).TimeCell,
    'attack-classifier': (await import('../../src/ui/beyond/cell-attack-classifier.tsx'))
      .AttackClassifierCell,
    'unknown-attack': (await import('../../src/ui/beyond/cell-unknown-attack.tsx'))
      .UnknownAttackCell,
    stream: (await import('../../src/ui/beyond/cell-stream.tsx')).StreamCell,
  };
}

function subjectOf(
  { id, title, step }: CellDefinition,
  page: Page,
  commandLine: Reports,
): CellSubject {
  const note = orNothing(() => noteOf(id));
  const command = cellCommand(id);
  const source = pythonSource(parameters, null);
  const draw = () => {
    const part = page.cells[isDetector(id) ? 'detector' : id];
    if (part === undefined) throw new Error(`nothing draws the cell ${id}`);
    return rendered(part, { name: id });
  };
  const run = () => page.notebook.run(id);
  return {
    id,
    title,
    isBeforeVerdicts: ['generate', 'engineer', 'scale'].includes(step),
    prose: wordsOf(orNothing(() => proseOf(id))),
    ask: note?.ask ?? '',
    surprises: note?.surprises ?? '',
    guess: () => guessOf(id, page),
    python: orNothing(() => cellCode(id, { parameters, source })) ?? null,
    whyNoPython: orNothing(() => whyWithoutCode(id)) ?? '',
    empty: draw,
    run: async () => {
      await run();
      return draw();
    },
    options: command?.options ?? null,
    figures: async () => {
      await run();
      const result = page.notebook.cell(id).result.peek();
      if (result === null || command === undefined) throw new Error(`no figures of ${id}`);
      const report = await reportFor(id, commandLine);
      return { shown: command.shown(result.value), printed: command.printed(report) };
    },
    help: helpText(),
  };
}

function proseOf(id: CellId): ComponentChildren {
  if (isDetector(id)) return detectorView(id).prose;
  if (id === 'generate') return GENERATE_PROSE;
  return Object.entries({ ...PROSE, ...BEYOND_PROSE }).find(([name]) => name === id)?.[1];
}

/** What stands in place of the result for those who guess first. */
function guessOf(id: CellId, page: Page) {
  page.predictFirst.value = 'on';
  try {
    const isWithheld = page.isWithheld(id);
    if (isDetector(id)) return { isWithheld, form: rendered(page.Questions, { name: id }) };
    if (page.isAsked(id)) return { isWithheld, form: rendered(page.BeyondQuestions, { id }) };
    return { isWithheld, form: null };
  } finally {
    page.predictFirst.value = 'off';
  }
}

/** The reports of the command line, each made when it is first asked for. */
interface Reports {
  most: Promise<Report> | undefined;
  stream: Promise<Report> | undefined;
}

/** A stream takes the place of everything else; all other cells stand in one report. */
function reportFor(id: CellId, reports: Reports): Promise<Report> {
  if (id === 'stream') {
    reports.stream ??= reportOf(cellCommand(id)?.options ?? []);
    return reports.stream;
  }
  const studies = CELLS.filter((cell) => cell.id !== 'stream' && !isDetector(cell.id));
  reports.most ??= reportOf(studies.flatMap((cell) => cellCommand(cell.id)?.options ?? []));
  return reports.most;
}

async function reportOf(options: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await lab([...SET_UP, ...options, '--json'], tmpdir());
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
