import { messageOf } from '../../data/errors.ts';
import { FORMAT_FACTS } from '../../data/import/format-facts.ts';
import { openFiles, refuseFiles } from './import-opening.ts';

/** What ships with the lab to try the import with, and what is hidden in each. */
const SAMPLES = [
  {
    name: 'conn.log',
    hidden:
      'An hour in an office as Zeek logs it, labelled. From 09:35 on a client calls home every minute, and another tries 100 ports of the file server. Learnt from everything, hardly one is found; learn from the time before 09:30, and look again.',
  },
  {
    name: 'flows.csv',
    hidden:
      'An hour in a table whose columns you give their meaning, without labels. One conversation carries 460 MB out of the house.',
  },
  {
    name: 'capture.pcap',
    hidden:
      'A quarter of an hour of packets, without labels. A client tries 130 ports; another calls home every 30 seconds.',
  },
] as const;

/** Three samples one click away, and what else can be opened. */
export function ImportOffer() {
  return (
    <>
      <p class="import-samples-title" id="samples-title">
        Try a sample
      </p>
      <ul class="import-samples" aria-labelledby="samples-title">
        {SAMPLES.map(({ name, hidden }) => (
          <li key={name}>
            <button type="button" onClick={() => openSample(name)}>
              {name}
            </button>
            <span class="meaning">{hidden}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>What can be opened</summary>
        <FormatList />
      </details>
    </>
  );
}

async function openSample(name: string): Promise<void> {
  let file: File;
  try {
    const answer = await fetch(new URL(`samples/${name}`, document.baseURI));
    if (!answer.ok) throw new Error(`the server says ${answer.status}`);
    file = new File([await answer.blob()], name);
  } catch (error) {
    const reason = messageOf(error);
    refuseFiles(
      `The sample ${name} could not be fetched (${reason}). Without a network it is there once the lab has been kept whole.`,
    );
    return;
  }
  await openFiles([file]);
}

function FormatList() {
  return (
    <>
      <p>
        Several files at once are one set of flows. The content of a file tells what it is, not its
        name. Each file may be gzipped. The lab tells you how to convert other kinds.
      </p>
      <dl class="import-formats">
        {FORMAT_FACTS.map(({ name, reads }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{reads}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
