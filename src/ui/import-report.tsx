import { useMemo } from 'preact/hooks';
import {
  importJson,
  importSentences,
  type ReadTraffic,
  sampleSentence,
  troublesCsv,
} from '../pipeline/import-report.ts';
import { type ImportSection, type ImportTable, importSections } from '../pipeline/import-tables.ts';
import { clock } from './clock.ts';
import { DataTable } from './data-table.tsx';
import { saveFile } from './export-file.ts';
import { ClockChoice } from './import-zone.tsx';

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
      {sections.map((section) => (
        <Folded key={section.title} section={section} />
      ))}
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

function Folded({ section: { title, tables } }: { readonly section: ImportSection }) {
  const rows = tables.length === 1 ? ` (${tables[0].rows.length})` : '';
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
