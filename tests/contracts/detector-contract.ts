import type { Claim } from './claims.ts';
import { fittingOf } from './detector-fitting.ts';
import { pythonClaims } from './detector-python.ts';
import { refusalClaims } from './detector-refusals.ts';
import { savingClaims } from './detector-saving.ts';
import { scoreClaims } from './detector-scores.ts';
import type { DetectorSubject } from './detector-subject.ts';
import { teachingClaims } from './detector-teaching.ts';

/** What every detector of the lab must be, do and bring along. */
export function detectorContract(subject: DetectorSubject): readonly Claim[] {
  const fitting = fittingOf(subject);
  return [
    ...scoreClaims(subject, fitting),
    ...savingClaims(subject, fitting),
    ...refusalClaims(subject, fitting),
    ...pythonClaims(subject),
    ...teachingClaims(subject),
  ];
}
