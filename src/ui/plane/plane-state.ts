import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { entryAt } from '../../data/entry-at.ts';
import type { OperatingPoint } from '../../eval/thresholds/operating-point.ts';
import { parametersOf, TRAINING_PARAMETERS } from '../../pipeline/detecting/detector-table.ts';
import type {
  LabParameters,
  MemberName,
  ParameterChanges,
} from '../../pipeline/parameters/lab-parameters.ts';
import type { ParameterKey } from '../../pipeline/parameters/parameter-types.ts';
import { budgetPoint, type FlowScores, rankOf } from '../../pipeline/plane/field.ts';
import type { PlaneFeatures } from '../../pipeline/plane/plane-flows.ts';
import type { StoryScores } from '../../pipeline/plane/plane-report.ts';
import { type PlaneModel, probePlane } from '../../pipeline/plane/probe.ts';
import {
  FIRST_DETECTORS,
  FIRST_FEATURES,
  type Story,
  type StorySide,
} from '../../pipeline/plane/stories.ts';
import type { PictureSize } from '../../worker/painting/paint-plane.ts';
import type { PlaneTraffic } from '../../worker/plane-tasks.ts';
import type { Lab } from '../create-lab.ts';
import { perLab } from '../lab.ts';
import { presentation } from '../present/present.ts';
import { place } from '../shell/places.ts';
import { planeColours } from './plane-colours.ts';
import { createFits, type ProbePlace } from './plane-fits.ts';
import { createPlaneLanes, type PlaneLanes } from './plane-lanes.ts';

/** The counts of a detector at the budget, and where that lies among the ranks. */
export interface PlaneVerdict {
  readonly point: OperatingPoint;
  readonly rank: number;
}

/** What the flows of the planes depend on. */
const FLOW_KEYS: readonly ParameterKey[] = [
  'seed',
  'counts',
  'beaconPeriod',
  'beaconJitter',
  'monitorShare',
  'features',
  'timeFeatures',
  'timeWindow',
  'timeZone',
  'logRatios',
  'scaler',
  'trainOn',
  'baselineFrom',
  'baselineTo',
];

/** Planes of some detectors over the same two features: what is set, and what follows from it. */
function createPlanes({ notebook, tasks, clock: now }: Pick<Lab, 'notebook' | 'tasks' | 'clock'>) {
  const lanes = createPlaneLanes(tasks, now);
  const detectors: readonly MemberName[] = FIRST_DETECTORS;
  const features = signal<PlaneFeatures>(FIRST_FEATURES);
  const changes = signal<ParameterChanges>({});
  const parameters = computed(
    () => ({ ...notebook.parameters.value, ...changes.value }) as LabParameters,
  );
  const trafficResult = computed(() =>
    notebook.opened.value === null ? null : notebook.cell('generate').result.value,
  );
  // Whoever is elsewhere, and changes the lab there, does not wait for planes.
  const isWatched = computed(() =>
    presentation.value === null
      ? place.value === 'start' || place.value === 'detect'
      : presentation.value.endsWith('.plane'),
  );
  const traffic = computed((): PlaneTraffic | null => {
    if (!isWatched.value) return null;
    const isRead = notebook.opened.value === null || notebook.isCurrent('generate');
    if (!isRead) return null;
    const other = notebook.baseline.value?.reading.traffic ?? null;
    return { traffic: trafficResult.value?.value ?? null, other, parameters: parameters.value };
  });
  const keyOf = (keys: readonly ParameterKey[]) =>
    `${trafficResult.value?.key ?? ''} ${JSON.stringify(keys.map((key) => parameters.value[key]))}`;
  const flowsKey = computed(() => `${features.value.join()} ${keyOf(FLOW_KEYS)}`);
  const fitKeys = new Map(
    detectors.map((name) => {
      const keys = [...parametersOf(name), ...TRAINING_PARAMETERS];
      return [name, computed(() => `${flowsKey.value} ${keyOf(keys)}`)] as const;
    }),
  );
  const fitKey = (name: MemberName) => fitKeys.get(name)?.value ?? '';
  const probe = signal<ProbePlace>([0.733, 0.795]);
  const pictureSize = signal<PictureSize | null>(null);
  const revealed = signal(false);
  const paint = () => {
    const size = pictureSize.peek();
    const colours = planeColours.peek();
    // The system's own colours are known on the page alone.
    if (size === null || colours.alertBands.length === 0) return null;
    return { size, colours, revealed: revealed.peek(), alerts: alerts.peek() };
  };
  const request = { detectors, features, parameters, traffic, flowsKey, fitKey, probe, paint, now };
  const fits = createFits(lanes, request);

  const isHandNear = signal(false);
  effect(() => {
    if (!isHandNear.value) return;
    for (const { value: own } of fits.shown.values()) setTimeout(() => own?.estimator());
  });

  const share = signal(0.1);
  const count = computed(() => fits.flows.value?.plane.labels.label.length ?? 0);
  const alerts = computed(() => Math.round(share.value * count.value));
  const verdicts = verdictsOf(fits.shown, alerts);

  const isReady = computed(() => [...fits.shown.values()].every(({ value }) => value !== null));
  const settings = computed(() =>
    isReady.value && count.value <= MOST_COMPARED ? traffic.value : null,
  );
  const settingsKey = computed(
    () => `${trafficResult.value?.key} ${JSON.stringify(parameters.value)}`,
  );
  const compared = comparisons(lanes, detectors, settings, settingsKey);
  const story = signal<{ readonly id: string; readonly side: 'off' | 'on' } | null>(null);

  return {
    detectors,
    features,
    parameters,
    isAtFirstFeatures: computed(() => features.value.join() === FIRST_FEATURES.join()),
    share,
    count,
    alerts,
    place: probe,
    isReady,
    story,
    revealed,
    /** Of the picture that was laid out last: a worker paints the next ones for it. */
    pictureSize,
    names: fits.names,
    problem: fits.problem,
    plane: computed(() => fits.flows.value?.plane ?? null),
    probed: probedAt(fits, probe),
    ...compared,
    shown: (name: MemberName) => known(fits.shown, name),
    /** Whether a detector's picture is still of features that were chosen before. */
    isBehind: (name: MemberName) =>
      known(fits.shown, name).value?.plane !== fits.flows.value?.plane,
    verdict: (name: MemberName) => known(verdicts, name),
    /** Whether that side of a story is what is set: the setting in which its sides differ. */
    isSet(told: Story, side: 'off' | 'on'): boolean {
      const other: Readonly<Record<string, unknown>> = told[side === 'on' ? 'off' : 'on'].changes;
      const now: Readonly<Record<string, unknown>> = { ...parameters.value };
      return Object.entries(told[side].changes).every(
        ([key, value]) => value === other[key] || value === now[key],
      );
    },
    /** A hand comes near the probe: what answers it is restored, one detector after the other. */
    makeReady(): void {
      isHandNear.value = true;
    },
    /** Other settings, of the planes alone. */
    set(changed: ParameterChanges): void {
      batch(() => {
        changes.value = { ...changes.peek(), ...changed };
        story.value = null;
      });
    },
    setFeatures(chosen: PlaneFeatures): void {
      batch(() => {
        features.value = chosen;
        story.value = null;
      });
    },
    /** One side of a story, with its features. */
    tell({ id, features: own, ...sides }: Story, side: 'off' | 'on'): void {
      const { changes: changed }: StorySide = sides[side];
      batch(() => {
        changes.value = { ...changes.peek(), ...changed };
        features.value = own;
        story.value = { id, side };
      });
    },
  };
}

/** The planes of a lab. */
export const planesOf = perLab(createPlanes);

export type Planes = ReturnType<typeof createPlanes>;

type Fits = ReturnType<typeof createFits>;

function verdictsOf(shown: Fits['shown'], alerts: ReadonlySignal<number>) {
  return new Map(
    [...shown].map(([name, own]) => [
      name,
      computed((): PlaneVerdict | null => {
        if (own.value === null) return null;
        const { fit, field } = own.value;
        const point = budgetPoint(fit.sorted, alerts.value);
        const scale = { flows: fit.sorted.scores, grid: field.sorted };
        return { point, rank: rankOf(scale, point.threshold) };
      }),
    ]),
  );
}

/** What every detector says of the probe's place, and the flow next to it. */
function probedAt({ flows, shown }: Fits, place: ReadonlySignal<ProbePlace>) {
  return computed(() => {
    const plane = flows.value?.plane;
    if (plane === undefined) return null;
    const scores = new Map<MemberName, number>();
    const models: PlaneModel[] = [];
    for (const { value: own } of shown.values()) {
      if (own?.plane !== plane) continue;
      const { detector } = own.fit;
      if (own.probed.place === place.value) scores.set(detector, own.probed.score);
      else models.push({ detector, estimator: own.estimator(), fit: own.fit });
    }
    const answer = probePlane(plane, models, place.value);
    models.forEach(({ detector }, i) => {
      scores.set(detector, entryAt(answer.scores, i, 'score'));
    });
    return { nearest: answer.nearest, scores };
  });
}

/** Of more flows, nine more fits would keep the planes themselves waiting. */
export const MOST_COMPARED = 20_000;

/** The settings come to rest before what is compared with is computed. Milliseconds. */
const REST = 250;

/** Both sides of the stories, and the same detectors with all features, once the planes stand. */
function comparisons(
  lanes: PlaneLanes,
  detectors: readonly MemberName[],
  settings: ReadonlySignal<PlaneTraffic | null>,
  key: ReadonlySignal<string>,
) {
  const stories = signal<readonly StoryScores[]>([]);
  const all = signal<{ readonly key: string; readonly scores: readonly FlowScores[] } | null>(null);
  const compare = async (asked: PlaneTraffic, own: string) => {
    const told = await lanes.later('planeStories', asked);
    if (own === key.peek()) stories.value = told;
    const scores = await lanes.later('planeAll', { ...asked, detectors });
    if (own === key.peek()) all.value = { key: own, scores };
  };
  effect(() => {
    const asked = settings.value;
    const own = key.value;
    if (asked === null || all.peek()?.key === own) return undefined;
    // What cannot be computed is not compared with: the planes themselves say why.
    const timer = setTimeout(() => compare(asked, own).catch(() => undefined), REST);
    return () => clearTimeout(timer);
  });
  return {
    stories: stories as ReadonlySignal<readonly StoryScores[]>,
    /** `null` while they are not those of what is set. */
    all: computed(() => (all.value?.key === key.value ? all.value.scores : null)),
  };
}

function known<Value>(values: ReadonlyMap<MemberName, Value>, name: MemberName): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`There is no plane of "${name}".`);
  return value;
}
