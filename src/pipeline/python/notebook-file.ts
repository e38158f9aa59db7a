import { visibleJson } from '../../data/visible-text.ts';
import { type DocumentCell, labDocument } from './document.ts';
import type { PythonRequest } from './source.ts';

/**
 * The lab as a Jupyter notebook, not yet run: JSON text.
 * Source: https://nbformat.readthedocs.io/en/latest/format_description.html (4.5)
 */
export function notebookFile(request: PythonRequest): string {
  const document = {
    cells: labDocument(request).map(notebookCell),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${visibleJson(document, 1)}\n`;
}

function notebookCell({ id, kind, text }: DocumentCell) {
  const source = text
    .split('\n')
    .map((line, at, { length }) => line + (at < length - 1 ? '\n' : ''));
  if (kind === 'words') return { cell_type: 'markdown', id, metadata: {}, source };
  return { cell_type: 'code', execution_count: null, id, metadata: {}, outputs: [], source };
}

/** The same as a script without the charts; `# %%` parts the cells for editors that know them. */
export function scriptFile(request: PythonRequest): string {
  const cells = labDocument(request).filter(({ kind }) => kind !== 'chart');
  return `${cells.map(scriptCell).join('\n\n')}\n`;
}

function scriptCell({ kind, text }: DocumentCell): string {
  if (kind === 'code') return `# %%\n${text}`;
  return `# %% [markdown]\n${text.replace(/^/gm, '# ').replace(/[ ]+$/gm, '')}`;
}
