import { describe, expect, it } from 'vitest';
import { ATTACK, NORMAL } from '../../src/data/flow-table.ts';
import { flowSource } from '../../src/ui/flows/flow-source.ts';
import { fillPage } from '../../src/ui/lab.ts';
import { triage } from '../../src/ui/triage/triage-state.ts';
import { fakeLab } from './fake-lab.ts';

/** A lab that has generated its flows, and what is said of them. */
async function setUp() {
  const { lab } = fakeLab();
  await lab.notebook.run('scale');
  return { lab, ...flowSource(lab), ...triage(lab) };
}

describe('marks', () => {
  it('belong to the flows that they were made in, and come back with them', async () => {
    const { lab, markFlow, shownMarks } = await setUp();
    const { seed } = lab.notebook.parameters.value;
    markFlow(3, ATTACK);
    markFlow(5, NORMAL);
    markFlow(3, null);
    expect([...shownMarks.value]).toEqual([[5, NORMAL]]);
    lab.notebook.setParameter('seed', `${seed}1`);
    await lab.notebook.run('generate');
    expect(shownMarks.value.size).toBe(0);
    markFlow(9, ATTACK);
    // Computed anew, not brought back: only the flows are the same.
    lab.notebook.restart();
    lab.notebook.setParameter('seed', seed);
    await lab.notebook.run('generate');
    expect([...shownMarks.value]).toEqual([[5, NORMAL]]);
    expect(lab.marks.value.size).toBe(2);
  });

  it('are gone when all are forgotten', async () => {
    const { lab, markFlow, setMarks } = await setUp();
    markFlow(3, ATTACK);
    setMarks(new Map());
    expect(lab.marks.value.size).toBe(0);
  });
});

describe('rules', () => {
  it('are taken once each, and what is no rule is refused with the reason', async () => {
    const { lab, allow, removeRule, ruleProblem, allowance } = await setUp();
    expect(allow('port 53')).toBe(true);
    expect(allow('port 53')).toBe(true);
    expect(lab.allowRules.value).toHaveLength(1);
    expect(allowance.value?.allowed).toHaveLength(
      lab.notebook.cell('generate').result.value?.value.summary.total ?? 0,
    );
    expect(allow('port many')).toBe(false);
    expect(ruleProblem.value).not.toBe('');
    removeRule(lab.allowRules.value[0]);
    expect(lab.allowRules.value).toEqual([]);
  });
});

describe('what is selected', () => {
  it('is let go when other flows come', async () => {
    const { lab, shownFlows, flowPart } = await setUp();
    const type = shownFlows.value?.traffic.summary.types[0].type ?? '';
    lab.selectedFlow.value = 4;
    lab.selectedType.value = type;
    flowPart.value = 'alerts';
    lab.notebook.setParameter('seed', '7');
    await lab.notebook.run('generate');
    expect(lab.selectedFlow.value).toBeNull();
    expect(flowPart.value).toBe('every flow');
    // A type of that name is still there.
    expect(lab.selectedType.value).toBe(type);
  });
});

describe('the last rule', () => {
  it('tells what it took out of the alerts, and is undone by taking it back', async () => {
    const { lab, allow, removeRule, lastAllowed, alerts, shownFlows } = await setUp();
    // Thresholds are those of the page.
    fillPage(lab);
    expect(allow('port 22')).toBe(true);
    // No detector has looked at the flows: there is nothing to tell.
    expect(lastAllowed.value).toBeNull();
    removeRule(lab.allowRules.value[0]);
    const traffic = shownFlows.value?.traffic;
    const rows = traffic?.summary.total ?? 0;
    const own = lab.notebook.cell('isolation-forest').result as { value: unknown };
    const key = lab.notebook.cell('generate').result.value?.key ?? '';
    const scores = Float64Array.from({ length: rows }, (_, row) => row);
    const judge = (first: number) => {
      const predictions = new Int8Array(rows).fill(-1, first).fill(1, 0, first);
      const assessment = { scores, predictions };
      const value = { detector: 'isolation-forest', assessment, offset: 0, judgedOn: null };
      own.value = { key, value, milliseconds: 0 };
    };
    judge(0);
    expect(alerts.value).toHaveLength(rows);
    allow('port 22');
    const ports = [...(traffic?.flows?.dstPort ?? [])];
    const covered = ports.flatMap((port, row) => (port === 22 ? [row] : []));
    const attacks = covered.filter((row) => traffic?.labels.label[row] === ATTACK);
    expect(covered.length).toBeGreaterThan(0);
    expect(lastAllowed.value).toMatchObject({ alerts: covered.length, attacks: attacks.length });
    // The same rule again changes nothing, and is told no second time.
    const told = lastAllowed.value;
    allow('port 22');
    expect(lastAllowed.value).toBe(told);
    // Another judgement, another count: now the first half of the flows raises no alert.
    judge(rows / 2);
    const late = covered.filter((row) => row >= rows / 2);
    expect(lastAllowed.value).toMatchObject({ alerts: late.length });
    judge(0);
    removeRule({ about: 'port', port: 22 });
    expect(alerts.value).toHaveLength(rows);
    expect(lastAllowed.value).toBeNull();
  });
});
