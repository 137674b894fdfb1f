/** Why a property is violated: from the property inwards to the fact that is false. */
import type { PropertyResult, Reason } from '../../model';
import { formatData } from '../../view';
import { InlineText } from '../ui/inline-text';
import styles from './reason-tree.module.css';

interface Props {
  readonly property: PropertyResult;
  readonly reasons: readonly Reason[];
}

export function ReasonTree({ property, reasons }: Props) {
  return (
    <div className={styles.tree}>
      <p className={styles.meaning}>
        <InlineText text={property.meaning} />
      </p>
      <Level reasons={reasons} />
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
