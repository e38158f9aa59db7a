import { expect, test, vi } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { buffersOf, portsOf } from '../../src/worker/protocol.ts';
import type { StreamFrame, StreamMessage } from '../../src/worker/stream-protocol.ts';
import { TASKS } from '../../src/worker/tasks.ts';

const PARAMETERS = { ...NOTEBOOK_PARAMETERS, streamTrees: 8, streamDepth: 8, alertWindow: 600 };
const TRAFFIC = generateTraffic(NOTEBOOK_PARAMETERS);

/** Plays the notebook's traffic as the commands say; every frame that came. */
async function played(drive: (page: MessagePort, frame: StreamFrame) => void) {
  const { port1: page, port2: port } = new MessageChannel();
  const frames: StreamFrame[] = [];
  const progress: number[] = [];
  const saved: Blob[] = [];
  page.onmessage = ({ data }: MessageEvent<StreamMessage>) => {
    if (data.kind === 'file') saved.push(data.file);
    else {
      frames.push(data.frame);
      drive(page, data.frame);
    }
  };
  const result = await TASKS.stream(
    { traffic: TRAFFIC, parameters: PARAMETERS, port },
    { now: () => performance.now(), onProgress: (fraction) => progress.push(fraction) },
  );
  // The last frame comes by a way of its own.
  await vi.waitFor(() => expect(frames.at(-1)?.done).toBe(true));
  page.close();
  return { result, frames, progress, saved };
}

test('it stands until it is played, steps when told, and ends by itself', async () => {
  const { result, frames, progress } = await played((page, { place, playing }) => {
    if (place === 0) page.postMessage({ kind: 'step', flows: 123 });
    if (place === 123 && !playing) page.postMessage({ kind: 'play' });
  });
  expect(frames.slice(0, 2).map(({ place }) => place)).toEqual([0, 123]);
  expect(frames.at(-1)).toMatchObject({ place: 2210, done: true });
  expect(progress.at(-1)).toBe(1);
  const { report, files, kept, driftFrom } = result;
  expect({ flows: report.flows, driftFrom }).toEqual({ flows: 2210, driftFrom: 0 });
  expect(kept).toBe(report.alerts);
  const rows = (await files.csv.text()).trimEnd().split('\n');
  expect(rows).toHaveLength(kept + 1);
  expect(rows[0]).toBe('place,row,time,type,label,score,threshold,stands_out');
  const lines = (await files.jsonl.text()).trimEnd().split('\n');
  const places = lines.map((line) => JSON.parse(line).place);
  expect(places).toEqual(report.lastAlerts.map(({ place }) => place));
  const { stream } = JSON.parse(await files.json.text());
  expect(stream.parameters).toMatchObject({ streamTrees: 8, driftFrom: 0, window: 250 });
  expect(stream.prequential).toEqual(report.prequential);
});

test('the alerts so far can be had at any time', async () => {
  let asked = false;
  const { result, frames, saved } = await played((page, { place }) => {
    if (place === 0) page.postMessage({ kind: 'step', flows: 1500 });
    if (place !== 1500 || asked) return;
    asked = true;
    page.postMessage({ kind: 'save', format: 'jsonl' });
    page.postMessage({ kind: 'play' });
  });
  const lines = (await saved[0].text()).trimEnd().split('\n');
  const then = frames.find(({ place }) => place === 1500);
  expect(lines).toHaveLength(then?.state.alerts ?? 0);
  const all = await result.files.jsonl.text();
  expect(all.startsWith(lines.join('\n'))).toBe(true);
});

test('the file says since when the new application is in', async () => {
  let asked = false;
  const { result } = await played((page, { place }) => {
    if (place === 0) page.postMessage({ kind: 'step', flows: 700 });
    if (place !== 700 || asked) return;
    asked = true;
    page.postMessage({ kind: 'drift' });
    page.postMessage({ kind: 'play' });
  });
  const { stream } = JSON.parse(await result.files.json.text());
  expect([result.driftFrom, stream.parameters.driftFrom]).toEqual([700, 700]);
  expect(stream.flows).toBeGreaterThan(2210);
});

test('what a stream cannot do is told as bad input', async () => {
  const task = { traffic: TRAFFIC, parameters: { ...PARAMETERS, driftFrom: 5000 } };
  const context = { now: () => 0, onProgress: () => {} };
  await expect(async () => TASKS.stream(task, context)).rejects.toThrow('before the traffic ends');
});

test('a port in the input is handed over, and nothing of a picture is copied', () => {
  const { port1, port2 } = new MessageChannel();
  expect(portsOf({ traffic: TRAFFIC, port: port1 })).toEqual([port1]);
  expect(portsOf(['a word'])).toEqual([]);
  const points = { places: new Float64Array(3), scores: new Float64Array(3) };
  expect(buffersOf(points)).toHaveLength(2);
  port1.close();
  port2.close();
});
