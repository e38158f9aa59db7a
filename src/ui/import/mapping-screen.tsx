import { type Signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { formatCount } from '../../charts/format.ts';
import { withWord } from '../../data/import/labels/label-words.ts';
import { labelsOfRows } from '../../data/import/labels/mapping-labels.ts';
import type { LabelWords } from '../../data/import/labels/words-said.ts';
import { type ColumnMapping, emptyMapping } from '../../data/import/mapping/column-mapping.ts';
import { isAsNumbers, type NumbersReading } from '../../data/import/mapping/known-tables.ts';
import { numericColumns } from '../../data/import/mapping/numeric-table.ts';
import type { TableCut, UnknownTable } from '../../data/import/mapping/unknown-table.ts';
import { LabelWordsTable } from './label-words.tsx';
import { AnswerColumns, MappingColumns } from './mapping-columns.tsx';
import { MappingCut } from './mapping-cut.tsx';
import { MappingPreviewTable } from './mapping-preview.tsx';
import { MappingSettings } from './mapping-settings.tsx';
import type { MappingRequest } from './mapping-state.ts';
import './mapping.css';

/**
 * Asks what the columns of a table mean: what was guessed, or said before, is chosen already, and
 * the first rows show at once what they become. Nothing is read before the person says so.
 */
export function MappingScreen({ request }: { readonly request: MappingRequest }) {
  const { file, before, answer } = request;
  const found = useSignal(request.found);
  const mapping = useSignal(startingMapping(request));
  const asTable = useSignal(isAsNumbers(before));
  const words = useSignal(request.words);
  const { table, guess, grounds } = found.value;
  // What a person said before needs no grounds.
  const isSaid = before !== undefined && !isAsNumbers(before) && found.value === request.found;
  const guessed = { mapping: guess, grounds: isSaid ? {} : grounds };
  const { label, attackType } = mapping.value.columns;
  const numeric = useMemo(
    () => numericColumns(table, { label, attackType }),
    [table, label, attackType],
  );

  const recut = async (cut: TableCut) => {
    const again = await request.recut(cut);
    if (again === null) return;
    found.value = again;
    mapping.value = again.guess;
  };
  const change = (changed: Partial<ColumnMapping>) => {
    mapping.value = { ...mapping.value, ...changed };
  };

  return (
    <form
      class="mapping-form"
      onSubmit={(event) => {
        event.preventDefault();
        const reading = asTable.value ? asNumbers(mapping.value) : mapping.value;
        answer({ reading, words: words.value });
      }}
    >
      <header>
        <h2 id="mapping-title">What do the columns of {file.name} mean?</h2>
      </header>
      <div class="mapping-body">
        <p>
          No format that the lab knows has them. Say which column tells what of a flow; what could
          be guessed is chosen. Files with the same columns are read the same way until you leave.
        </p>
        <ReadingChoice
          asTable={asTable.value}
          numeric={numeric}
          choose={(isTable) => {
            asTable.value = isTable;
          }}
        />
        {asTable.value ? (
          <AnswerColumns table={table} mapping={mapping.value} guessed={guessed} change={change} />
        ) : (
          <>
            <MappingColumns
              table={table}
              mapping={mapping.value}
              guessed={guessed}
              change={change}
            />
            <MappingSettings table={table} mapping={mapping.value} change={change} />
          </>
        )}
        <MappingLabels table={table} mapping={mapping.value} words={words} />
        {!asTable.value && (
          <MappingPreviewTable table={table} mapping={mapping.value} words={words.value} />
        )}
        <MappingCut table={table} recut={recut} />
      </div>
      <footer>
        <button type="submit" class="primary" disabled={asTable.value && numeric.length === 0}>
          Read {file.name}
        </button>
        <button type="button" onClick={() => answer(null)}>
          Cancel
        </button>
      </footer>
    </form>
  );
}

function startingMapping({ before, found }: MappingRequest): ColumnMapping {
  if (before === undefined || before === 'table') return found.guess;
  if (isAsNumbers(before)) {
    const { as: _, ...answers } = before;
    return { ...found.guess, columns: { ...found.guess.columns, ...answers } };
  }
  // Said of the same columns, so all of them are there.
  return { ...emptyMapping(before.delimiter, before.hasHeader), ...before };
}

/** Only the columns of answers matter where all others are numbers. */
function asNumbers({ columns: { label, attackType } }: ColumnMapping): NumbersReading {
  return { as: 'table', label, attackType };
}

interface LabelsProps {
  readonly table: UnknownTable;
  readonly mapping: ColumnMapping;
  readonly words: Signal<LabelWords>;
}

/** What the words of the column of labels mean, as far as the first rows tell. */
function MappingLabels({ table, mapping: { columns }, words }: LabelsProps) {
  const column = columns.label ?? columns.attackType;
  const read = labelsOfRows(table, column, words.value);
  if (read.length === 0) return null;
  return (
    <LabelWordsTable
      caption={`What labels mean, in the first ${formatCount(table.rows.length)} rows`}
      words={read}
      said={words.value}
      choose={(word, meaning) => {
        words.value = withWord(words.value, word, meaning);
      }}
    />
  );
}

interface ChoiceProps {
  readonly asTable: boolean;
  readonly numeric: readonly string[];
  readonly choose: (asTable: boolean) => void;
}

const SHOWN_NAMES = 6;

function ReadingChoice({ asTable, numeric, choose }: ChoiceProps) {
  const names = numeric.slice(0, SHOWN_NAMES).join(', ');
  const more =
    numeric.length > SHOWN_NAMES ? ` and ${formatCount(numeric.length - SHOWN_NAMES)} more` : '';
  return (
    <fieldset class="mapping-reading">
      <legend>Read it as</legend>
      <label>
        <input
          type="radio"
          name="mapping-reading"
          checked={!asTable}
          onChange={() => choose(false)}
        />
        <span>flows, whose features are engineered</span>
      </label>
      <label>
        <input
          type="radio"
          name="mapping-reading"
          checked={asTable}
          disabled={numeric.length === 0}
          onChange={() => choose(true)}
        />
        <span>
          a table of numbers, each column a feature
          {numeric.length === 0 ? ' (no column holds numbers)' : `: ${names}${more}`}
        </span>
      </label>
    </fieldset>
  );
}
