import { expect } from 'vitest';
import type { Claim } from './claims.ts';
import type { DetectorSubject } from './detector-subject.ts';
import { parameterProblems } from './parameter-problems.ts';
import { expectCellProse, expectProse } from './words.ts';

/** What a detector brings along for those who learn, teach, or type. */
export function teachingClaims(subject: DetectorSubject): Claim[] {
  const { title, idea, prose, ask, surprises, look, otherLooks, help } = subject;
  const parameters = subject.parameters.filter((row) => row !== undefined);

  return [
    {
      title: 'it has a title, and an idea in a sentence',
      check() {
        expect(title).toMatch(/^[A-Z][\w-]+/);
        expectProse(idea, { words: 8 });
      },
    },
    {
      title: 'its prose says what it does, what to look for and what goes wrong',
      check() {
        expectCellProse(prose);
      },
    },
    {
      title: 'the instructor has a question to ask, and is told what surprises',
      check() {
        expectProse(ask, { words: 5 });
        expect(ask).toContain('?');
        expectProse(surprises, { words: 5 });
      },
    },
    {
      title: 'a sentence, a formula and a table say how a flow comes to its score',
      async check() {
        const inside = await subject.inside();
        if (inside === undefined) throw new Error('Nobody can look into it.');
        expectProse(inside.sentence, { words: 8 });
        expect(inside.formula).toMatch(/\d/);
        const { head, rows } = inside.table;
        expect(rows.length).toBeGreaterThan(0);
        for (const cells of rows) expect(cells).toHaveLength(head.length);
        expect(JSON.parse(JSON.stringify(inside))).toEqual(inside);
      },
    },
    {
      title: 'it has a look of its own, not by colour alone',
      check() {
        if (look === undefined) throw new Error('It has no look.');
        for (const part of ['colour', 'dash', 'symbol'] as const) expect(look[part]).toBeTruthy();
        for (const other of otherLooks) {
          expect(other?.symbol).not.toBe(look.symbol);
          expect([other?.colour, other?.dash]).not.toEqual([look.colour, look.dash]);
        }
      },
    },
    {
      title: 'its parameters have a label, a meaning, a default and a range that is kept',
      check() {
        expect(parameters.length).toBeGreaterThan(0);
        expect(parameters).toHaveLength(subject.parameters.length);
        expect(parameters.flatMap(parameterProblems)).toEqual([]);
      },
    },
    {
      title: '--help names it, and what each of its parameters means',
      check() {
        const oneLine = (text: string) => text.replace(/\s+/g, ' ');
        const words = oneLine(help);
        expect(words).toMatch(new RegExp(`--detectors [^.]*\\..*?\\b${subject.name}[,.]`));
        for (const { flag, meaning } of parameters) {
          expect(words).toContain(`--${flag}`);
          expect(words.replaceAll(' ', '')).toContain(oneLine(meaning).replaceAll(' ', ''));
        }
      },
    },
  ];
}
