/** What is recorded while somebody works on a challenge, and what is not: the same words wherever it is asked. */
import styles from './invite.module.css';

export function WhatIsKept() {
  return (
    <div className={styles.columns}>
      <section aria-labelledby="kept">
        <h2 id="kept">What this browser records</h2>
        <ul>
          <li>your edits of the protocol, the notes and the explanation, with times</li>
          <li>checks, their bounds and what came of them; hints opened, tasks ticked off</li>
          <li>that something was pasted, and what; you can say where it comes from</li>
          <li>pauses of a minute and longer, as pauses</li>
        </ul>
        <p>
          It stays in this browser until you hand in. Before that you see all of it, can leave out any part or the
          whole, and then decide.
        </p>
      </section>
      <section aria-labelledby="not-kept">
        <h2 id="not-kept">What nobody records</h2>
        <ul>
          <li>camera, microphone, screen, other tabs, the clipboard</li>
          <li>
            a profile of how you type: edits have times so that they can be replayed, nothing is computed from them
          </li>
          <li>who you are: there is no account, and a name is given only if you like</li>
        </ul>
        <p>Nothing is sent by this page, and no program rejects anybody. A person reads what you hand in.</p>
      </section>
    </div>
  );
}
