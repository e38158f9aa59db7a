import { sampleSentence } from '../../pipeline/traffic/import-report.ts';
import { Controls } from '../kit/controls.tsx';
import { notebook } from '../lab.ts';
import { ZoneQuestion } from './import-zone.tsx';

/** How files are read: each change reads them again. What is asked depends on what they are. */
export function ImportSettings() {
  const traffic = notebook.cell('generate').result.value?.value ?? null;
  const imported = traffic?.imported ?? null;
  const sentence =
    traffic === null || imported === null ? null : sampleSentence({ ...traffic, imported });
  return (
    <>
      {imported?.zoneless === true && <ZoneQuestion />}
      {sentence !== null && <p class="import-sample">{sentence}</p>}
      <Controls
        keys={['sample', 'window', 'unicastOnly', ...(sentence === null ? [] : ['seed' as const])]}
      />
    </>
  );
}
