/** A node's colour and shape, small, for headings and lists. */
import { nodeLook, shapePath } from '../../view';
import styles from './node-glyph.module.css';

/** @param position of the node in the order of the challenge, from 0 */
export function NodeGlyph({ position, hollow = false }: { readonly position: number; readonly hollow?: boolean }) {
  const look = nodeLook(position);
  return (
    <svg className={styles.glyph} width={14} height={14} viewBox="-7 -7 14 14" data-tone={look.tone} aria-hidden="true">
      <path d={shapePath(look.shape, 5)} className={hollow ? styles.hollow : styles.filled} />
    </svg>
  );
}
