import { readFileSync } from 'node:fs';
import { EcsFlat, EcsVersion } from '@elastic/ecs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/data/addresses.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { type LabRun, runLab } from '../../../src/pipeline/run/lab.ts';
import { generateTraffic, type Traffic } from '../../../src/pipeline/traffic/generate.ts';
import { readTraffic } from '../../../src/pipeline/traffic/read.ts';
import type { AlertFormat } from '../../../src/pipeline/triage/alert-endings.ts';
import { alertLines } from '../../../src/pipeline/triage/alert-files.ts';
import { alertsOf } from '../../../src/pipeline/triage/alerts-report.ts';

/** What the schema says of a field. */
interface Field {
  readonly type: string;
  readonly normalize: readonly string[];
  readonly allowed_values?: readonly { readonly name: string }[];
}
const SCHEMA = EcsFlat as unknown as Readonly<Record<string, Field | undefined>>;
/** What is not the schema's: the lab's own, and Elastic's Zeek integration. */
const OWN = ['network_anomaly_lab', 'zeek'];

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  keyword: (value) => typeof value === 'string',
  match_only_text: (value) => typeof value === 'string',
  long: Number.isSafeInteger,
  ip: (value) => parseAddress(String(value)) !== undefined,
  date: (value) => new Date(String(value)).toISOString() === value,
};

/** What of a document is not as the schema has it. */
function complaints(document: object, path: readonly string[] = []): string[] {
  return Object.entries(document).flatMap(([name, value]) => {
    const names = [...path, name];
    const field = SCHEMA[names.join('.')];
    if (path.length === 0 && OWN.includes(name)) return [];
    if (field === undefined) {
      const isObject = typeof value === 'object' && !Array.isArray(value);
      return isObject ? complaints(value, names) : [`${names.join('.')} is no field`];
    }
    const isList = field.normalize.includes('array');
    if (isList !== Array.isArray(value)) return [`${names.join('.')}: a list or not`];
    const values: unknown[] = isList ? value : [value];
    return values.flatMap((one) => {
      if (!KINDS[field.type]?.(one)) return [`${names.join('.')}: ${one} is no ${field.type}`];
      const allowed = field.allowed_values?.map((each) => each.name);
      return allowed === undefined || allowed.includes(String(one)) ? [] : [`${names}: ${one}`];
    });
  });
}

async function runOf(traffic: Traffic): Promise<LabRun> {
  const parameters = { ...NOTEBOOK_PARAMETERS, detectors: ['isolation-forest', 'hbos'] };
  return runLab(traffic, parameters, { now: () => 0 });
}

function linesOf({ traffic, engineered, scaled, detections }: LabRun, format: AlertFormat) {
  const alerts = alertsOf('hbos', traffic, detections, []);
  const { names } = scaled.matrix;
  const told = { traffic, engineered, names, learning: scaled, detections, alerts };
  return { alerts, lines: [...alertLines({ ...told, judge: 'hbos' }, format)] };
}

function sampleLog(): Promise<Traffic> {
  const log = readFileSync('public/samples/conn.log');
  const chunks = async function* () {
    yield new Uint8Array(log);
  };
  return readTraffic([{ name: 'conn.log', chunks: chunks() }], 'auto', NOTEBOOK_PARAMETERS);
}

let logged: LabRun;
let made: LabRun;
beforeAll(async () => {
  logged = await runOf(await sampleLog());
  const counts = Object.fromEntries(
    Object.entries(NOTEBOOK_PARAMETERS.counts).map(([name, count]) => [name, count / 10]),
  );
  made = await runOf(generateTraffic({ seed: '1', counts }));
});

describe('alerts as documents of the Elastic Common Schema', () => {
  test.each(['a log', 'generated flows'])('of %s are valid, one for each', (which) => {
    const { alerts, lines } = linesOf(which === 'a log' ? logged : made, 'ecs');
    const documents = lines.map((line) => JSON.parse(line));
    expect(documents.flatMap((document) => complaints(document))).toEqual([]);
    expect(documents.map((document) => document.network_anomaly_lab.row)).toEqual([...alerts]);
    expect(new Set(documents.map(({ ecs }) => ecs.version))).toEqual(new Set([EcsVersion]));
  });

  test('name the detector whose alerts they are, and why', () => {
    const [first] = linesOf(logged, 'ecs').lines.map((line) => JSON.parse(line));
    expect(first.rule).toEqual({ id: 'hbos', name: 'HBOS', category: 'anomaly detection' });
    expect(first.event.reason.length).toBeGreaterThan(10);
    expect(first.zeek.session_id).toMatch(/^C/);
  });

  test('a wrong document would be told', () => {
    const wrong = { event: { kind: 'alarm' }, source: { ip: 'printer', bytes: 1.5 }, nobody: 1 };
    expect(complaints(wrong)).toHaveLength(4);
  });
});

describe('alerts as a Zeek log', () => {
  test('lead from an alert to its line in the log that was read, by uid and by Community ID', () => {
    const { lines } = linesOf(logged, 'zeek');
    const { lines: documents } = linesOf(logged, 'ecs');
    const fields = lines.find((line) => line.startsWith('#fields'));
    const names = fields?.trimEnd().split('\t').slice(1) ?? [];
    const rows = lines.filter((line) => !line.startsWith('#'));
    expect(rows).toHaveLength(documents.length);
    const log = readFileSync('public/samples/conn.log', 'utf8');
    rows.forEach((line, at) => {
      const cells = line.trimEnd().split('\t');
      expect(cells).toHaveLength(names.length);
      const cell = Object.fromEntries(names.map((name, i) => [name, cells[i]]));
      const { network, zeek } = JSON.parse(documents[at]);
      expect([cell.community_id, cell.uid]).toEqual([network.community_id, zeek.session_id]);
      const [own] = log.split('\n').filter((one) => one.split('\t')[1] === cell.uid);
      expect(own).toContain(`${cell['id.orig_h']}\t${cell['id.orig_p']}\t${cell['id.resp_h']}`);
      expect(cell.detector).toBe('hbos');
    });
  });

  test('are read back by the lab as nothing but a log of another kind', async () => {
    const text = new TextEncoder().encode(linesOf(logged, 'zeek').lines.join(''));
    const chunks = async function* () {
      yield text;
    };
    const read = readTraffic([{ name: 'a.log', chunks: chunks() }], 'auto', NOTEBOOK_PARAMETERS);
    await expect(read).rejects.toThrow(/anomaly/);
  });

  test('hold text from a log as text: no tab, line break or comma in a set ends a field', () => {
    const hostile = { ...logged.traffic.flows } as NonNullable<Traffic['flows']>;
    const names = hostile.originatorAddress?.names.map(() => 'a\tb\n-') ?? [];
    const codes = hostile.originatorAddress?.codes ?? new Uint32Array();
    const traffic = {
      ...logged.traffic,
      flows: { ...hostile, originatorAddress: { codes, names } },
    };
    const { lines } = linesOf({ ...logged, traffic }, 'zeek');
    expect(lines[5].split('\t')[2]).toBe('a\\x09b\\x0a-');
    expect(lines[5].split('\t')).toHaveLength(12);
  });
});
