import type { CellId } from '../../notebook/cell-definition.ts';
import { isDetector } from '../../pipeline/detecting/detector-table.ts';
import { detectorView, type InstructorNote } from '../detect/detector-view.ts';

/** A screen of the presentation: a cell, or the summary at the end. */
export type Slide = CellId | 'summary';

/** The notes of the slides that are no detector's. */
const NOTES: Readonly<Record<string, InstructorNote>> = {
  generate: {
    ask: 'You may keep three of these columns to find a thief. Which three? Vote, write the votes down, and come back to them at the end.',
    surprises:
      'That a flow says so much without a word of content. And that “attack” here means a recipe: ask who checked that the recipes behave as their names promise.',
  },
  engineer: {
    ask: 'Which one feature would you bet on, before you see the charts? Then, with the charts: would you still?',
    surprises:
      'How far a few plain yes-or-no flags get. Read the remark under the result aloud and leave it on the screen: every detector after this has to beat it.',
  },
  scale: {
    ask: 'The scaler is called robust. Robust against what? What would a column look like that it cannot help?',
    surprises:
      'That scaling can leave one column far wider than all the rest together. Do not mend it yet: let the One-Class SVM stumble over it first.',
  },
  compare: {
    ask: 'Your manager wants one number. Which one do you give, and what will it hide?',
    surprises:
      'That the best F1 and the best ranking need not belong together, and that some attacks are found by nobody.',
  },
  scores: {
    ask: 'Where would you draw the line if each false alarm costs ten minutes, and each missed attack a week?',
    surprises:
      'The line of the notebook, nine tenths of all scores, is a habit and no result. Move the threshold and let the class say stop.',
  },
  timeline: {
    ask: 'Cover the legend. Which of these shapes is a person at a desk, and which is a program?',
    surprises:
      'That the beacon is the only one that never sleeps. And that an hour with many alerts need not be one with an attack: look for the rows that do not match.',
  },
  voting: {
    ask: 'Three doctors, one of them asleep. Do you want their vote, or the best one’s word? And how would you know, before the patient is well, which is the best?',
    surprises:
      'With the notebook’s settings no way of voting beats the forest, for the SVM drags the rest down. Log the tails, learn from normal flows, and voting nearly catches the best member: it insures against a bad choice.',
  },
  time: {
    ask: 'Nothing in its sizes gives the beacon away. What would you write down about it, if you had only a watch?',
    surprises:
      'From next to nothing to nearly all, by two columns: the gap to the last call and how regular it is. Then raise the jitter and watch the attacker take it back.',
  },
  'attack-classifier': {
    ask: 'I have a classifier with an accuracy of 86 % and no training at all. How does it work? And what would its macro F1 be?',
    surprises:
      'Nearly every test flow gets its right name, with some thirty units. Do not let the class cheer too long: ask where tomorrow’s attack stands in this matrix.',
  },
  'unknown-attack': {
    ask: 'You were taught cats and dogs and are shown a fish. You must say cat or dog, and how sure you are. What do you say?',
    surprises:
      'Whole attacks pass as normal, with a probability of more than .99; the most brazen exfiltration, which every detector finds, among them. Known attacks belong to the classifier, unknown ones to the detectors. Then look for the attack that neither finds.',
  },
  stream: {
    ask: 'You sit in front of this strip for a whole shift. At what alert rate do you stop looking? And who would tell the detector that the new application is harmless?',
    surprises:
      'Let the new application in while it plays: false alarms at once, and after two hundred flows quiet, though nobody taught the detector a thing; the reports of drift may take longer. Then show the threshold: the newcomer has pulled it up, it stays up long after, and attacks pass below it.',
  },
  summary: {
    ask: 'Take out the votes from the start. Which columns did the work? Which attack would you look for with something other than flows?',
    surprises:
      'How many alerts stay right once attacks are as rare as they are at work. Let the class guess before you read the last sentence.',
  },
};

/** What to ask at a slide, and what surprises there. */
export function noteOf(slide: Slide): InstructorNote {
  if (isDetector(slide)) return detectorView(slide).note;
  const note = NOTES[slide];
  if (note === undefined) throw new Error(`The slide "${slide}" has no note.`);
  return note;
}
