/** The challenges, with what has become of them in this browser. */
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Challenge } from '../../model';
import { challenges } from '../catalogue';
import { boundsInWords, tierOf, verdictWords } from '../check';
import { StorageFailure, sharedWorkStore, type Work } from '../storage';
import { formatActive } from '../ui';
import styles from './challenge-list.module.css';

export function ChallengeList() {
  const works = useStoredWork();
  return (
    <section className={styles.section} aria-labelledby="challenges">
      <h2 id="challenges" className={styles.heading}>
        Try a challenge
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Challenge</th>
            <th scope="col">Area</th>
            <th scope="col">Level</th>
            <th scope="col" className={styles.number}>
              Minutes
            </th>
            <th scope="col">My work</th>
          </tr>
        </thead>
        <tbody>
          {challenges.map((challenge) => (
            <tr key={challenge.slug} className={styles.row}>
              <td>
                <Link href={`/challenge/${challenge.slug}`} className={styles.link}>
                  <span className={styles.code}>{challenge.code}</span> {challenge.title}
                </Link>
                <div className={styles.summary}>{challenge.summary}</div>
              </td>
              <td>{challenge.area}</td>
              <td className={styles.level}>{challenge.level}</td>
              <td className={styles.number}>
                {challenge.minutes[0] === challenge.minutes[1]
                  ? challenge.minutes[0]
                  : `${challenge.minutes[0]}–${challenge.minutes[1]}`}
              </td>
              <td className={styles.mine}>
                <MyWork challenge={challenge} work={works.get(challenge.slug)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function MyWork({ challenge, work }: { readonly challenge: Challenge; readonly work: Work | undefined }) {
  if (!work) return <span className={styles.quiet}>not started</span>;
  const { lastVerdict, tasksDone, activeMs } = work;
  const progress = [
    challenge.tasks.length > 0
      ? `${Math.min(tasksDone.length, challenge.tasks.length)} of ${challenge.tasks.length} tasks`
      : '',
    `${formatActive(activeMs)} active`,
  ].filter(Boolean);
  if (!lastVerdict) return <span className={styles.quiet}>{progress.join(' · ')}</span>;
  const { word, tone, Icon } = verdictWords[lastVerdict.kind];
  const tier = tierOf(challenge, lastVerdict.bounds);
  const bounds = boundsInWords(challenge.parameters, lastVerdict.bounds);
  return (
    <>
      <span className={styles.verdict} data-tone={tone} title={`At ${bounds}.`}>
        <Icon size={14} aria-hidden /> {word}
      </span>
      <div className={styles.quiet}>
        {tier === 'own' ? `at ${bounds}` : `at ${tier} bounds`}
        {lastVerdict.outdated ? '; source changed since' : ''}
      </div>
      <div className={styles.quiet}>{progress.join(' · ')}</div>
    </>
  );
}

/** Work by challenge; empty while it is read, and where the browser stores nothing. */
function useStoredWork(): ReadonlyMap<string, Work> {
  const [works, setWorks] = useState<ReadonlyMap<string, Work>>(new Map());
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      try {
        const list = await sharedWorkStore().list();
        if (current) setWorks(new Map(list.map((work) => [work.challenge, work])));
      } catch (error) {
        // Without storage there is no progress to show; the workbench says so where it matters.
        if (!(error instanceof StorageFailure)) throw error;
      }
    };
    void read();
    return () => {
      current = false;
    };
  }, []);
  return works;
}
