import { helpText } from '../../src/cli/help.ts';
import { FORMAT_FACTS } from '../../src/data/import/format-facts.ts';
import { TEXT_FORMS } from '../../src/data/import/forms/find-form.ts';
import type { TrafficFormat } from '../../src/data/import/importer.ts';
import { JSON_KINDS } from '../../src/data/import/json/json-dialects.ts';
import type { JsonDialect } from '../../src/data/import/json/json-flows.ts';
import { DIALECTS } from '../../src/data/import/kinds/dialects.ts';
import type { FlowDialect } from '../../src/data/import/kinds/flow-dialect.ts';
import { unknownTableOf } from '../../src/data/import/recognise.ts';
import { SEEDS } from '../data/import/fuzz-seeds.ts';
import { importBytes } from '../data/import/support.ts';
import type { FormatSubject } from './format-subject.ts';

type Known = Omit<FormatSubject, 'offered' | 'help'>;

/** Every format that the lab reads, from its tables, with the files that tests have of it. */
export async function formatSubjects(): Promise<FormatSubject[]> {
  const help = helpText();
  const offered = FORMAT_FACTS.map(({ name, reads, covers }) => {
    return { words: `${name} ${reads}`, covers };
  });
  const all = SEEDS.flatMap(({ files, isPacked }) => (isPacked ? [] : files));
  const cut = new Map(
    await Promise.all(all.map(async (file) => [file, await formOf(file)] as const)),
  );
  const forms = Object.keys(TEXT_FORMS).map((form) => formNamed(form, cut));
  return [...DELIMITED, ...JSON_LOGS, ...OTHERS, ...forms].map((known) => {
    return { ...known, offered, help };
  });
}

interface Fields {
  readonly fields: readonly { readonly key: string; readonly names: readonly string[] }[];
}

/** A format that an import names; `found` is how that name begins. */
function formatNamed(
  title: string,
  askedAs: TrafficFormat | null,
  found: string,
  { fields }: Fields = { fields: [] },
): Known {
  const readAs = askedAs === 'mapped' ? askedAs : 'auto';
  const seeds = SEEDS.filter(
    ({ asked = 'auto', format, isPacked }) =>
      asked === readAs && !isPacked && (found.startsWith(format) || format.startsWith(found)),
  );
  return {
    title,
    askedAs,
    readAs: () => readAs,
    files: seeds.flatMap(({ files }) => files),
    recognise: async (file) => (await importBytes(file, readAs)).format,
    isIt: (recognised) => recognised.startsWith(found),
    labelColumn: fields.find(({ key }) => key === 'label')?.names[0],
    coveredAs: found.replace(/ \(.*$/, ''),
  };
}

const isKnown = (file: Uint8Array) => unknownTableOf(file, true, {}) === undefined;

/** The form of text that a file is of, or what else an import says of how it is cut. */
async function formOf(file: Uint8Array): Promise<string> {
  const table = unknownTableOf(file, true, {});
  if (table !== undefined) return table.cutAs;
  const { format } = await importBytes(file);
  // Logs that are known as JSON are cut by no form.
  return format.replace(/^.*? \(/, '').replace(/^JSON(?! of)/, 'known $&');
}

/** A form of text: what its columns mean is known of some, and for a person to say of others. */
function formNamed(form: string, files: ReadonlyMap<Uint8Array, string>): Known {
  const isIt = (recognised: string) =>
    recognised.startsWith(form) && (form !== 'JSON' || !recognised.startsWith('JSON of'));
  return {
    title: `text: ${form}`,
    askedAs: null,
    readAs: (file) => (isKnown(file) ? 'auto' : 'mapped'),
    files: [...files].filter(([, found]) => isIt(found)).map(([file]) => file),
    recognise: formOf,
    isIt,
    labelColumn: undefined,
    coveredAs: form,
  };
}

/** Zeek's log has three readers, and all call it by one name. */
const ZEEK_CSV = 'Zeek conn.log (CSV';

const DELIMITED: readonly Known[] = Object.entries<FlowDialect>(DIALECTS).map(
  ([name, { format, mapping }]) =>
    formatNamed(format, name as TrafficFormat, name === 'zeek' ? ZEEK_CSV : `${format} (`, mapping),
);

/** What makes a kind choose its dialect for logs of one direction, if it has one. */
const ONE_DIRECTION = [{ event_type: 'netflow' }];

const JSON_LOGS: readonly Known[] = Object.entries(JSON_KINDS).flatMap(([name, { dialectOf }]) =>
  [...new Set<JsonDialect>([dialectOf([]), dialectOf(ONE_DIRECTION)])].map(({ format, mapping }) =>
    formatNamed(`${format} as JSON`, name as TrafficFormat, `${format} (JSON`, mapping),
  ),
);

const OTHERS: readonly Known[] = [
  formatNamed('Zeek conn.log as TSV', 'zeek', 'Zeek conn.log (TSV)', DIALECTS.zeek.mapping),
  formatNamed('Packet capture, pcap', null, 'Packet capture (pcap)'),
  formatNamed('Packet capture, pcapng', null, 'Packet capture (pcapng)'),
  formatNamed('Numeric table', 'table', 'Numeric table (', {
    fields: [{ key: 'label', names: ['label'] }],
  }),
  formatNamed('Mapped columns', 'mapped', 'Mapped columns'),
];
