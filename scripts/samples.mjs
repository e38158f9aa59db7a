/**
 * Writes the samples that ship with the lab: `node scripts/samples.mjs [folder]`, by default into
 * `public/samples`. The same bytes each time.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { ROOT } from './dependencies.mjs';
import { beacon, exfiltration, portScan } from './samples/attacks.mjs';
import { officeCapture } from './samples/capture.mjs';
import { officeHour } from './samples/office.mjs';
import { randomNumbers } from './samples/random.mjs';
import { unknownCsv, zeekLog } from './samples/tables.mjs';

const folder = process.argv[2] ?? `${ROOT}public/samples`;
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/conn.log`, sampleLog(randomNumbers(1)));
writeFileSync(`${folder}/flows.csv`, sampleTable(randomNumbers(2)));
writeFileSync(`${folder}/capture.pcap`, officeCapture(randomNumbers(3)));

/** An hour with a port scan and a beacon, labelled. */
function sampleLog(random) {
  return zeekLog([...officeHour(random), ...portScan(random), ...beacon(random)], random);
}

/** Half the traffic of an hour, with one conversation that carries too much out of the house. */
function sampleTable(random) {
  return unknownCsv([...officeHour(random, 0.7), exfiltration(random)]);
}
