/** The pack that an invite is for: kept in this browser, brought by the link, or opened from a file. */
import { useCallback, useEffect, useState } from 'react';
import type { PackOpened } from '../../../workers/api';
import type { Challenge, Invite, Problem } from '../../model';
import { decodePackLink } from '../../submission';
import { isProblem } from '../workers';
import { openArchive } from './definition-link';
import { keepPack, readyOpened, readyPack } from './opened-pack';

export type InvitedPack =
  | { readonly kind: 'opening' }
  /** `problem` is what is wrong with what was opened last; null if nothing was. */
  | { readonly kind: 'missing'; readonly problem: Problem | null }
  | {
      readonly kind: 'ready';
      readonly challenge: Challenge;
      /** Keeps it in this browser, so that the work can go on after a reload. */
      readonly keep: () => Promise<void>;
    };

/** @param code of the pack in the link, none if the link does not bring it */
export function useInvitedPack(
  invite: Invite,
  code: string | undefined,
): readonly [InvitedPack, (file: File) => Promise<void>] {
  const [state, setState] = useState<InvitedPack>({ kind: 'opening' });
  const open = useCallback(
    async (bytes: Uint8Array): Promise<void> => {
      setState({ kind: 'opening' });
      setState(await opened(bytes, invite));
    },
    [invite],
  );
  useEffect(() => {
    let isCurrent = true;
    void found(invite, code).then((next) => {
      if (isCurrent) setState(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [invite, code]);
  return [state, async (file) => open(new Uint8Array(await file.arrayBuffer()))];
}

async function found(invite: Invite, code: string | undefined): Promise<InvitedPack> {
  const kept = await readyPack(invite.challenge).catch(() => null);
  if (kept?.kind === 'ok') return { kind: 'ready', challenge: kept.value, keep: async () => undefined };
  if (code === undefined) return { kind: 'missing', problem: null };
  const bytes = decodePackLink(code);
  return bytes === null ? { kind: 'missing', problem: cutOff } : opened(bytes, invite);
}

async function opened(bytes: Uint8Array, invite: Invite): Promise<InvitedPack> {
  try {
    const archive = await openArchive(bytes);
    if (archive.kind === 'err') return { kind: 'missing', problem: archive.error };
    const pack = archive.value;
    if (pack.hash !== invite.challengeHash) return { kind: 'missing', problem: another(pack) };
    const ready = await readyOpened(pack);
    if (ready.kind === 'err') return { kind: 'missing', problem: ready.error[0] ?? cutOff };
    // Without storage it is there until the page is closed.
    const keep = () => keepPack(bytes, pack, Date.now()).catch(() => undefined);
    return { kind: 'ready', challenge: ready.value, keep };
  } catch (error) {
    if (isProblem(error)) return { kind: 'missing', problem: error };
    throw error;
  }
}

const cutOff: Problem = {
  code: 'invite-invalid',
  sentence:
    'The link should bring the pack, and what it brings is none: it was cut off or changed on its way. Copy the whole link, or ask for the file of the pack.',
};

function another({ manifest, hash }: PackOpened): Problem {
  return {
    code: 'invite-foreign',
    sentence: `That is another pack: “${manifest.title}”, release ${manifest.release}, with the hash ${hash.slice(0, 16)}…. Ask who sent the invite for the one that belongs to it.`,
  };
}
