import { GLOSSARY } from './glossary.ts';

/** All terms in alphabetical order, for those who read or print. */
export function GlossaryList() {
  return (
    <section id="glossary" aria-labelledby="glossary-title" class="step">
      <h2 id="glossary-title">Glossary</h2>
      <dl class="glossary">
        {GLOSSARY.map(({ term, meaning }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
