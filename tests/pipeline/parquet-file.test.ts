import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { scoresParquet } from '../../src/pipeline/traffic/parquet-file.ts';
import { scoredColumns } from '../../src/pipeline/traffic/table-columns.ts';

test('scored flows are read back from Parquet to the bit', async () => {
  const parameters = { ...NOTEBOOK_PARAMETERS, detectors: ['isolation-forest'] };
  const { traffic, detections } = await runLab(null, parameters, { now: () => 0 });
  const file = scoresParquet(traffic, detections).buffer;
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(traffic.summary.total);
  const columns = scoredColumns(traffic, detections);
  expect(Object.keys(rows[0] ?? {})).toEqual(columns.map(({ name }) => name));
  for (const { name, value } of columns) {
    expect(
      rows.map((row) => row[name]),
      name,
    ).toEqual(rows.map((_, row) => value(row)));
  }
});
