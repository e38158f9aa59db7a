import { useEffect, useRef } from 'preact/hooks';
import { openFiles, openingProblem } from '../import/import-opening.ts';
import { ImportProgress } from '../import/import-progress.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { FileButton } from '../kit/file-button.tsx';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { notebook } from '../lab.ts';
import { sourceName } from './source-name.ts';

const ImportOffer = fetchedLater('The samples', () =>
  import('../import/import-offer.tsx').then(({ ImportOffer }) => ImportOffer),
);

/**
 * Where traffic comes from: generated, or files that are picked or dropped anywhere on the page.
 */
export function FileSource() {
  const opened = notebook.opened.value;
  const problem = openingProblem.value;
  const buttons = useOneStop<HTMLDivElement>();
  const told = useRef<HTMLParagraphElement>(null);
  // Files may be dropped where this is out of sight.
  useEffect(() => {
    if (problem !== null) told.current?.scrollIntoView({ block: 'center' });
  }, [problem]);
  return (
    <div ref={buttons} class="source">
      <p>
        {opened === null ? (
          'These flows are generated. Open or drop your own logs; they stay on this machine.'
        ) : (
          <>
            The flows come from <strong>{sourceName(opened)}</strong>. They stay on this machine.
          </>
        )}
      </p>
      <FileButton multiple onFiles={openFiles}>
        Open files
      </FileButton>
      {opened !== null && (
        <button type="button" onClick={() => notebook.closeFiles()}>
          Back to generated flows
        </button>
      )}
      {opened?.mappings !== undefined && opened.mappings.length > 0 && (
        <button type="button" onClick={() => openFiles(opened.files, true)}>
          Change what the columns mean
        </button>
      )}
      <ImportProgress />
      {problem !== null && (
        <p ref={told} class="problem" role="alert">
          {problem} Nothing was changed.
        </p>
      )}
      <div class="import-offer">
        <ImportOffer />
      </div>
    </div>
  );
}
