import { useSignal } from '@preact/signals';
import { ALERT_ENDINGS, type AlertFormat } from '../../pipeline/triage/alert-endings.ts';
import { flowSource } from '../flows/flow-source.ts';
import { saveFile } from '../kit/export-file.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { shownDetector, tasks } from '../lab.ts';
import { triage } from './triage-state.ts';

/** The alerts as files, ranked, each with every detector's answer and what makes it stand out. */
export function SaveAlerts() {
  const { alerts } = triage();
  const { shownFlows } = flowSource();
  const buttons = useOneStop<HTMLDivElement>();
  const status = useSignal('');
  const running = useSignal<AbortController | null>(null);
  const source = shownFlows.value;
  const ready =
    source?.engineered != null && source.featureNames !== null && (alerts.value?.length ?? 0) > 0;
  const save = async (format: AlertFormat) => {
    const controller = new AbortController();
    running.value = controller;
    status.value = 'Writing…';
    try {
      saveFile(
        await write(format, controller.signal, (done) => {
          status.value = `Writing, ${Math.round(100 * done)} %`;
        }),
        `alerts${ALERT_ENDINGS[format]}`,
      );
      status.value = '';
    } catch (error) {
      const cancelled = controller.signal.aborted;
      status.value = cancelled ? 'Cancelled.' : error instanceof Error ? error.message : '';
    } finally {
      running.value = null;
    }
  };
  const busy = running.value !== null;
  return (
    <div class="save-alerts">
      <div ref={buttons} class="actions">
        {FORMATS.map(({ format, words }) => (
          <button key={format} type="button" disabled={!ready || busy} onClick={() => save(format)}>
            Save alerts as {words}
          </button>
        ))}
        {busy && (
          <button type="button" onClick={() => running.value?.abort()}>
            Cancel
          </button>
        )}
        <span role="status">{status.value}</span>
      </div>
      <p class="meaning">
        Each alert with its rank, flow, scores, reasons and most unusual features. In the CSV, an
        apostrophe stands before text that a spreadsheet would run as a formula. ECS (Elastic Common
        Schema) documents and the Zeek log have the Community ID: other tools find the same flow by
        it.
        {!ready && ' There are no alerts to write yet.'}
      </p>
    </div>
  );
}

/** The files that there are, in words. */
const FORMATS: readonly { readonly format: AlertFormat; readonly words: string }[] = [
  { format: 'csv', words: 'CSV' },
  { format: 'jsonl', words: 'JSON lines' },
  { format: 'ecs', words: 'ECS documents' },
  { format: 'zeek', words: 'a Zeek log' },
];

async function write(
  format: AlertFormat,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Blob> {
  const { alerts } = triage();
  const { judgedFlows, shownFlows } = flowSource();
  const [source, ranked] = [shownFlows.peek(), alerts.peek()];
  if (!source?.engineered || !source.featureNames || !source.learning || ranked === null) {
    throw new Error('Run the cells first: there are no alerts to write.');
  }
  const { traffic, engineered, featureNames: names } = source;
  const { scaler, baseline } = source.learning;
  const detections = judgedFlows.peek();
  const learning = { scaler, baseline };
  const detector = shownDetector.peek();
  const told = {
    traffic,
    engineered,
    names,
    learning,
    detections,
    alerts: ranked,
    judge: detector,
  };
  const material = await (await import('../why/why-state.ts')).why().material();
  const isThere = material?.run.detections.some((one) => one.detector === detector) === true;
  const why = isThere ? { ...material, detector } : null;
  return tasks.run('alerts', { source: told, format, why }, { signal, onProgress });
}
