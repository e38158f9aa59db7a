import { expect } from 'vitest';
import type { CellSubject } from './cell-subject.ts';
import type { Claim } from './claims.ts';
import type { PageNode } from './page/page-node.ts';
import { expectCellProse, expectNoLeftovers, expectProse } from './words.ts';

/** What every cell of the page must show and bring along. */
export function cellContract(subject: CellSubject): readonly Claim[] {
  const { id, title, prose, ask, surprises, python, whyNoPython, help } = subject;
  let shown: Promise<PageNode> | undefined;
  const run = () => {
    shown ??= subject.run();
    return shown;
  };

  return [
    {
      title: 'it stands on the page under its name and title, and says so before it has run',
      check() {
        const [article, ...others] = subject.empty().all('article');
        expect(others).toEqual([]);
        expect(article.attributes.get('id')).toBe(id);
        expect(article.all('h3')[0].words).toContain(title);
        expectNoLeftovers(article.words);
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
      title: 'who guesses first is asked before it shows a verdict',
      check() {
        const { isWithheld, whyNot, form } = subject.guess();
        expect(isWithheld).toBe(!subject.isBeforeVerdicts);
        if (!isWithheld) expectProse(whyNot, { words: 4 });
        if (form === null) return;
        for (const label of form.all('label')) expect(label.words.trim()).toMatch(/^[A-Z].*\?$/s);
        const choices = form.all('select').map((select) => select.all('option').length);
        const fields = form.all('input').length;
        expect(form.all('label')).toHaveLength(choices.length + fields);
        for (const count of choices) expect(count).toBeGreaterThan(2);
        expect(choices.length + fields).toBeGreaterThan(0);
      },
    },
    {
      title: 'it has Python, or says why it has none',
      check() {
        if (python !== null) {
          expect(python).not.toMatch(/\.\.\.|…|\bpass$|NotImplemented|TODO|undefined/m);
          expect(python.split('\n').length).toBeGreaterThan(2);
        } else {
          expectProse(whyNoPython, { words: 10 });
        }
      },
    },
    {
      title:
        'once it has run it shows a chart that says in words what it shows, or a table with a name',
      async check() {
        const cell = await run();
        const problems = cell.all('p').filter((one) => one.attributes.get('class') === 'problem');
        expect(problems.map((one) => one.words)).toEqual([]);
        const [output] = cell.all('div').filter((one) => one.attributes.get('class') === 'output');
        const summaries = output.all('figcaption').map(summaryIn);
        for (const summary of summaries) expectProse(summary, { words: 6 });
        const names = output.all('table').map((table) => nameOf(table, output));
        for (const name of names) expect(name).toMatch(/^[A-Z\d].* /);
        expect(summaries.length + names.length).toBeGreaterThan(0);
        expectNoLeftovers(cell.words);
      },
    },
    {
      title: 'the command line has options for it, which --help explains',
      check() {
        if (subject.options === null) throw new Error('The command line has no counterpart.');
        for (const option of subject.options.filter((word) => word.startsWith('--'))) {
          expect(help).toMatch(new RegExp(`^ +${option}\\b`, 'm'));
        }
      },
    },
    {
      title: 'the command line prints the same figures',
      async check() {
        const { shown, printed } = await subject.figures();
        expect(shown.length).toBeGreaterThan(0);
        expect(shown.some((figure) => figure !== null)).toBe(true);
        expect(printed).toEqual(shown);
      },
    },
  ];
}

/** What a chart's caption says behind its title. */
function summaryIn(caption: PageNode): string {
  const [title] = caption.all('strong');
  return caption.words.trim().slice(title.words.trim().length).trim();
}

/** The words that name a table. */
function nameOf(table: PageNode, within: PageNode): string {
  const id = table.attributes.get('aria-labelledby');
  const named = within.all('p').find((one) => one.attributes.get('id') === id);
  return named?.words.trim() ?? '';
}
