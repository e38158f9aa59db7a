import { useSignal } from '@preact/signals';
import { formatCount } from '../charts/format.ts';
import { type ColumnMapping, emptyMapping } from '../data/import/column-mapping.ts';
import type { TableCut } from '../data/import/unknown-table.ts';
import { MappingColumns } from './mapping-columns.tsx';
import { MappingCut } from './mapping-cut.tsx';
import { MappingPreviewTable } from './mapping-preview.tsx';
import { MappingSettings } from './mapping-settings.tsx';
import type { MappingRequest } from './mapping-state.ts';

/**
 * Asks what the columns of a table mean: what was guessed, or said before, is chosen already, and
 * the first rows show at once what they become. Nothing is read before the person says so.
 */
export function MappingScreen({ request }: { readonly request: MappingRequest }) {
  const { file, before, answer } = request;
  const found = useSignal(request.found);
  const mapping = useSignal(startingMapping(request));
  const asTable = useSignal(before === 'table');
  const { table, numeric } = found.value;

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
        answer(asTable.value ? 'table' : mapping.value);
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
        {!asTable.value && (
          <>
            <MappingColumns table={table} mapping={mapping.value} change={change} />
            <MappingSettings table={table} mapping={mapping.value} change={change} />
            <MappingPreviewTable table={table} mapping={mapping.value} />
          </>
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
  // Said of the same columns, so all of them are there.
  return { ...emptyMapping(before.delimiter, before.hasHeader), ...before };
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
