import { useSignal } from '@preact/signals';
import { useEffect, useId, useState } from 'preact/hooks';
import type { CellId } from '../../notebook/cell-definition.ts';
import { BASELINE_FILE, FLOWS_FILE, NO_PYTHON } from '../../pipeline/python/source.ts';
import { ScrollArea } from '../kit/data-table.tsx';
import { notebook } from '../lab.ts';
import { pythonRequest } from './python-request.ts';

type Generator = typeof import('../../pipeline/python/cells.ts');

/** The code itself, for whoever opens the fold. */
export function PythonCode({ id, title }: { readonly id: CellId; readonly title: string }) {
  const label = useId();
  const generator = useGenerator();
  const request = pythonRequest.value;
  if (generator === 'missing') {
    return (
      <p class="problem">The Python could not be loaded. Go online once and open this again.</p>
    );
  }
  if (notebook.lab.value !== null) return <p class="not-yet">Here {NO_PYTHON}.</p>;
  if (request === null)
    return <p class="not-yet">The Python will stand here once the file is read.</p>;
  if (generator === null) return <p class="not-yet">…</p>;
  const why = generator.whyWithoutCode(id);
  if (why !== null) return <p class="not-yet">{why}</p>;
  const code = generator.shownCode(id, request);
  const readsFile = id === 'generate' && request.source.from !== 'draws';
  const readsBaseline = id === 'scale' && request.parameters.trainOn === 'file';
  return (
    <>
      <p id={label} class="meaning">
        {title} in Python, with the settings of now.
        {id !== 'generate' && ' It continues the code of the cells above.'}
        {readsBaseline && (
          <>
            {' '}
            It reads the baseline's features from <code>{BASELINE_FILE}</code>, which can be saved{' '}
            <a href="#export">at the end of the page</a>.
          </>
        )}
        {readsFile && (
          <>
            {' '}
            NumPy cannot draw these flows: it reads <code>{FLOWS_FILE}</code>, which can be saved{' '}
            <a href="#export">at the end of the page</a>.
          </>
        )}
      </p>
      <ScrollArea labelledBy={label} long>
        <pre>
          <code>{code}</code>
        </pre>
      </ScrollArea>
      <CopyButton code={code} title={title} />
    </>
  );
}

/** The code that writes code, fetched when it is first wanted. */
function useGenerator(): Generator | null | 'missing' {
  const [generator, setGenerator] = useState<Generator | null | 'missing'>(null);
  useEffect(() => {
    import('../../pipeline/python/cells.ts').then(
      (cells) => setGenerator(cells),
      () => setGenerator('missing'),
    );
  }, []);
  return generator;
}

function CopyButton({ code, title }: { readonly code: string; readonly title: string }) {
  const said = useSignal('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      said.value = 'Copied.';
    } catch {
      said.value = 'The browser does not allow it: select the code and copy it.';
    }
  };
  return (
    <p class="copy">
      <button type="button" onClick={copy}>
        Copy<span class="hidden"> the Python of {title}</span>
      </button>{' '}
      <span role="status">{said.value}</span>
    </p>
  );
}
