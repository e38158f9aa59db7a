import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatCount, formatType } from '../../charts/format.ts';
import { messageOf } from '../../data/errors.ts';
import { ATTACK } from '../../data/flow-table.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { OtherSettings } from '../../pipeline/what-if/other-settings.ts';
import type { WhyMissed as Answer } from '../../pipeline/what-if/why-missed.ts';
import { DataTable } from '../kit/data-table.tsx';
import { notebook, selectedType } from '../lab.ts';
import { why } from './why-state.ts';

/** Of the chosen attack, why its flows are missed, and which settings find them; once asked. */
export function WhyMissed() {
  const type = selectedType.value;
  const about = why().asked.value;
  if (type === null || about === null) return null;
  const { types } = about.run.traffic.summary;
  if (!types.some((one) => one.type === type && one.label === ATTACK)) return null;
  return <OfAttack key={`${about.key} ${type}`} attack={type} />;
}

function OfAttack({ attack }: { readonly attack: string }) {
  const answer = useSignal<Answer | null>(null);
  const problem = useSignal<string | null>(null);
  const running = useSignal<AbortController | null>(null);
  useEffect(() => () => running.peek()?.abort(), []);
  const ask = async () => {
    const about = why().asked.peek();
    if (about === null) return;
    const controller = new AbortController();
    running.value = controller;
    problem.value = null;
    try {
      answer.value = await why().missed(about, attack, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) problem.value = messageOf(error);
    }
    running.value = null;
  };
  return (
    <div class="why">
      <div class="actions" role="status">
        {running.value === null ? (
          <button type="button" onClick={ask}>
            Why are flows of {formatType(attack)} missed?
          </button>
        ) : (
          <>
            Trying other settings …{' '}
            <button type="button" onClick={() => running.value?.abort()}>
              Cancel
            </button>
          </>
        )}
      </div>
      {problem.value !== null && <p class="problem">{problem.value}</p>}
      {answer.value !== null && <Missed why={answer.value} />}
    </div>
  );
}

function Missed({ why: { detectors, settings, sentence, flows } }: { readonly why: Answer }) {
  return (
    <>
      <ul>
        {detectors.map((one) => (
          <li key={one.detector}>{one.sentence}</li>
        ))}
      </ul>
      <p>
        <strong>{sentence}</strong>
      </p>
      {settings.length > 0 && (
        <DataTable
          caption="What other settings find of it"
          columns={['settings', 'detector', 'found', 'alerts', 'false alerts', '']}
          rows={settings.flatMap((one) =>
            one.detectors.map(({ detector, found, alerts, falseAlerts }, at) => [
              at === 0 ? one.words : '',
              detectorFacts(detector).title,
              `${formatCount(found)} of ${formatCount(flows)}`,
              formatCount(alerts),
              formatCount(falseAlerts),
              at === 0 ? <UseSettings key="use" settings={one} /> : '',
            ]),
          )}
          words={[0, 1]}
        />
      )}
    </>
  );
}

function UseSettings({ settings: { changes, words } }: { readonly settings: OtherSettings }) {
  return (
    <button
      type="button"
      class="link"
      aria-label={`Use the settings ${words}`}
      onClick={() => notebook.setParameters(changes)}
    >
      Use
    </button>
  );
}
