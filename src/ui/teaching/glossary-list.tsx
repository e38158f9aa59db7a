import { preferences } from '../lab.ts';
import { GLOSSARY } from './glossary.ts';

/** All terms in alphabetical order, for those who read or print; folded where it ends a long page. */
export function GlossaryList() {
  return (
    <section id="glossary" aria-labelledby="glossary-title" class="step">
      <h2 id="glossary-title">Glossary</h2>
      <details class="glossary-fold" open={preferences.view.value === 'steps'}>
        <summary>{GLOSSARY.length} terms</summary>
        <dl class="glossary">
          {GLOSSARY.map(({ term, meaning }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
