/** A check of the work log, made again with the protocol as it was then. */
import { type CheckReport, type CheckResult, type Progress, type Regrade, type Submission, workFiles } from '../model';
import { checkResultOf, LogReplay, lastRecordOf, textHash } from '../submission';
import { challengeMatch, isCut, isSame } from './assess';
import { claimsNothing, settingsOf, withLimitOf } from './check-settings';
import { type GradeEnvironment, gradedChallenge } from './grade-environment';
import { protocolFile, runSource } from './run-source';

export interface Rerun {
  /** Number of the record. */
  readonly record: number;
  readonly claimed: CheckResult;
  readonly result: CheckResult;
  /**
   * `not-claimed` where the log claims nothing that must come out again: the check was ended before it had an answer, or it was
   * of another version of the challenge. `unfinished` where it was ended here before it had one.
   */
  readonly match: Regrade['match'];
  readonly report: CheckReport;
}

/** Null if the record is no check, or not in the log that was handed in, or this machine does not have the challenge. */
export async function rerun(
  submission: Submission,
  record: number,
  environment: GradeEnvironment,
  onProgress: (progress: Progress) => void,
): Promise<Rerun | null> {
  const { log, manifest } = submission;
  const challenge = gradedChallenge(manifest.challenge.slug, environment);
  const last = log?.at(-1);
  if (challenge === undefined || log === null || last === undefined) return null;
  if (!Number.isInteger(record) || record < 0 || record > lastRecordOf(last)) return null;
  const replay = new LogReplay(log);
  const index = replay.indexOf(record);
  const entry = replay.entry(index);
  if ('redacted' in entry || entry.event.kind !== 'check') return null;
  const { event } = entry;
  const source = replay.filesAt(index)[workFiles[0]];
  const settings = withLimitOf(settingsOf(event), event.result);
  const program = environment.compile(source, protocolFile);
  const report = await runSource(challenge, program, event.bounds, settings, environment, onProgress);
  const result = checkResultOf(report);
  const match = (): Regrade['match'] => {
    // The check claims to be of a text that the log does not lead to.
    if (textHash(source) !== event.source) return 'differs';
    if (isSame(event.result, result)) return 'same';
    const sameChallenge =
      challengeMatch(submission, environment) === 'same' && entry.challenge === manifest.challenge.hash;
    if (claimsNothing(settings, event.result) || !sameChallenge) return 'not-claimed';
    if (isCut(report)) return 'unfinished';
    return event.engine.hash === environment.engine.hash ? 'differs' : 'other-engine';
  };
  return { record, claimed: event.result, result, match: match(), report };
}
