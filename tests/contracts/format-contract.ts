import { expect } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import type { TrafficFormat } from '../../src/data/import/importer.ts';
import { TRAFFIC_FORMATS } from '../../src/data/import/recognise.ts';
import { MersenneTwister } from '../../src/data/random.ts';
import { cuts, drawFrom, mutated } from '../data/import/mutations.ts';
import { expectSound } from '../data/import/soundness.ts';
import { chunksOf, importBytes, importChunks } from '../data/import/support.ts';
import type { Claim } from './claims.ts';
import type { FormatSubject } from './format-subject.ts';
import { LABEL_WORDS, vocabularyOf } from './label-words.ts';
import { labelledWith } from './labelled-files.ts';
import { writtenByTheLab } from './written-by-the-lab.ts';

/** Changed files that are tried of each format: the long run is that of the fuzz tests. */
const CHANGED_FILES = 16;
/** Places where each file is cut off. */
const ENDS = 12;

/** What every format of files must be read, found and offered by. */
export function formatContract(subject: FormatSubject): readonly Claim[] {
  return [...findingClaims(subject), ...readingClaims(subject), ...offeringClaims(subject)];
}

/** How a file is known to be of it. */
function findingClaims(subject: FormatSubject): Claim[] {
  const { title, askedAs, readAs, files, recognise, isIt, help } = subject;
  return [
    {
      title: 'there are files of it',
      check() {
        expect(files.length, title).toBeGreaterThan(0);
      },
    },
    {
      title: 'its content tells it, whatever its name',
      async check() {
        const recognised = await Promise.all(files.map(recognise));
        for (const found of recognised) expect(found).toSatisfy(isIt);
        expect(recognised).not.toEqual([]);
      },
    },
    {
      title: 'it may be asked for by name, with no other result, where it has one',
      async check() {
        if (askedAs === null) return;
        expect(TRAFFIC_FORMATS).toContain(askedAs);
        expect(help).toMatch(new RegExp(`--format NAME\\s[^-]*?\\b${askedAs}\\b`));
        for (const file of files)
          expect(await importBytes(file, askedAs)).toEqual(await importBytes(file, readAs(file)));
      },
    },
  ];
}

/** What is read of it, whatever becomes of its bytes. */
function readingClaims({ readAs, files }: FormatSubject): Claim[] {
  const read = (file: Uint8Array) => importBytes(file, readAs(file));
  return [
    {
      title: 'what was read comes back from the file that the lab writes of it',
      async check() {
        for (const file of files) {
          const first = await read(file);
          const { text, columns, columnsOf } = writtenByTheLab(first);
          const again = await importBytes(new TextEncoder().encode(text));
          expect(columnsOf(again)).toEqual(columns);
        }
        expect(files.length).toBeGreaterThan(0);
      },
    },
    {
      title: 'the chunks that its bytes come in make no difference',
      async check() {
        for (const [at, file] of files.entries()) {
          const whole = await read(file);
          const singly = Array.from(file, (_, byte) => byte);
          const places = at === 0 ? singly : cuts(file.length, drawFrom(new MersenneTwister(at)));
          expect(await importChunks(chunksOf(file, places), readAs(file))).toEqual(whole);
        }
        expect(files.length).toBeGreaterThan(0);
      },
    },
    {
      title: 'cut off anywhere it gives traffic, or says what is wrong',
      async check() {
        for (const file of files) {
          for (let part = 0; part < ENDS; part++) {
            await expectTrafficOrReason(file.slice(0, (file.length * part) / ENDS), readAs(file));
          }
        }
        expect(files.length).toBeGreaterThan(0);
      },
    },
    {
      title: 'any bytes give traffic, or say what is wrong',
      async check() {
        for (let run = 0; run < CHANGED_FILES; run++) {
          const draw = drawFrom(new MersenneTwister(run));
          const file = draw.of(files);
          await expectTrafficOrReason(mutated(file, draw, files), readAs(file));
        }
      },
    },
  ];
}

/** What else a person may expect of it. */
function offeringClaims({ files, labelColumn, coveredAs, offered }: FormatSubject): Claim[] {
  return [
    {
      title: 'words of labels mean what they mean in every file, where it can have labels',
      async check() {
        if (labelColumn === undefined) return;
        for (const [word, label] of LABEL_WORDS) {
          expect(vocabularyOf(word), word).toBe(label);
          const labelled = await labelledWith(word, labelColumn, files);
          const { files: told } = await importBytes(labelled);
          expect(told[0].labelsRead).toContainEqual(expect.objectContaining({ word, label }));
        }
      },
    },
    {
      title: 'the page offers it, in one line that speaks of it',
      check() {
        const lines = offered.filter(({ covers }) => covers.includes(coveredAs));
        expect(lines).toHaveLength(1);
        expect(lines[0].words.toLowerCase()).toSatisfy((words: string) =>
          coveredAs
            .toLowerCase()
            .split(' ')
            .some((word) => word.length > 2 && words.includes(word)),
        );
      },
    },
  ];
}

/** An import that is sound, or an InputError that begins with the name of the file. */
async function expectTrafficOrReason(bytes: Uint8Array, format: TrafficFormat): Promise<void> {
  try {
    expectSound(await importBytes(bytes, format, { fileName: 'changed' }), 1e6);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).toMatch(/^changed\b.*\w \w/s);
  }
}
