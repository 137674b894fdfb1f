/** Why a property is violated: from the property inwards to the fact that is false. */
import type { PropertyRead, PropertyResult, Reason } from '../../model';
import { formatData } from '../../view';
import { InlineText } from '../ui/inline-text';
import styles from './reason-tree.module.css';

interface Props {
  readonly property: PropertyResult;
  readonly reasons: readonly Reason[];
  /** Shows a step of the property's counterexample. */
  readonly onStep: (step: number) => void;
}

export function ReasonTree({ property, reasons, onStep }: Props) {
  return (
    <div className={styles.tree}>
      <p className={styles.meaning}>
        <InlineText text={property.meaning} />
      </p>
      <Level reasons={reasons} />
      <Reads reads={property.reads ?? []} onStep={onStep} />
    </div>
  );
}

function Level({ reasons }: { readonly reasons: readonly Reason[] }) {
  const [first, ...rest] = reasons;
  if (!first) return null;
  return (
    <ul className={styles.level}>
      <li>
        <ReasonLine reason={first} />
        <Level reasons={rest} />
      </li>
    </ul>
  );
}

/** What the claim looked at; each value leads to the step that wrote it. */
function Reads({ reads, onStep }: { readonly reads: readonly PropertyRead[]; readonly onStep: Props['onStep'] }) {
  if (reads.length === 0) return null;
  return (
    <>
      <p className={styles.meaning}>It looked at</p>
      <ul className={styles.level} aria-label="What the property looked at">
        {reads.map((read) => (
          <li key={JSON.stringify(read)}>
            {read.node}{' '}
            {read.kind === 'up' ? (
              <>being {read.up ? 'up' : 'down'}</>
            ) : (
              <>
                showing <code className={styles.value}>{formatData(read.output)}</code>
              </>
            )}
            ,{' '}
            <button type="button" className={styles.step} onClick={() => onStep(read.step)}>
              {read.step === 0 ? 'from the start' : `step ${read.step}`}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function ReasonLine({ reason }: { readonly reason: Reason }) {
  switch (reason.kind) {
    case 'binding':
      return (
        <>
          with {reason.name} = <code className={styles.value}>{formatData(reason.value)}</code>
        </>
      );
    case 'part':
      return <>the part “{reason.name}” is false</>;
    case 'fact':
      return <strong className={styles.fact}>{reason.text}</strong>;
  }
}
