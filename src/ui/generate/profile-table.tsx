import { PROFILES, type TrafficProfile } from '../../data/profiles.ts';
import { NOTEBOOK_PARAMETERS } from '../../pipeline/parameters/parameters.ts';
import { ScrollArea } from '../kit/data-table.tsx';
import { useDraft } from '../kit/draft.ts';
import { notebook } from '../lab.ts';

/** The fourteen profiles: what each is, and how many of its flows to draw. */
export function ProfileTable() {
  return (
    <details class="profiles">
      <summary id="profiles">Flows per profile</summary>
      <ScrollArea labelledBy="profiles">
        <table>
          <thead>
            <tr>
              <th scope="col" class="word">
                profile
              </th>
              <th scope="col" class="word">
                kind
              </th>
              <th scope="col" class="number">
                flows
              </th>
              <th scope="col" class="word">
                what it is
              </th>
            </tr>
          </thead>
          <tbody>
            {PROFILES.map((profile) => (
              <ProfileRow key={profile.name} profile={profile} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <button
        type="button"
        onClick={() => notebook.setParameter('counts', NOTEBOOK_PARAMETERS.counts)}
      >
        Back to the default counts
      </button>
    </details>
  );
}

function ProfileRow({ profile }: { readonly profile: TrafficProfile }) {
  const { title, meaning, technique } = profile;
  return (
    <tr>
      <th scope="row" class="word">
        {title}
      </th>
      <td class="word">{technique === undefined ? 'normal' : 'attack'}</td>
      <td class="number">
        <CountInput profile={profile} />
      </td>
      <td class="word">
        {meaning}
        {technique !== undefined && (
          <>
            {' '}
            <a href={technique.link} rel="noreferrer">
              {technique.id} {technique.name}
            </a>
          </>
        )}
      </td>
    </tr>
  );
}

/** The number of flows of one profile, taken when the field is left and if it is a whole number. */
function CountInput({ profile: { name, title } }: { readonly profile: TrafficProfile }) {
  const { counts } = notebook.parameters.value;
  const { text, problem, type, take } = useDraft(String(counts[name]), (typed) => {
    if (!/^\d{1,9}$/.test(typed.trim())) return 'a whole number, 0 or more';
    notebook.setParameter('counts', { ...counts, [name]: Number(typed) });
    return null;
  });
  return (
    <>
      <input
        type="text"
        inputMode="numeric"
        value={text}
        aria-label={`Flows of ${title}`}
        aria-invalid={problem !== null}
        onInput={(event) => type(event.currentTarget.value)}
        onChange={take}
      />
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
