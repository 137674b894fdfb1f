/** Rules of sealing: to whom, and what joins the log before it. */
import { err, ok, type Result } from '../../base';
import type { Invite, Problem, WorkEvent } from '../../model';
import { recipientsIn } from '../invite/recipients';
import type { Paste } from './log-rows';
import type { SheetDraft } from './sheet-draft';

/** Who can open the file. */
export function recipientsFor(
  invite: Invite | null,
  { recipients: typed }: SheetDraft,
): Result<readonly string[], Problem> {
  if (invite) return ok(invite.recipients);
  const { recipients, faults } = recipientsIn(typed);
  const [fault] = faults;
  if (fault) return err({ code: 'key-invalid', sentence: fault });
  if (recipients.length === 0) {
    return err({
      code: 'key-invalid',
      sentence: 'Nobody could open the file. Paste the public key of whoever is to read it; it begins with age1.',
    });
  }
  return ok(recipients);
}

/** What was said about pastes and is not in the log yet. */
export function labelsToLog({ labels }: SheetDraft, pastes: readonly Paste[]): readonly WorkEvent[] {
  return pastes.flatMap(({ record, label }): readonly WorkEvent[] => {
    const text = labels[record]?.trim();
    return text === undefined || text === label ? [] : [{ kind: 'label', of: record, text }];
  });
}
