import type { ComponentChildren } from 'preact';
import type { Step } from '../notebook/cell-definition.ts';
import { GenerateCell } from './cell-generate.tsx';
import { fetchedLater } from './fetched-later.tsx';
import { LinkNotice } from './link-notice.tsx';
import { MappingDialog } from './mapping-dialog.tsx';
import { Presenter } from './present-bar.tsx';
import { Presets } from './presets.tsx';
import { Rail, STEPS } from './rail.tsx';
import { Objectives } from './teaching/objectives.tsx';
import { Toolbar } from './toolbar.tsx';
import { About, NewVersion } from './version.tsx';

/** All below the first screen. */
const EngineerCell = fetchedLater('The features', () =>
  import('./cell-engineer.tsx').then(({ EngineerCell }) => EngineerCell),
);
const ScaleCell = fetchedLater('The scaling', () =>
  import('./cell-scale.tsx').then(({ ScaleCell }) => ScaleCell),
);
const DetectStep = fetchedLater('The detectors', () =>
  import('./detect-step.tsx').then(({ DetectStep }) => DetectStep),
);
const CompareCell = fetchedLater('The comparison', () =>
  import('./cell-compare.tsx').then(({ CompareCell }) => CompareCell),
);
const ScoresCell = fetchedLater('The scores', () =>
  import('./cell-scores.tsx').then(({ ScoresCell }) => ScoresCell),
);
const FlowExplorer = fetchedLater('The table of flows', () =>
  import('./flow-explorer.tsx').then(({ FlowExplorer }) => FlowExplorer),
);
const TriagePanel = fetchedLater('The triage', () =>
  import('./triage-panel.tsx').then(({ TriagePanel }) => TriagePanel),
);
const MarksPanel = fetchedLater('The marks', () =>
  import('./marks-panel.tsx').then(({ MarksPanel }) => MarksPanel),
);
const BeyondStep = fetchedLater('What goes beyond', () =>
  import('./beyond/beyond-step.tsx').then(({ BeyondStep }) => BeyondStep),
);
const SweepPanel = fetchedLater('The sweeps', () =>
  import('./sweep-panel.tsx').then(({ SweepPanel }) => SweepPanel),
);
const Summary = fetchedLater('The summary', () =>
  import('./summary.tsx').then(({ Summary }) => Summary),
);
const ExportSection = fetchedLater('The export', () =>
  import('./export-section.tsx').then(({ ExportSection }) => ExportSection),
);
const ShortcutsDialog = fetchedLater('The list of keys', () =>
  import('./shortcuts-dialog.tsx').then(({ ShortcutsDialog }) => ShortcutsDialog),
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
            <GenerateCell />
          </StepSection>
          <StepSection step="engineer">
            <EngineerCell />
          </StepSection>
          <StepSection step="scale">
            <ScaleCell />
          </StepSection>
          <StepSection step="detect">
            <DetectStep />
          </StepSection>
          <StepSection step="evaluate">
            <CompareCell />
            <ScoresCell />
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
