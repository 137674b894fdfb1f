/** Where one is, and what the properties say of it. */
import { violationPath } from '../../view';
import styles from './state-line.module.css';
import { nodeOf, pathTo } from './tree';
import type { PlayHandle } from './use-play';

export function StateLine({ play }: { readonly play: PlayHandle }) {
  const { context, moment, branch, step } = play;
  const node = nodeOf(context.tree, context.tree.current);
  const possible = branch.filter(({ impossible }) => !impossible).length - 1;
  const named = pathTo(context.tree, node.id).findLast(({ name }) => name !== '');
  return (
    <div className={styles.line}>
      <p className={styles.where}>
        <strong>{step === 0 ? 'Initial state' : `Step ${step}`}</strong>
        {possible > step ? <span className={styles.dim}> of {possible} on this branch</span> : null}
        {named ? <span className={styles.name}>{named.name}</span> : null}
        {step > 0 ? <span className={styles.dim}> {node.label}</span> : null}
      </p>
      {moment?.problem ? (
        <p className={styles.failed} role="alert">
          ▲ {moment.problem.sentence}
        </p>
      ) : null}
      {moment && moment.properties.length > 0 ? (
        <ul className={styles.properties} aria-label="Properties in this state">
          {moment.properties.map(({ name, status, kind }) => (
            <li key={name} data-status={status}>
              <svg width={13} height={13} viewBox="-7 -7 14 14" aria-hidden="true">
                {status === 'violated' ? <path d={violationPath(6)} className={styles.violation} /> : null}
                {status === 'reached' ? <path d="M-4.5,0L-1.2,3.6L4.8,-3.8" className={styles.reached} /> : null}
                {status === 'open' ? <circle r={3.6} className={styles.open} /> : null}
              </svg>
              {name}
              <span className={status === 'open' ? 'iv-visually-hidden' : styles.status}>
                {' '}
                {status === 'open' ? (kind === 'sometimes' ? 'not reached' : 'not violated') : status}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {moment?.unjudged ? <p className={styles.failed}>{moment.unjudged.sentence}</p> : null}
      {moment?.quiescent && !moment.problem ? (
        <p className={styles.dim}>Nothing but a fault can happen any more.</p>
      ) : null}
    </div>
  );
}
