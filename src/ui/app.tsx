import type { ComponentChildren } from 'preact';
import type { Step } from '../notebook/cell-definition.ts';
import { StepCells } from './cells/step-cells.tsx';
import { Presets } from './generate/presets.tsx';
import { MappingDialog } from './import/mapping-dialog.tsx';
import { fetchedLater } from './kit/fetched-later.tsx';
import { Presenter } from './present/present-bar.tsx';
import { LinkNotice } from './shell/link-notice.tsx';
import { Rail, STEPS } from './shell/rail.tsx';
import { Toolbar } from './shell/toolbar.tsx';
import { About, NewVersion } from './shell/version.tsx';
import { Objectives } from './teaching/objectives.tsx';

/** All below the first screen. */
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
  import('./studies/sweep-panel.tsx').then(({ SweepPanel }) => SweepPanel),
);
const Summary = fetchedLater('The summary', () =>
  import('./shell/summary.tsx').then(({ Summary }) => Summary),
);
const ExportSection = fetchedLater('The export', () =>
  import('./export/export-section.tsx').then(({ ExportSection }) => ExportSection),
);
const ShortcutsDialog = fetchedLater('The list of keys', () =>
  import('./shell/shortcuts-dialog.tsx').then(({ ShortcutsDialog }) => ShortcutsDialog),
);
const GlossaryList = fetchedLater('The glossary', () =>
  import('./teaching/glossary-list.tsx').then(({ GlossaryList }) => GlossaryList),
);

export function App() {
  return (
    <>
      <a class="skip" href="#generate-step">
        Skip to the notebook
      </a>
      <header class="top">
        <h1>Network Anomaly Lab</h1>
        <Toolbar />
      </header>
      <Presenter />
      <ShortcutsDialog />
      <MappingDialog />
      <div class="page">
        <Rail />
        <div class="notebook">
          <LinkNotice />
          <p class="lead">
            Which flows on a network do not belong? Make traffic, turn it into numbers, let three
            detectors rank it, and see what each finds and misses. Everything runs in this page;
            nothing is sent anywhere.
          </p>
          <Objectives />
          <Presets />
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
          </StepSection>
          <SweepPanel />
          <Summary />
          <ExportSection />
          <GlossaryList />
          <footer>
            <a href="./differences.html">How the lab differs from the notebook</a>
            <About />
          </footer>
        </div>
      </div>
      <NewVersion />
    </>
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
  return (
    <section id={`${step}-step`} aria-labelledby={`${step}-heading`} class="step">
      <h2 id={`${step}-heading`}>
        {at + 1} {STEPS[at].title}
      </h2>
      {children}
    </section>
  );
}
