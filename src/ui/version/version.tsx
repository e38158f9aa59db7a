import { useSignal } from '@preact/signals';
import { sourceName } from '../generate/source-name.ts';
import { notebook } from '../lab.ts';
import { LAB_VERSION } from './lab-version.ts';
import { keptHere, newVersionReady, takeNewVersion } from './offline.ts';

/** Written in by the build. */
declare const __LAB_BUILD__: string;

/** Which lab this is, and what it does with a person's traffic: nothing leaves the machine. */
export function About() {
  return (
    <>
      <p>Your traffic never leaves this machine. This page cannot reach any other address.</p>
      <p>
        Version {LAB_VERSION}, build {__LAB_BUILD__}.
        {keptHere.value && ' Kept on this machine: works without a network.'}
      </p>
    </>
  );
}

/** Says politely that a newer version waits; nothing changes until the person says so. */
export function NewVersion() {
  const later = useSignal(false);
  const shown = newVersionReady.value && !later.value;
  return (
    <div class={shown ? 'new-version shown' : 'new-version'}>
      <p role="status">
        {shown && 'A new version is ready. Reload to use it.'}
        {shown &&
          notebook.opened.value !== null &&
          ` ${sourceName(notebook.opened.value)} has to be opened again then.`}
      </p>
      {shown && (
        <>
          <button type="button" class="primary" onClick={takeNewVersion}>
            Reload
          </button>
          <button
            type="button"
            onClick={() => {
              later.value = true;
            }}
          >
            Later
          </button>
        </>
      )}
    </div>
  );
}
