import type { ComponentChildren, VNode } from 'preact';
import { expect } from 'vitest';

/** The words of JSX that nobody has rendered, a line a paragraph. A term stands for itself. */
export function wordsOf(node: ComponentChildren): string {
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (Array.isArray(node)) return node.map(wordsOf).join('');
  if (typeof node !== 'object') return String(node);
  const { type, props } = node as VNode<{ of?: string; children?: ComponentChildren }>;
  const words = wordsOf(props.children ?? props.of);
  return type === 'p' ? `${words}\n` : words;
}

/** Sentences, each with its stop. A stop within a number or a name ends none. */
function sentencesIn(text: string): string[] {
  return text.match(/\S.*?[.?!:]+[”’)]*(?=\s|$)/gs) ?? [];
}

/**
 * Whole sentences, so many of them and so many words at least, and nothing that only a program would
 * write.
 */
export function expectProse(text: string, { sentences = 1, words = 3 } = {}): void {
  expect(sentencesIn(text).length, `sentences in “${text}”`).toBeGreaterThanOrEqual(sentences);
  expect(text.split(/\s+/).length, `words in “${text}”`).toBeGreaterThanOrEqual(words);
  expect(text.trim()).toMatch(/^(?:scikit-learn |[^\p{Ll}]).*[.?!][”’)]*$/su);
  expectNoLeftovers(text);
}

const MOST_WORDS = 45;

/** A cell's prose: three short paragraphs, how it works, what to look for, what goes wrong. */
export function expectCellProse(prose: string): void {
  expectProse(prose, { sentences: 4, words: 50 });
  const paragraphs = prose.trim().split('\n');
  expect(paragraphs).toHaveLength(3);
  for (const [at, start] of ['How it works: ', 'Look for ', 'What goes wrong: '].entries()) {
    expect(paragraphs[at].startsWith(start), `“${paragraphs[at]}”`).toBe(true);
    const words = paragraphs[at].split(/\s+/).length;
    expect(words, `words in “${paragraphs[at]}”`).toBeLessThanOrEqual(MOST_WORDS);
  }
}

/** What a value that nobody formatted, or a text that nobody wrote, leaves on a screen. */
export function expectNoLeftovers(text: string): void {
  expect(text).not.toMatch(/undefined|\bnull\b|\bNaN\b|\[object|Infinity|TODO|lorem ipsum/i);
}
