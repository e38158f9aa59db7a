import { tmpdir } from 'node:os';
import { helpText } from '../../src/cli/help.ts';
import { parseOptions } from '../../src/cli/options.ts';
import type { CellDefinition, CellId } from '../../src/notebook/cell-definition.ts';
import { CELLS } from '../../src/notebook/cells.ts';
import { DETECTOR_NAMES, isDetector } from '../../src/pipeline/detecting/detector-table.ts';
import { cellCode, whyWithoutCode } from '../../src/pipeline/python/cells.ts';
import { pythonSource } from '../../src/pipeline/python/source.ts';
import type { CellGuess } from '../../src/ui/cells/view.ts';
import type { Lab } from '../../src/ui/create-lab.ts';
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

/** Every cell of the lab's table with the parts that are found by its name. Opens the page. */
export async function cellSubjects(): Promise<CellSubject[]> {
  const page = await pageModules(await openPage());
  const commandLine = { most: undefined, stream: undefined };
  page.notebook.setParameters(parameters);
  page.setSpeed(Number.POSITIVE_INFINITY);
  return CELLS.map((cell) => subjectOf(cell, page, commandLine));
}

/** Parts of the page that look for a browser when they are imported. */
async function pageModules({ notebook, preferences }: Lab) {
  const [predicting, questions, studyQuestions, stream, cells] = await Promise.all([
    import('../../src/ui/teaching/predicting.ts'),
    import('../../src/ui/teaching/predict.tsx'),
    import('../../src/ui/teaching/predict-study.tsx'),
    import('../../src/ui/stream/stream-session.ts'),
    cellModules(),
  ]);
  return {
    notebook,
    predictFirst: preferences.predictFirst,
    ...predicting,
    ...questions,
    ...studyQuestions,
    ...stream,
    ...cells,
  };
}

/** What draws cells, and the views that it finds. */
async function cellModules() {
  const { DetectorCell, detectorCell } = await import('../../src/ui/detecting/detector-cell.tsx');
  const { Cell } = await import('../../src/ui/cells/step-cells.tsx');
  const { loadedView } = await import('../../src/ui/cells/loaded-views.ts');
  const { fetchView } = await import('../../src/ui/cells/views.ts');
  const others = CELLS.filter(({ id }) => !isDetector(id));
  await Promise.allSettled(others.map(({ id }) => fetchView(id)));
  const viewOf = (id: CellId) =>
    isDetector(id) ? orNothing(() => detectorCell(id)) : loadedView(id);
  return { Cell, DetectorCell, viewOf };
}

type Page = Awaited<ReturnType<typeof pageModules>>;

function subjectOf(
  { id, title, step }: CellDefinition,
  page: Page,
  commandLine: Reports,
): CellSubject {
  const view = page.viewOf(id);
  const command = cellCommand(id);
  const source = pythonSource(parameters, null);
  const draw = () => {
    if (view === undefined) throw new Error(`nothing draws the cell ${id}`);
    return isDetector(id) ? rendered(page.DetectorCell, { name: id }) : rendered(page.Cell, { id });
  };
  const run = () => page.notebook.run(id);
  return {
    id,
    title,
    isBeforeVerdicts: ['generate', 'engineer', 'scale'].includes(step),
    prose: wordsOf(view?.prose),
    ask: orNothing(() => view?.note.ask) ?? '',
    surprises: orNothing(() => view?.note.surprises) ?? '',
    guess: () => guessOf(id, view?.guess, page),
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

/** What stands in place of the result for those who guess first. */
function guessOf(id: CellId, guess: CellGuess | undefined, page: Page) {
  if (guess === undefined) throw new Error(`the cell ${id} has no view`);
  page.predictFirst.value = 'on';
  try {
    const isWithheld = page.isWithheld(id, guess);
    const whyNot = guess.kind === 'none' ? guess.because : '';
    if (guess.kind === 'detector') {
      return { isWithheld, whyNot, form: rendered(page.Questions, { name: id }) };
    }
    if (guess.kind === 'question') {
      const { question } = guess;
      return { isWithheld, whyNot, form: rendered(page.StudyQuestions, { id, question }) };
    }
    return { isWithheld, whyNot, form: null };
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
  const others = CELLS.filter((cell) => cell.id !== 'stream' && !isDetector(cell.id));
  const known = (option: string) => helpText().includes(`\n  ${option}`);
  const options = others.flatMap((cell) => cellCommand(cell.id)?.options ?? []);
  // What is unknown would keep the figures of all others back; that it is, another claim says.
  reports.most ??= reportOf(options.filter(known));
  return reports.most;
}

async function reportOf(options: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await lab([...SET_UP, ...options, '--json'], tmpdir());
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
