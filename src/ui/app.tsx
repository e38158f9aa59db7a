import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { entryAt } from '../data/entry-at.ts';
import type { Step } from '../pipeline/plan/plan-step.ts';
import { MappingDialog } from './import/mapping-dialog.tsx';
import { fetchedLater } from './kit/fetched-later.tsx';
import { preferences } from './lab.ts';
import { lessonWork } from './lesson/lesson-work.ts';
import { Opening } from './plane/opening.tsx';
import { presentation } from './present/present.ts';
import { Header } from './shell/header.tsx';
import { LinkNotice } from './shell/link-notice.tsx';
import { headOf, PLACES, type Place, place, STEPS, titleOf } from './shell/places.ts';
import { Rail } from './shell/rail.tsx';
import { About, NewVersion } from './version/version.tsx';

/** All below the first screen. */
const StepCells = fetchedLater('The cells', () =>
  import('./cells/step-cells.tsx').then(({ StepCells }) => StepCells),
);
const DetectStep = fetchedLater('The detectors', () =>
  import('./detecting/detect-step.tsx').then(({ DetectStep }) => DetectStep),
);
const FlowExplorer = fetchedLater('The table of flows', () =>
  import('./flows/flow-explorer.tsx').then(({ FlowExplorer }) => FlowExplorer),
);
const TriagePanel = fetchedLater('The triage', () =>
  import('./triage/triage-panel.tsx').then(({ TriagePanel }) => TriagePanel),
);
const MarksPanel = fetchedLater('The marks', () =>
  import('./triage/marks-panel.tsx').then(({ MarksPanel }) => MarksPanel),
);
const BeyondStep = fetchedLater('What goes beyond', () =>
  import('./cells/beyond-step.tsx').then(({ BeyondStep }) => BeyondStep),
);
const SweepPanel = fetchedLater('The sweeps', () =>
  import('./studies/sweep/sweep-panel.tsx').then(({ SweepPanel }) => SweepPanel),
);
const Summary = fetchedLater('The summary', () =>
  import('./summary/summary.tsx').then(({ Summary }) => Summary),
);
const ExportSection = fetchedLater('The export', () =>
  import('./export/export-section.tsx').then(({ ExportSection }) => ExportSection),
);
const ResultStrip = fetchedLater('The results', () =>
  import('./shell/result-strip.tsx').then(({ ResultStrip }) => ResultStrip),
);
const Objectives = fetchedLater('The goals', () =>
  import('./teaching/objectives.tsx').then(({ Objectives }) => Objectives),
);
const Presets = fetchedLater('The settings to try', () =>
  import('./generate/presets.tsx').then(({ Presets }) => Presets),
);
const Presenter = fetchedLater('The presentation', () =>
  import('./present/presenter.tsx').then(({ Presenter }) => Presenter),
);
const LessonDock = fetchedLater('The lesson', () =>
  import('./lesson/lesson-dock.tsx').then(({ LessonDock }) => LessonDock),
);
const Dialogs = fetchedLater('The dialogs', () =>
  import('./shell/dialogs.tsx').then(({ Dialogs }) => Dialogs),
);
const GlossaryList = fetchedLater('The glossary', () =>
  import('./teaching/glossary-list.tsx').then(({ GlossaryList }) => GlossaryList),
);

export function App() {
  return (
    <>
      <a class="skip" href="#generate-step">
        Skip to the lab
      </a>
      <Header />
      <Presenter />
      <Dialogs />
      <MappingDialog />
      <div class="page" data-opening={isOpeningAlone()}>
        <Rail />
        <div class="notebook">
          <LinkNotice />
          <Section place="start" id="start" class="start">
            <Opening isOpen={place.value === 'start'} />
            <Objectives />
            <Presets />
          </Section>
          <StepSection step="generate">
            <StepCells step="generate" />
          </StepSection>
          <StepSection step="engineer">
            <StepCells step="engineer" />
          </StepSection>
          <StepSection step="scale">
            <StepCells step="scale" />
          </StepSection>
          <StepSection step="detect">
            <DetectStep />
          </StepSection>
          <StepSection step="evaluate">
            <StepCells step="evaluate" />
            <TriagePanel />
            <FlowExplorer />
            <MarksPanel />
          </StepSection>
          <StepSection step="beyond">
            <BeyondStep />
            <SweepPanel />
          </StepSection>
          <Section place="summary">
            <Summary />
          </Section>
          <Section place="export">
            <ExportSection />
          </Section>
          <Section place="glossary">
            <GlossaryList />
          </Section>
          <NextPlace />
          <footer>
            <About />
          </footer>
        </div>
        {lessonWork().screen.value !== null && <LessonDock />}
      </div>
      {!isOpeningAlone() && <ResultStrip />}
      <NewVersion />
    </>
  );
}

/** All places are drawn where they stand on one page, and in a presentation, which picks by itself. */
function isOpen(one: Place): boolean {
  return preferences.view.value === 'page' || presentation.value !== null || place.value === one;
}

/** Whether the first picture has the window to itself. */
function isOpeningAlone(): boolean {
  return preferences.view.value === 'steps' && place.value === 'start';
}

/** A place of the lab. It is filled when it is first opened, and keeps what is in it when it closes. */
function Section({
  place: one,
  children,
  ...attributes
}: {
  readonly place: Place;
  readonly children: ComponentChildren;
  readonly id?: string;
  readonly class?: string;
  readonly 'aria-labelledby'?: string;
}) {
  const wasOpen = useRef(false);
  const open = isOpen(one);
  if (open) wasOpen.current = true;
  return (
    <section {...attributes} data-place={one} hidden={!open}>
      {wasOpen.current && children}
    </section>
  );
}

function StepSection({
  step,
  children,
}: {
  readonly step: Step;
  readonly children: ComponentChildren;
}) {
  const at = STEPS.findIndex((one) => one.step === step);
  const heading = `${step}-heading`;
  return (
    <Section place={step} id={`${step}-step`} class="step" aria-labelledby={heading}>
      <h2 id={heading}>
        {at + 1} {entryAt(STEPS, at, 'step').title}
      </h2>
      {children}
    </Section>
  );
}

/** The way on from the end of a place. */
function NextPlace() {
  if (preferences.view.value === 'page' || presentation.value !== null) return null;
  const next = PLACES[PLACES.indexOf(place.value) + 1];
  // The opening has ways on of its own.
  if (place.value === 'start' || next === undefined) return null;
  return (
    <p class="next-place">
      <a href={`#${headOf(next)}`}>Next: {titleOf(next)}</a>
    </p>
  );
}
