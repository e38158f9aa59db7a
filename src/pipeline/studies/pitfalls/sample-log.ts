import { NOTEBOOK_PARAMETERS } from '../../parameters/parameters.ts';
import type { Traffic } from '../../traffic/generate.ts';
import { readTraffic } from '../../traffic/read.ts';

const NAME = 'conn.log';

/** The labelled sample that comes with the lab, a part of the program, so that no run asks for a file. */
export async function readSampleLog(window: number): Promise<Traffic> {
  const { default: text } = await import('../../../../public/samples/conn.log?raw');
  const settings = { ...NOTEBOOK_PARAMETERS, window };
  return readTraffic([{ name: NAME, chunks: bytesOf(text) }], 'auto', settings);
}

/** The log is ASCII: a letter is a byte. */
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
