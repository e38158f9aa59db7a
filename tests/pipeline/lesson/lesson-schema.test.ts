import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lessonReport } from '../../../src/pipeline/lesson/lesson-report.ts';
import { readLesson } from '../../../src/pipeline/lesson/read-lesson.ts';
import { tryLesson } from '../../../src/pipeline/lesson/try-lesson.ts';
import { runLab } from '../../../src/pipeline/run/lab.ts';
import { SMALL } from './small-lesson.ts';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

/** As much of JSON Schema as the lesson's schema uses. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
}

const SCHEMA = JSON.parse(read('docs/lesson.schema.json')) as Schema;

/** Where a value does not hold the schema. */
function faults(value: unknown, given: Schema, path = ''): string[] {
  const schema = given.$ref === undefined ? given : (SCHEMA.$defs?.[given.$ref.slice(8)] ?? {});
  if (schema.anyOf !== undefined) {
    const each = schema.anyOf.map((one) => faults(value, one, path));
    return each.some(({ length }) => length === 0) ? [] : [path];
  }
  const here = (wrong: boolean) => (wrong ? [path] : []);
  if ('const' in schema) return here(value !== schema.const);
  if (schema.enum !== undefined) return here(!schema.enum.includes(value));
  const type = Array.isArray(value) ? 'array' : typeof value;
  if (schema.type !== undefined && ![schema.type].flat().includes(type)) return [path];
  if (typeof value === 'string') {
    return here(
      value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY) ||
        !new RegExp(schema.pattern ?? '').test(value),
    );
  }
  if (Array.isArray(value)) {
    const { items = {}, minItems = 0, maxItems = value.length } = schema;
    const inside = value.flatMap((item, at) => faults(item, items, `${path}[${at}]`));
    return [...here(value.length < minItems || value.length > maxItems), ...inside];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { properties = {}, required = [], additionalProperties = {} } = schema;
  return [
    ...required.filter((key) => !(key in value)).map((key) => `${path}.${key}`),
    ...Object.entries(value).flatMap(([key, one]) => {
      const known = properties[key] ?? additionalProperties;
      return typeof known === 'boolean' ? [`${path}.${key}`] : faults(one, known, `${path}.${key}`);
    }),
  ];
}

const folder = 'src/pipeline/lesson/lessons/';

test('lessons that ship hold the schema', () => {
  for (const file of readdirSync(new URL(folder, ROOT))) {
    expect(faults(JSON.parse(read(folder + file)), SCHEMA)).toEqual([]);
  }
  expect(faults(SMALL, SCHEMA)).toEqual([]);
});

test('the schema refuses what the reader refuses', () => {
  const changes: Record<string, (lesson: typeof SMALL) => void> = {
    '.steps[0].title': (lesson) => Reflect.deleteProperty(lesson.steps[0], 'title'),
    '.steps[0].extra': (lesson) => Object.assign(lesson.steps[0], { extra: 1 }),
    '.steps[0].task': (lesson) =>
      Object.assign(lesson.steps[0].task, { check: { path: 'a', is: '>' } }),
    '.seeds': (lesson) => Object.assign(lesson, { seeds: 'many' }),
    '.steps': (lesson) => Object.assign(lesson, { steps: [] }),
  };
  for (const [path, change] of Object.entries(changes)) {
    const lesson = structuredClone(SMALL);
    change(lesson);
    expect(faults(lesson, SCHEMA)).toEqual([path]);
    expect(() => readLesson(JSON.stringify(lesson))).toThrow();
  }
});

test('the documented example is a lesson that marks its own answers as it says', async () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(read('docs/lessons.md')) ?? [];
  expect(faults(JSON.parse(example), SCHEMA)).toEqual([]);
  const tried = await tryLesson(readLesson(example), '42', async ({ parameters }) =>
    lessonReport(await runLab(null, parameters, { now: () => 0 }), []),
  );
  expect(tried).toHaveLength(5);
  expect(tried.filter(({ problem }) => problem !== null)).toEqual([]);
});
