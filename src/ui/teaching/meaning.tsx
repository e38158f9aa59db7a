import { meaningOf, type Term } from './glossary.ts';

/** What a term means, in a sentence or two. */
export function Meaning({ of }: { readonly of: Term }) {
  return <>{meaningOf(of)}</>;
}
