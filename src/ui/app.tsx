import type { ComponentChildren } from 'preact';
import type { Step } from '../notebook/cells.ts';
import { DETECTOR_NAMES } from '../pipeline/parameter-facts.ts';
import { CompareCell } from './cell-compare.tsx';
import { DetectorCell, SHARED_PARAMETERS } from './cell-detector.tsx';
import { EngineerCell } from './cell-engineer.tsx';
import { GenerateCell } from './cell-generate.tsx';
import { ScaleCell } from './cell-scale.tsx';
import { ScoresCell } from './cell-scores.tsx';
import { Controls } from './controls.tsx';
import { ExportSection } from './export-section.tsx';
import { FlowExplorer } from './flow-explorer.tsx';
import { LinkNotice } from './link-notice.tsx';
import { Presenter } from './present-bar.tsx';
import { Presets } from './presets.tsx';
import { Rail, STEPS } from './rail.tsx';
import { ShortcutsDialog } from './shortcuts.tsx';
import { Summary } from './summary.tsx';
import { SweepPanel } from './sweep-panel.tsx';
import { GlossaryList } from './teaching/glossary-list.tsx';
import { Objectives } from './teaching/objectives.tsx';
import { PredictSwitch } from './teaching/predict.tsx';
import { Toolbar } from './toolbar.tsx';
import { About, NewVersion } from './version.tsx';

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
            <div class="prose">
              <p>
                Three ways to ask what is odd, fitted without a look at the labels. Fitting on all
                flows lets attacks teach the detector what is ordinary; fitting on normal flows
                alone needs somebody to have told them apart.
              </p>
            </div>
            <Controls keys={SHARED_PARAMETERS} />
            <PredictSwitch />
            {DETECTOR_NAMES.map((name) => (
              <DetectorCell key={name} name={name} />
            ))}
          </StepSection>
          <StepSection step="evaluate">
            <CompareCell />
            <ScoresCell />
            <FlowExplorer />
          </StepSection>
          <SweepPanel />
          <Summary />
          <GlossaryList />
          <ExportSection />
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
