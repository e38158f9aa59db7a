import { TermWord } from './term.tsx';

/** The first cell in the lab's own words, fetched with the page. */
export const GENERATE_PROSE = (
  <>
    <p>
      A <TermWord of="flow" /> is one conversation between two hosts: who sent how many bytes and
      packets, for how long, to which port. It says nothing of what was said, so it can be kept for
      months, and encryption does not hide it. Made-up flows are drawn at random from fourteen
      recipes: six of ordinary office traffic, eight of attacks.
    </p>
    <p>
      <strong>Look for</strong> what sets the attacks apart before any algorithm does. Which of them
      would you see in a table of these columns? Which would pass for a page that loads?
    </p>
    <p>
      <strong>What goes wrong:</strong> believing the names. A detector sees the columns only, never
      the recipe, and a recipe may not do what its name says. And real traffic holds far fewer
      attacks: the <TermWord of="base rate" /> here is a gift.
    </p>
  </>
);
