/** What an invite says, typed in; and the link that is made of it. */
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { Copy, Download, Plus, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { type Challenge, type Problem, packHashStart, packSlug } from '../../model';
import {
  drawInviteId,
  drawSalt,
  encodeHiddenBounds,
  encodePackLink,
  hiddenBoundsFileName,
  hiddenBoundsHash,
  inviteLink,
} from '../../submission';
import { challenges, findChallenge } from '../catalogue';
import { useIdentities } from '../keys';
import { takeInviteWish } from '../packs/invite-wish';
import { keptPack, keptPacks } from '../packs/opened-pack';
import { ReviewedPackButton } from '../packs/reviewed-button';
import { onReviewedPacks, readyReviewed, reviewedPack, reviewedPacksVersion } from '../packs/reviewed-packs';
import { challengeHash } from '../record';
import { type KeptPack, readPreference, sharedReviewStore, writePreference } from '../storage';
import { countOf, download, formatCount } from '../ui';
import styles from './invite.module.css';
import {
  type HiddenDraft,
  hiddenCountMax,
  hiddenDraftFor,
  type InviteDraft,
  type InviteFaults,
  type MadeInvite,
  makeInvite,
} from './invite-draft';
import { shortKey } from './recipients';

const noFaults: InviteFaults = { hidden: {} };

/** The draft, whose keys are null until somebody chooses: then it is the current key of this browser. */
type FormDraft = Omit<InviteDraft, 'keys'> & { readonly keys: readonly string[] | null };

export function InviteForm() {
  const [typed, setTyped] = useDraft();
  const { keys } = useIdentities();
  const draft: InviteDraft = {
    ...typed,
    keys: typed.keys ?? keys.filter(({ isCurrent }) => isCurrent).map(({ recipient }) => recipient),
  };
  const [faults, setFaults] = useState<InviteFaults>(noFaults);
  const [made, setMade] = useState<MadeInvite | null>(null);
  const packs = useOpenedPacks();
  const [packProblem, setPackProblem] = useState<Problem | null>(null);
  const change = (patch: Partial<InviteDraft>): void => {
    setTyped(patch);
    setMade(null);
    setFaults(noFaults);
  };
  const choose = async (slug: string): Promise<void> => {
    // A pack that was kept is not known to the page before it is opened.
    const problem = await readyReviewed(slug);
    setPackProblem(problem);
    if (problem === null) change({ challenge: slug, hidden: [] });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    const wanted = takeInviteWish();
    if (wanted !== null) void choose(wanted);
  }, []);
  const challenge = findChallenge(draft.challenge) ?? challenges[0];
  if (!challenge) return null;
  const make = (): void => {
    const result = makeInvite(draft, challenge, challengeHash(challenge.slug), {
      id: drawInviteId(),
      salt: drawSalt(),
    });
    if (result.kind === 'err') {
      setFaults(result.error);
      setMade(null);
      return;
    }
    setFaults(noFaults);
    setMade(result.value);
  };
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <div className={styles.pair}>
          <Select
            label="Challenge"
            size="sm"
            allowDeselect={false}
            data={[
              {
                group: 'The catalogue',
                items: challenges.map(({ slug, code, title }) => ({ value: slug, label: `${code} ${title}` })),
              },
              ...(packs.length === 0 ? [] : [{ group: 'Packs in this browser', items: [...packs] }]),
            ]}
            value={challenge.slug}
            onChange={(slug) => slug && void choose(slug)}
          />
          <TextInput
            label="Time allowed, in minutes"
            placeholder="not limited"
            size="sm"
            inputMode="numeric"
            value={draft.minutes}
            error={faults.minutes}
            onChange={({ currentTarget }) => change({ minutes: currentTarget.value })}
          />
        </div>
        <p className={styles.quiet}>
          {challenge.summary} Planned for {challenge.minutes.join(' to ')} minutes.
        </p>
        <div className={styles.packs}>
          <ReviewedPackButton
            label="Open a pack"
            title="A challenge from outside the catalogue, with its reviewer’s part if you have it"
            onOpened={([slug]) => slug !== undefined && void choose(slug)}
          />
          <span className={styles.quiet}>
            {packHashStart(challenge.slug) === null
              ? 'for a challenge of your own, or from somebody else'
              : `The link names the pack by its hash, ${challengeHash(challenge.slug).slice(0, 16)}….`}
          </span>
          {packProblem ? (
            <span role="alert" className={styles.fault}>
              {packProblem.sentence}
            </span>
          ) : null}
        </div>
        <TextInput
          label="Who invites"
          description="The candidate sees it first: the name of the team."
          size="sm"
          value={draft.from}
          error={faults.from}
          onChange={({ currentTarget }) => change({ from: currentTarget.value })}
        />
        <KeyFields draft={draft} fault={faults.keys} onChange={change} />
        <HiddenFields challenge={challenge} draft={draft} faults={faults.hidden} onChange={change} />
        <div className={styles.actions}>
          <Button type="submit">Make the link</Button>
          <span className={styles.quiet}>
            Each link has a number of its own, so that two candidates can be told apart.
          </span>
        </div>
      </form>
      {made ? <MadeLink made={made} /> : null}
    </>
  );
}

interface FieldProps {
  readonly draft: InviteDraft;
  readonly onChange: (patch: Partial<InviteDraft>) => void;
}

function KeyFields({ draft, fault, onChange }: FieldProps & { readonly fault: string | undefined }) {
  const { keys } = useIdentities();
  return (
    <fieldset className={styles.group}>
      <legend>Who can open the answer</legend>
      {keys.length === 0 ? (
        <p className={styles.quiet}>
          There is no key in this browser yet. <Link href="/keys">Make one</Link>, or paste the public keys of others.
        </p>
      ) : (
        <ul className={styles.keys}>
          {keys.map(({ name, recipient, isCurrent }) => (
            <li key={recipient}>
              <label>
                <input
                  type="checkbox"
                  checked={draft.keys.includes(recipient)}
                  onChange={({ currentTarget }) =>
                    onChange({
                      keys: currentTarget.checked
                        ? [...draft.keys, recipient]
                        : draft.keys.filter((key) => key !== recipient),
                    })
                  }
                />{' '}
                {name} <code title={recipient}>{shortKey(recipient)}</code>
                {isCurrent ? <span className={styles.quiet}> current</span> : null}
              </label>
            </li>
          ))}
        </ul>
      )}
      <Textarea
        label="Public keys of others"
        description="One a line, age1…. Each of them alone can open the answer."
        size="sm"
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        classNames={{ input: styles.mono ?? '' }}
        value={draft.others}
        error={fault}
        onChange={({ currentTarget }) => onChange({ others: currentTarget.value })}
      />
    </fieldset>
  );
}

interface HiddenProps extends FieldProps {
  readonly challenge: Challenge;
  readonly faults: Readonly<Record<number, string>>;
}

function HiddenFields({ challenge, draft, faults, onChange }: HiddenProps) {
  const { hidden } = draft;
  const inPack = reviewedPack(challenge.slug)?.pack.hidden.length ?? 0;
  const put = (index: number, next: HiddenDraft): void =>
    onChange({ hidden: hidden.map((one, place) => (place === index ? next : one)) });
  return (
    <fieldset className={styles.group}>
      <legend>Hidden bounds</legend>
      <p className={styles.quiet}>
        Bounds that the answer must also pass and that the candidate does not know. The link holds only their hash; the
        bounds are saved as a file for you. Quick and full bounds are always checked.
        {inPack === 0
          ? ''
          : ` So ${inPack === 1 ? 'is the set' : `are the ${inPack} sets`} in the pack’s reviewer’s part, which the hash of the pack fixes.`}
      </p>
      {hidden.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
        <fieldset key={index} className={styles.hiddenRow} aria-label={`Hidden bounds ${index + 1}`}>
          <TextInput
            label="Name"
            size="xs"
            value={row.name}
            onChange={({ currentTarget }) => put(index, { ...row, name: currentTarget.value.slice(0, 100) })}
          />
          {challenge.parameters.map(({ name, label, meaning, min, max }) => (
            <TextInput
              key={name}
              label={label}
              title={`${meaning} ${min} to ${max}.`}
              size="xs"
              w={84}
              inputMode="numeric"
              value={row.bounds[name] ?? ''}
              onChange={({ currentTarget }) =>
                put(index, { ...row, bounds: { ...row.bounds, [name]: currentTarget.value } })
              }
            />
          ))}
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={`Remove hidden bounds ${index + 1}`}
            onClick={() => onChange({ hidden: hidden.filter((_, place) => place !== index) })}
          >
            <X size={14} aria-hidden />
          </Button>
          {faults[index] ? (
            <p role="alert" className={styles.fault}>
              {faults[index]}
            </p>
          ) : null}
        </fieldset>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Plus size={14} aria-hidden />}
        disabled={hidden.length >= hiddenCountMax}
        onClick={() => onChange({ hidden: [...hidden, hiddenDraftFor(challenge, hidden.length)] })}
      >
        Add hidden bounds
      </Button>
    </fieldset>
  );
}

/** The finished link. Hidden bounds are kept in this browser at once, and offered as a file. */
function MadeLink({ made }: { readonly made: MadeInvite }) {
  const { invite, hidden } = made;
  const pack = useInvitedArchive(invite.challengeHash, packHashStart(invite.challenge) !== null);
  const [brings, setBrings] = useState(true);
  const link = inviteLink(address(), invite, brings ? (pack?.code ?? null) : null);
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const [isKept, setIsKept] = useState<boolean | null>(null);
  useEffect(() => {
    setCopied('no');
    setIsKept(null);
    const { hidden } = made;
    if (!hidden) return;
    sharedReviewStore()
      .putHiddenBounds({ hash: hiddenBoundsHash(hidden), text: encodeHiddenBounds(hidden) })
      .then(
        () => setIsKept(true),
        () => setIsKept(false),
      );
  }, [made]);
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    );
  };
  return (
    <section className={styles.made} aria-label="The invite">
      <TextInput
        label="The link to send"
        readOnly
        size="sm"
        classNames={{ input: styles.mono ?? '' }}
        value={link}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <div className={styles.actions}>
        <Button leftSection={<Copy size={14} aria-hidden />} onClick={copy}>
          Copy the link
        </Button>
        {pack ? (
          <Button
            variant="default"
            leftSection={<Download size={14} aria-hidden />}
            onClick={() => download(pack.bytes, pack.name, 'application/zip')}
          >
            Save the pack
          </Button>
        ) : null}
        {hidden ? (
          <Button
            variant="default"
            leftSection={<Download size={14} aria-hidden />}
            onClick={() =>
              download(encodeHiddenBounds(hidden), hiddenBoundsFileName(hidden.challenge), 'application/json')
            }
          >
            Save the hidden bounds
          </Button>
        ) : null}
        <span role="status" className={styles.quiet}>
          {copied === 'yes' ? 'Copied.' : ''}
          {copied === 'failed' ? 'The browser does not let this page copy: select the link and copy it yourself.' : ''}
        </span>
      </div>
      {pack && pack.code !== null ? (
        <label>
          <input type="checkbox" checked={brings} onChange={({ currentTarget }) => setBrings(currentTarget.checked)} />{' '}
          with the pack in the link, which then has {formatCount(link.length)} characters
        </label>
      ) : null}
      <ul className={styles.plain}>
        {pack && (pack.code === null || !brings) ? (
          <li>
            The link names the pack and does not bring it
            {pack.code === null ? ', because it is too large' : ''}: send its file with the link, or nobody can follow
            it.
          </li>
        ) : null}
        <li>
          In the link, for everybody who has it: the challenge and its hash, “{invite.from}”,{' '}
          {countOf(invite.recipients.length, 'public key')}
          {invite.minutes === null ? '' : `, ${countOf(invite.minutes, 'minute')}`}, the number{' '}
          <code>{invite.id.slice(0, 8)}</code>.
        </li>
        {hidden ? (
          <li>
            Of the hidden bounds the link holds only the hash <code>{invite.hiddenHash?.slice(0, 8)}</code>.{' '}
            {isKept === false
              ? 'This browser does not store anything: save the file, or the answer cannot be checked against them.'
              : 'They are kept in this browser. Save the file for everybody else who reviews, and before you clear the browser.'}
          </li>
        ) : null}
        <li>
          <a href={link.slice(link.indexOf('#'))}>See the invite as the candidate does</a>
        </li>
      </ul>
    </section>
  );
}

/** The address of this site. */
function address(): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}`;
}

interface InvitedArchive {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Null if it is too long for a link. */
  readonly code: string | null;
}

/** The pack that an invite is for, to be sent with it; null for a challenge of the catalogue. */
function useInvitedArchive(hash: string, isPack: boolean): InvitedArchive | null {
  const [found, setFound] = useState<{ readonly hash: string; readonly archive: InvitedArchive } | null>(null);
  useEffect(() => {
    if (!isPack) return;
    let isCurrent = true;
    void keptPack(hash).then((kept) => {
      if (!isCurrent || kept === null) return;
      const archive = { name: `${kept.slug}.interleave-pack.zip`, bytes: kept.bytes, code: encodePackLink(kept.bytes) };
      setFound({ hash, archive });
    });
    return () => {
      isCurrent = false;
    };
  }, [hash, isPack]);
  return found?.hash === hash ? found.archive : null;
}

/** The packs that this browser keeps, for a list to choose from. */
function useOpenedPacks(): readonly { readonly value: string; readonly label: string }[] {
  const version = useSyncExternalStore(onReviewedPacks, reviewedPacksVersion);
  const [packs, setPacks] = useState<readonly KeptPack[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version has other packs
  useEffect(() => {
    let isCurrent = true;
    void keptPacks().then((kept) => {
      if (isCurrent) setPacks(kept);
    });
    return () => {
      isCurrent = false;
    };
  }, [version]);
  return packs.map(({ hash, title }) => ({ value: packSlug(hash), label: `${title} (${hash.slice(0, 8)})` }));
}

const emptyDraft: FormDraft = {
  challenge: challenges[0]?.slug ?? '',
  from: '',
  keys: null,
  others: '',
  minutes: '',
  hidden: [],
};

/** The draft, of which the name and the pasted keys are remembered: the next invite is mostly by the same team. */
function useDraft(): readonly [FormDraft, (patch: Partial<FormDraft>) => void] {
  const [draft, setDraft] = useState<FormDraft>(() => ({
    ...emptyDraft,
    from: readPreference('invite-form.from', isText, ''),
    others: readPreference('invite-form.others', isText, ''),
  }));
  const change = (patch: Partial<FormDraft>): void => {
    // What is typed while a pack is being opened stays.
    setDraft((before) => ({ ...before, ...patch }));
    if (patch.from !== undefined) writePreference('invite-form.from', patch.from);
    if (patch.others !== undefined) writePreference('invite-form.others', patch.others);
  };
  return [draft, change];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 20_000;
}
