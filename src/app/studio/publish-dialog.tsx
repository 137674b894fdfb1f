/** Handing a challenge on: the public pack and the reviewer's part as files, a signature, a link. */
import { Button, Modal } from '@mantine/core';
import { Download, KeyRound, Link2, Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { VerifyReport } from '../../model';
import { createSigningKey } from '../packs/definition-link';
import { wishInvite } from '../packs/invite-wish';
import { packCode } from '../packs/pack-link';
import { addReviewed } from '../packs/reviewed-packs';
import { chooseFile, countOf, download, formatBytes } from '../ui';
import type { DraftFiles } from './draft-files';
import { type PackedDraft, packDraft } from './export-draft';
import styles from './publish-dialog.module.css';

interface Props {
  readonly files: DraftFiles;
  readonly report: VerifyReport | null;
  readonly onClose: () => void;
}

const archiveType = 'application/zip';

export function PublishDialog({ files, report, onClose }: Props) {
  const [secret, setSecret] = useState<string | null>(null);
  const [packed, setPacked] = useState<PackedDraft | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const [, navigate] = useLocation();
  useEffect(() => {
    let isCurrent = true;
    setPacked(null);
    packDraft(files, secret).then((result) => {
      if (!isCurrent) return;
      if (result.kind === 'ok') {
        setPacked(result.value);
        setFailure(null);
      } else setFailure(result.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [files, secret]);
  const makeKey = async (): Promise<void> => {
    const made = await createSigningKey();
    download(`${made.secret}\n`, 'interleave-signing.key', 'text/plain');
    setSecret(made.secret);
  };
  const chooseKey = async (): Promise<void> => {
    const file = await chooseFile('.key,.txt');
    if (file) setSecret(await file.text());
  };
  const code = packed ? packCode(packed.public.bytes) : null;
  const copy = async (): Promise<void> => {
    if (code === null) return;
    await navigator.clipboard.writeText(new URL(`#/pack/${code}`, document.baseURI).href);
    setCopied(true);
  };
  const invite = async (): Promise<void> => {
    if (!packed) return;
    const parts = [packed.public, ...(packed.reviewer ? [packed.reviewer] : [])];
    const added = await addReviewed(parts.map(({ bytes, name }) => new File([bytes.slice()], name)));
    if (added.kind === 'err') {
      setFailure(added.error.sentence);
      return;
    }
    const [slug] = added.value;
    if (slug === undefined) return;
    wishInvite(slug);
    navigate('/invite');
  };
  const errors = report?.findings.filter(({ severity }) => severity === 'error').length ?? 0;
  return (
    <Modal opened onClose={onClose} title="Publish" size="lg">
      {report?.verifies ? (
        <p className={styles.good}>The pack verifies.</p>
      ) : (
        <p className={styles.warn}>
          {errors > 0
            ? `The pack does not verify yet: ${countOf(errors, 'finding')} to settle. It can be handed on all the same; nobody has shown then that it tells right answers from wrong ones.`
            : 'Verifying has not come to its end, so it is not known whether the pack discriminates.'}
        </p>
      )}
      {failure ? (
        <p className={styles.warn} role="alert">
          {failure}
        </p>
      ) : null}
      <section className={styles.section} aria-label="Signature">
        <h3>Signature</h3>
        <p>
          {packed?.fingerprint ? (
            <>
              Signed with the key <code>{packed.fingerprint}</code>. Tell candidates this fingerprint in another way
              than with the pack.
            </>
          ) : (
            'Not signed. A signature tells those who know your fingerprint that the pack is from you. The key is a file that you keep: this page forgets it when it is closed.'
          )}
        </p>
        <Button.Group>
          <Button size="compact-sm" variant="default" onClick={() => void chooseKey()}>
            Sign with a key file
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<KeyRound size={14} aria-hidden />}
            onClick={() => void makeKey()}
          >
            Make a key and sign
          </Button>
        </Button.Group>
      </section>
      <section className={styles.section} aria-label="For candidates">
        <h3>For candidates</h3>
        <p>
          {packed ? (
            <>
              <code>{packed.public.name}</code>, {formatBytes(packed.public.bytes.length)}, hash{' '}
              <code title={packed.public.hash}>{packed.public.hash.slice(0, 16)}</code>. Answers are not in it.
            </>
          ) : (
            'Packing'
          )}
        </p>
        <Button
          size="compact-sm"
          disabled={packed === null}
          leftSection={<Download size={14} aria-hidden />}
          onClick={() => packed && download(packed.public.bytes, packed.public.name, archiveType)}
        >
          Save the public pack
        </Button>{' '}
        <Button
          size="compact-sm"
          variant="default"
          disabled={code === null}
          leftSection={<Link2 size={14} aria-hidden />}
          onClick={() => void copy()}
        >
          {copied ? 'Copied' : 'Copy a link that holds it'}
        </Button>{' '}
        <Button
          size="compact-sm"
          variant="default"
          disabled={packed === null}
          leftSection={<Send size={14} aria-hidden />}
          onClick={() => void invite()}
        >
          Make an invite
        </Button>
        <p className={styles.hint} role="status">
          {packed && code === null
            ? 'It is too large for a link: hand over the file, which opens under Packs.'
            : code
              ? `The link has ${code.length} characters and needs no server. Some programs cut off long links; the file always works.`
              : ''}
        </p>
      </section>
      <section className={styles.section} aria-label="For the team">
        <h3>For the team</h3>
        <p>
          Reference, alternates, mutants, expectations, hidden bounds and rubric. The public pack holds the hash of this
          part, so it cannot be exchanged later.
        </p>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!packed?.reviewer}
          leftSection={<Download size={14} aria-hidden />}
          onClick={() => packed?.reviewer && download(packed.reviewer.bytes, packed.reviewer.name, archiveType)}
        >
          Save the reviewer’s part
        </Button>
      </section>
    </Modal>
  );
}
