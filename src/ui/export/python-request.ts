import { computed } from '@preact/signals';
import { type PythonRequest, pythonSource } from '../../pipeline/python/source.ts';
import { notebook } from '../lab.ts';

/**
 * What the Python on this page is made for; `null` while a file's traffic is not read, and while a
 * trained lab scores, which Python has no equivalent of.
 */
export const pythonRequest = computed((): PythonRequest | null => {
  if (notebook.lab.value !== null) return null;
  const parameters = notebook.parameters.value;
  if (notebook.opened.value === null) {
    return { parameters, source: pythonSource(parameters, null) };
  }
  const read = notebook.cell('generate').result.value;
  return read === null ? null : { parameters, source: pythonSource(parameters, read.value) };
});
