/** `expected.json` as a table: what verifying must find. */
import { boundsText } from './bounds-text';
import styles from './expectations-table.module.css';
import { type LooseObject, listField, looseObject, objectField, textField } from './manifest-text';

export function ExpectationsTable({ text }: { readonly text: string }) {
  const expected = looseObject(text);
  if (expected === null)
    return (
      <p className={styles.quiet} role="status">
        The source beside is not JSON at the moment. The table comes back as soon as it is.
      </p>
    );
  const correct = objects(listField(expected, 'correct'));
  const starter = objectField(expected, 'starter');
  const wrong = [...('file' in starter ? [starter] : []), ...objects(listField(expected, 'mutants'))];
  const junk = objects(listField(expected, 'junk'));
  const hidden = objects(listField(expected, 'hidden'));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="What verifying must find">
      <h3 className={styles.title}>Right answers</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className={styles.number}>
              States, quick
            </th>
            <th scope="col" className={styles.number}>
              States, full
            </th>
          </tr>
        </thead>
        <tbody>
          {correct.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may be listed twice by mistake
            <tr key={index}>
              <td className={styles.file}>{textField(row, 'file')}</td>
              <td className={styles.number}>{countField(objectField(row, 'quick'))}</td>
              <td className={styles.number}>{countField(objectField(row, 'full'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className={styles.title}>Wrong answers</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Killed by</th>
            <th scope="col" className={styles.number}>
              Steps
            </th>
            <th scope="col">Smallest bounds</th>
          </tr>
        </thead>
        <tbody>
          {wrong.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may be listed twice
            <tr key={index}>
              <td className={styles.file}>{textField(row, 'file')}</td>
              <td>
                {textField(row, 'verdict')}: {textField(row, 'property')}
              </td>
              <td className={styles.number}>{typeof row.length === 'number' ? row.length : '–'}</td>
              <td>{boundsText(objectField(row, 'smallest'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {junk.length > 0 ? (
        <>
          <h3 className={styles.title}>Junk</h3>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Verdict</th>
                <th scope="col">Said by</th>
              </tr>
            </thead>
            <tbody>
              {junk.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a file may be listed twice by mistake
                <tr key={index}>
                  <td className={styles.file}>{textField(row, 'file')}</td>
                  <td>{textField(row, 'verdict')}</td>
                  <td>{textField(row, 'problem') || textField(row, 'property')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
      <h3 className={styles.title}>Hidden bounds</h3>
      {hidden.length === 0 ? (
        <p className={styles.note}>None. Reviewers check at the quick and the full bounds, as candidates can.</p>
      ) : (
        <ul className={styles.note}>
          {hidden.map((bounds, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bounds may be listed twice by mistake
            <li key={index}>{boundsText(bounds)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function objects(values: readonly unknown[]): readonly LooseObject[] {
  return values.map((value) => objectField({ value }, 'value'));
}

function countField(counts: LooseObject): string {
  return typeof counts.distinct === 'number' ? new Intl.NumberFormat('en').format(counts.distinct) : '–';
}
