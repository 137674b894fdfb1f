/** Shown for an address that names no page or no challenge. Says what was asked for and where one can go. */
import { Link } from 'wouter';
import { challenges } from '../catalogue';
import { AppHeader } from '../ui';
import styles from './not-found-page.module.css';

export function NotFoundPage({ slug }: { readonly slug?: string }) {
  return (
    <div className={styles.page}>
      <AppHeader />
      <main className={styles.main}>
        <UnreachableState />
        <h1 className={styles.title}>{slug ? 'There is no challenge by this name' : 'No such page'}</h1>
        <p className={styles.text}>
          {slug ? (
            <>
              The link asks for <code>{slug}</code>. Check it against the invitation; a link is easily cut short when it
              is copied. Saved work is untouched.
            </>
          ) : (
            'No schedule leads to this address. Check the link; a link is easily cut short when it is copied.'
          )}
        </p>
        <nav aria-label="Pages that exist">
          <ul className={styles.list}>
            <li>
              <Link href="/">Home</Link>
            </li>
            {challenges.map((challenge) => (
              <li key={challenge.slug}>
                <Link href={`/challenge/${challenge.slug}`}>
                  {challenge.code} {challenge.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </main>
    </div>
  );
}

/** A state graph with one state that nothing reaches. */
function UnreachableState() {
  return (
    <svg className={styles.picture} viewBox="0 0 220 90" aria-hidden="true">
      <g fill="none" stroke="var(--iv-border-strong)" strokeWidth="1.5">
        <path d="M28 45h34M78 39l30-17M78 51l30 17M126 20h28M126 70h28" />
      </g>
      <g fill="var(--iv-surface-2)" stroke="var(--iv-text-dim)" strokeWidth="1.5">
        <circle cx="20" cy="45" r="8" />
        <circle cx="70" cy="45" r="8" />
        <circle cx="117" cy="20" r="8" />
        <circle cx="117" cy="70" r="8" />
        <circle cx="163" cy="20" r="8" />
        <circle cx="163" cy="70" r="8" />
      </g>
      <circle cx="205" cy="45" r="9" fill="none" stroke="var(--iv-accent)" strokeWidth="1.5" strokeDasharray="3 3" />
      <text x="205" y="49" textAnchor="middle" fontSize="12" fill="var(--iv-accent)">
        ?
      </text>
    </svg>
  );
}
