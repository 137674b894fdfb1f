/** An invite as the candidate opens it: who asks for what, and what happens with the work. */
import { Button } from '@mantine/core';
import { PackageOpen } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { type Challenge, type Invite, packHashStart } from '../../model';
import { decodeInvite, inviteProblem } from '../../submission';
import { findChallenge } from '../catalogue';
import { useInvitedPack } from '../packs/invited-pack';
import { acceptInvite, sharedWorkStore, type Work } from '../storage';
import { AppHeader, chooseFile, countOf, formatActive } from '../ui';
import styles from './invite.module.css';
import { knownChallenges } from './known-challenges';
import { shortKey } from './recipients';
import { WhatIsKept } from './what-is-kept';

interface Props {
  readonly code: string;
  /** The pack that the invite is for, as the link brings it. */
  readonly pack?: string;
}

export function OpenInvitePage({ code, pack }: Props) {
  const decoded = useMemo(() => decodeInvite(code), [code]);
  useEffect(() => {
    document.title = 'Invite · Interleave';
    return () => {
      document.title = 'Interleave';
    };
  }, []);
  if (decoded.kind === 'err') return <Refusal title="This invite cannot be read" sentence={decoded.error.sentence} />;
  const invite = decoded.value;
  if (packHashStart(invite.challenge) !== null) return <PackInvitation invite={invite} code={pack} />;
  const problem = inviteProblem(invite, knownChallenges());
  const challenge = findChallenge(invite.challenge);
  if (problem || !challenge) {
    return (
      <Refusal
        title="This invite cannot be followed here"
        sentence={problem?.sentence ?? 'This site does not have the challenge.'}
      >
        {challenge ? (
          <Link href={`/challenge/${challenge.slug}`}>
            Open {challenge.code} {challenge.title} without the invite
          </Link>
        ) : null}
      </Refusal>
    );
  }
  return <Invitation invite={invite} challenge={challenge} />;
}

/** An invite to a challenge from outside the catalogue, whose pack has to be here first. */
function PackInvitation({ invite, code }: { readonly invite: Invite; readonly code: string | undefined }) {
  const [pack, open] = useInvitedPack(invite, code);
  if (pack.kind === 'ready') return <Invitation invite={invite} challenge={pack.challenge} onStart={pack.keep} />;
  if (pack.kind === 'opening')
    return (
      <div className={styles.page}>
        <AppHeader />
        <main className={styles.main} aria-busy="true" />
      </div>
    );
  const sentence = inviteProblem(invite, [])?.sentence ?? '';
  return (
    <Refusal title={`${invite.from} asks you to solve a challenge of their own`} sentence={sentence}>
      <Button
        leftSection={<PackageOpen size={15} aria-hidden />}
        onClick={async () => {
          const file = await chooseFile('.zip');
          if (file) await open(file);
        }}
      >
        Open the pack
      </Button>
      {pack.problem ? (
        <span role="alert" className={styles.fault}>
          {pack.problem.sentence}
        </span>
      ) : null}
    </Refusal>
  );
}

interface InvitationProps {
  readonly invite: Invite;
  readonly challenge: Challenge;
  /** What has to be done before the work begins. */
  readonly onStart?: () => Promise<void>;
}

function Invitation({ invite, challenge, onStart }: InvitationProps) {
  const [, navigate] = useLocation();
  const work = useStoredWork(challenge.slug);
  const { from, minutes, recipients, hiddenHash } = invite;
  const isPack = packHashStart(challenge.slug) !== null;
  const start = async (): Promise<void> => {
    await onStart?.();
    acceptInvite(invite);
    navigate(`/challenge/${challenge.slug}`);
  };
  return (
    <div className={styles.page}>
      <AppHeader />
      <main className={styles.main}>
        <p className={styles.over}>Invite</p>
        <h1 className={styles.title}>
          {from} asks you to solve “{challenge.title}”
        </h1>
        <p className={styles.lead}>{challenge.summary}</p>
        <dl className={styles.facts}>
          <dt>Challenge</dt>
          <dd>
            {[challenge.code, challenge.area, challenge.level].filter(Boolean).join(' · ')} · planned for{' '}
            {challenge.minutes.join(' to ')} minutes
          </dd>
          {isPack ? (
            <>
              <dt>Pack</dt>
              <dd>
                not part of this site: it comes from who invites you, and is the one that the invite names by its hash{' '}
                <code title={invite.challengeHash}>{invite.challengeHash.slice(0, 16)}…</code>. What it brings runs in a
                sandbox without network, storage or clock.
              </dd>
            </>
          ) : null}
          <dt>Time allowed</dt>
          <dd>
            {minutes === null
              ? 'not limited'
              : `${formatActive(minutes * 60_000)} of work. The page shows how much is left; it stops nothing and hands in nothing by itself.`}
          </dd>
          <dt>Who can read it</dt>
          <dd>
            whoever has {recipients.length === 1 ? 'this key' : `one of these ${recipients.length} keys`}, nobody else:{' '}
            {recipients.map((key, index) => (
              <span key={key}>
                {index === 0 ? '' : ', '}
                <code title={key}>{shortKey(key)}</code>
              </span>
            ))}
          </dd>
          <dt>Checked at</dt>
          <dd>
            the quick and the full bounds, which you can run yourself
            {hiddenHash === null ? (
              '; there are no hidden bounds.'
            ) : (
              <>
                , and hidden bounds. They are fixed: the invite holds their hash <code>{hiddenHash.slice(0, 8)}…</code>,
                so they cannot be changed after you have seen it.
              </>
            )}
          </dd>
        </dl>
        {work ? <BegunWork work={work} invite={invite} /> : null}
        <div className={styles.actions}>
          <Button onClick={() => void start()}>
            {work?.invite?.id === invite.id ? 'Go on' : work ? 'Go on under this invite' : 'Start'}
          </Button>
          <span className={styles.quiet}>Starting sends nothing. The link can be opened again at any time.</span>
        </div>
        <WhatIsKept />
      </main>
    </div>
  );
}

function BegunWork({ work, invite }: { readonly work: Work; readonly invite: Invite }) {
  const begun = `There is work on this challenge in this browser: ${formatActive(work.activeMs)} active.`;
  if (work.invite?.id === invite.id) return <p className={styles.note}>{begun} It belongs to this invite.</p>;
  return (
    <p className={styles.note}>
      {begun} It goes on as it is, and the record of the work says where this invite came in
      {work.invite
        ? `; until then it was for ${work.invite.from}, with ${countOf(work.invite.recipients.length, 'key')}`
        : ''}
      . To begin afresh, reset the source to the starter after starting.
    </p>
  );
}

interface RefusalProps {
  readonly title: string;
  readonly sentence: string;
  readonly children?: React.ReactNode;
}

function Refusal({ title, sentence, children }: RefusalProps) {
  return (
    <div className={styles.page}>
      <AppHeader />
      <main className={styles.main}>
        <h1 className={styles.title}>{title}</h1>
        <p role="alert" className={styles.lead}>
          {sentence}
        </p>
        <p className={styles.links}>
          {children}
          <Link href="/">All challenges</Link>
        </p>
      </main>
    </div>
  );
}

/** The work on a challenge in this browser; null if there is none, or it cannot be read. */
function useStoredWork(challenge: string): Work | null {
  const [work, setWork] = useState<Work | null>(null);
  useEffect(() => {
    let isGone = false;
    void sharedWorkStore()
      .list()
      .then(
        (works) => {
          if (!isGone) setWork(works.find((one) => one.challenge === challenge) ?? null);
        },
        // The challenge's own page says what is wrong with the storage.
        () => undefined,
      );
    return () => {
      isGone = true;
    };
  }, [challenge]);
  return work;
}
