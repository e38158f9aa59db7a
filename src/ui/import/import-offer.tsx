import { FORMAT_FACTS } from '../../data/import/format-facts.ts';
import { openSample } from './open-sample.ts';

/** What ships with the lab to try the import with, and what is hidden in each. */
const SAMPLES = [
  {
    name: 'conn.log',
    hidden:
      'One hour of an office as a Zeek log, with labels. From 09:35 one client sends a beacon every minute and another scans 100 ports. Train on the time before 09:30 to find them.',
  },
  {
    name: 'flows.csv',
    hidden:
      'One hour as a table, without labels. You say what its columns mean. One flow sends 460 MB out.',
  },
  {
    name: 'capture.pcap',
    hidden:
      '15 minutes of packets, without labels. One client scans 130 ports; another sends a beacon every 30 seconds.',
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

function FormatList() {
  return (
    <>
      <p>
        Several files become one set of flows. Files may be gzipped; their names do not matter. For
        other formats the lab tells you how to convert them.
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
