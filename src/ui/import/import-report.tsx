import { useMemo } from 'preact/hooks';
import {
  importJson,
  importSentences,
  labelWarnings,
  type ReadTraffic,
  sampleSentence,
  troublesCsv,
} from '../../pipeline/traffic/import-report.ts';
import {
  type ImportSection,
  type ImportTable,
  importSections,
  LABEL_SECTION,
  labelTitle,
} from '../../pipeline/traffic/import-tables.ts';
import type { ReadLabels } from '../../pipeline/traffic/label-report.ts';
import { clock } from '../kit/clock.ts';
import { DataTable } from '../kit/data-table.tsx';
import { saveFile } from '../kit/export-file.ts';
import { labelWords, notebook } from '../lab.ts';
import { sayLabel } from './import-opening.ts';
import { ProgressAgain } from './import-progress.tsx';
import { ClockChoice } from './import-zone.tsx';
import { LabelWordsTable, MOST_CHOICES } from './label-words.tsx';

/** What was read from files, what became of the rows that were not as they should be, who talks. */
export function ImportReport({ traffic }: { readonly traffic: ReadTraffic }) {
  const { imported } = traffic;
  const sections = useMemo(() => importSections(imported), [imported]);
  const [headline, ...others] = importSentences(traffic, clock.value);
  // That only a sample is analysed stands beside the control that says of how many.
  const sentences = others.filter((sentence) => sentence !== sampleSentence(traffic));
  return (
    <section class="import-report" aria-labelledby="import-report-title">
      <h4 id="import-report-title" class="hidden">
        What was read
      </h4>
      <p>{headline}</p>
      {sentences.length > 0 && (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {labelWarnings(imported).map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      {sections.map((section) =>
        section.title === LABEL_SECTION ? (
          <FoldedLabels key={section.title} labels={imported.labels} />
        ) : (
          <Folded key={section.title} section={section} />
        ),
      )}
      <div class="import-actions">
        {imported.overview?.time != null && <ClockChoice />}
        {imported.problems.length > 0 && (
          <button
            type="button"
            onClick={() => saveFile(troublesCsv(imported), 'troubles.csv', 'text/csv')}
          >
            Save the troubles as CSV
          </button>
        )}
        <button
          type="button"
          onClick={() => saveFile(importJson(traffic), 'import-report.json', 'application/json')}
        >
          Save the report as JSON
        </button>
      </div>
    </section>
  );
}

/** The words of labels, whose meaning can be changed; open from the start where one is in doubt. */
function FoldedLabels({ labels }: { readonly labels: readonly ReadLabels[] }) {
  const files = notebook.opened.value?.files;
  const isOpen = useMemo(() => labels.some(({ warnings }) => warnings.length > 0), [files]);
  return (
    <details open={isOpen}>
      <summary>{LABEL_SECTION}</summary>
      <p class="meaning">
        A word that the lab does not know is the name of an attack. What you say of a word holds
        until you leave, of a number for these files; they are read once more.
      </p>
      <div class="import-tables">
        {labels.map((read) => (
          <LabelWordsTable
            key={read.column}
            caption={labelTitle(read, MOST_CHOICES)}
            words={read.words}
            said={labelWords.value}
            choose={sayLabel}
          />
        ))}
      </div>
      <ProgressAgain />
    </details>
  );
}

function Folded({ section: { title, tables } }: { readonly section: ImportSection }) {
  const [first, ...others] = tables;
  const rows = first !== undefined && others.length === 0 ? ` (${first.rows.length})` : '';
  return (
    <details>
      <summary>
        {title}
        {rows}
      </summary>
      <div class="import-tables">
        {tables.map((table) => (
          <Table key={table.title} table={table} />
        ))}
      </div>
    </details>
  );
}

function Table({ table: { title, columns, rows, words } }: { readonly table: ImportTable }) {
  return <DataTable caption={title} columns={columns} rows={rows} words={words} />;
}
