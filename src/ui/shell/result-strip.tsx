import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { formatCount, formatMeasure, formatPercent, formatType } from '../../charts/format.ts';
import { ATTACK } from '../../data/flow-table.ts';
import {
  changeOf,
  FIGURES,
  type FigureName,
  figuresOf,
  type ResultFigures,
} from '../../notebook/result-changes.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import type { Detection } from '../../pipeline/run/detect.ts';
import { verdictInWords } from '../../pipeline/traffic/verdicts.ts';
import { chooseCell, goToFlows, isChosen, shownOf } from '../flows/flow-selection.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { chosenDetectors, notebook } from '../lab.ts';
import { lessonWork } from '../lesson/lesson-work.ts';
import { presentation } from '../present/present.ts';
import { someWithheld } from '../teaching/predicting.ts';

type Results = ReadonlyMap<DetectorName, ResultFigures>;

/** Docked below: how every detector does, and what the last change made of it; one stop of Tab. */
export function ResultStrip() {
  const before = useSignal<Results>(new Map());
  const last = useSignal<Results>(new Map());
  useSignalEffect(() => {
    const names = chosenDetectors.value.map(({ name }) => name);
    if (!names.every((name) => notebook.isCurrent(name))) return;
    const now = new Map(
      names.flatMap((name) => {
        const detection = detectionOf(name);
        return detection === undefined ? [] : [[name, figuresOf(detection)] as const];
      }),
    );
    if (sameResults(last.peek(), now)) return;
    before.value = last.peek();
    last.value = now;
  });
  const shown = chosenDetectors.value.flatMap(({ name, title }) => {
    const detection = detectionOf(name);
    return detection === undefined ? [] : [{ name, title, detection }];
  });
  if (presentation.value !== null || shown.length === 0) return null;
  if (someWithheld() || lessonWork().asksOfResults.value) return null;
  return (
    <aside class="strip" aria-label="Results">
      <OneStopList>
        {shown.map(({ name, title, detection }) => (
          <li key={name} data-stale={!notebook.isCurrent(name)}>
            <a href={`#${name}`}>{title}</a>
            <FoundMap detection={detection} />
            <Figures figures={figuresOf(detection)} before={before.value.get(name)} />
          </li>
        ))}
        {shown.some(({ detection }) => attacksOf(detection).length > 0) && (
          <li class="strip-key">Squares: attacks. Fuller: more found.</li>
        )}
      </OneStopList>
    </aside>
  );
}

function OneStopList({ children }: { readonly children: ComponentChildren }) {
  const list = useOneStop<HTMLUListElement>();
  return <ul ref={list}>{children}</ul>;
}

const detectionOf = (name: DetectorName): Detection | undefined =>
  notebook.cell(name).result.value?.value as Detection | undefined;

const attacksOf = ({ evaluation }: Detection) =>
  (evaluation.perType ?? []).filter(({ label }) => label === ATTACK);

function sameResults(before: Results, now: Results): boolean {
  return JSON.stringify([...before]) === JSON.stringify([...now]);
}

function Figures({
  figures,
  before,
}: {
  readonly figures: ResultFigures;
  readonly before: ResultFigures | undefined;
}) {
  const labelled = figures.missed !== null || figures.falsePositives !== null;
  return (
    <dl>
      {FIGURES.filter(({ withoutLabels = false }) => withoutLabels !== labelled).map(
        ({ name, title, kind }) => (
          <div key={name}>
            <dt>{title}</dt>
            <dd>
              {kind === 'share' ? formatMeasure(figures[name]) : formatCount(figures[name] ?? 0)}
              <Change name={name} kind={kind} before={before} now={figures} />
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** By how much a figure moved: an arrow for where to, a colour and a word for what that means. */
function Change({
  name,
  kind,
  before,
  now,
}: {
  readonly name: FigureName;
  readonly kind: 'share' | 'count';
  readonly before: ResultFigures | undefined;
  readonly now: ResultFigures;
}) {
  const change = changeOf(name, before, now);
  if (change === null) return null;
  const { difference, isBetter } = change;
  const size = Math.abs(difference);
  const word = isBetter === null ? '' : isBetter ? ', better' : ', worse';
  return (
    <span class="change" data-better={isBetter ?? undefined}>
      {' '}
      <span aria-hidden="true">{difference > 0 ? '▲' : '▼'}</span>
      {kind === 'share' ? formatMeasure(size) : formatCount(size)}
      <span class="hidden">
        {difference > 0 ? ' more' : ' less'}
        {word}
      </span>
    </span>
  );
}

/** The share of each attack that is found, a square each, which shows the flows behind it. */
function FoundMap({ detection }: { readonly detection: Detection }) {
  const attacks = attacksOf(detection);
  if (attacks.length === 0) return null;
  const { detector } = detection;
  return (
    <span class="found-map">
      {attacks.map(({ type, flows, rate }) => {
        const cell = { detector, type, flows, rate };
        const { verdict, count } = shownOf(cell);
        const words = `${formatType(type)}: ${formatPercent(rate)} found; show ${formatCount(count)} ${verdictInWords(verdict)}`;
        return (
          <button
            key={type}
            type="button"
            title={words}
            aria-label={words}
            aria-pressed={isChosen(cell)}
            onClick={() => {
              chooseCell(cell);
              goToFlows();
            }}
          >
            <i style={{ '--found-share': rate }} />
          </button>
        );
      })}
    </span>
  );
}
