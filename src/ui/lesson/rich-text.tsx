import { GLOSSARY } from '../teaching/glossary.ts';
import { TermWord } from '../teaching/term.tsx';

/** Text in which `*words*` are emphasised; nothing else of it is markup. */
export function RichText({ children }: { readonly children: string }) {
  return (
    <>{children.split('*').map((part, at) => (at % 2 === 1 ? <em key={at}>{part}</em> : part))}</>
  );
}

/** Terms that text of a lesson may hold, longer ones first: `false positive rate`, then `false positive`. */
const TERMS = GLOSSARY.map(({ term }) => term).sort((a, b) => b.length - a.length);
/** A term as a word of its own, or its plural. */
const TERM = new RegExp(`(?<![\\w-])(${TERMS.map(escaped).join('|')})(?![\\w-])`, 'i');

/** The same, with the first mention of each term explained where it stands. */
export function Explained({ children }: { readonly children: string }) {
  const told = new Set<string>();
  return (
    <>
      {children.split('*').map((part, at) =>
        // What is emphasised is a name on the page.
        at % 2 === 1 ? <em key={at}>{part}</em> : withTerms(part, told),
      )}
    </>
  );
}

function withTerms(text: string, told: Set<string>) {
  const pieces = text.split(new RegExp(TERM, 'gi'));
  return pieces.map((piece, at) => {
    const entry = at % 2 === 1 ? entryOf(piece) : undefined;
    if (entry === undefined || told.has(entry.term)) return piece;
    told.add(entry.term);
    return (
      <TermWord key={entry.term} of={entry.term}>
        {piece}
      </TermWord>
    );
  });
}

function entryOf(words: string) {
  const plain = words.toLowerCase();
  return GLOSSARY.find(({ term }) => term.toLowerCase() === plain);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What is told to who is right, where that stands beside it already. */
export function withoutVerdict(text: string): string {
  return text.replace(/^Right\. /, '');
}
