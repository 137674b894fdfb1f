/** All nodes in the selected state: what they know, what can happen to them next, what they have shown. */
import { type CSSProperties, memo, useCallback, useMemo, useRef, useState } from 'react';
import type { Data, Trace } from '../../model';
import {
  formatData,
  linesNeeded,
  type NodeRow,
  type OutputItem,
  type PendingItem,
  shortMessage,
  stateTable,
} from '../../view';
import { DataTree } from './data-tree';
import { NodeGlyph } from './node-glyph';
import styles from './node-state-table.module.css';
import themeStyles from './trace-theme.module.css';
import { useKeptInView } from './use-kept-in-view';

export interface NodeStateTableProps {
  readonly trace: Trace;
  /** State selected. */
  readonly step: number;
  /** Whether changes since the state before are marked. */
  readonly diffs: boolean;
  /** Whether messages, timers, inputs and outputs are written in full. */
  readonly fullValues: boolean;
}

/** Rows are not made taller than this ahead of their content. */
const reservedLinesMax = 7;

export const NodeStateTable = memo(function NodeStateTable({ trace, step, diffs, fullValues }: NodeStateTableProps) {
  const rows = useMemo(() => stateTable(trace, step), [trace, step]);
  const reserved = useMemo(
    () => trace.nodes.map((_, position) => linesNeeded(trace, position, reservedLinesMax)),
    [trace],
  );
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set());
  const toggle = useCallback((branch: string) => {
    setOpen((known) => {
      const next = new Set(known);
      if (!next.delete(branch)) next.add(branch);
      return next;
    });
  }, []);
  const table = useRef<HTMLTableElement>(null);
  useKeptInView(table, 'parent', showActingRow, step);
  return (
    <table ref={table} className={styles.table}>
      <caption className={themeStyles.hidden}>
        {step === 0 ? 'Nodes in the initial state' : `Nodes after step ${step}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">State</th>
          <th scope="col">Pending</th>
          <th scope="col">Shown</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            data-acts={row.acts}
            data-up={row.up}
            style={{ '--lines': reserved[row.node] ?? 1 } as CSSProperties}
          >
            <th scope="row">
              <NodeName row={row} diffs={diffs} />
            </th>
            <td>
              <DataTree diff={row.state} diffs={diffs} name={row.id} open={open} onToggle={toggle} />
            </td>
            <td>
              <PendingList items={row.pending} diffs={diffs} fullValues={fullValues} />
            </td>
            <td>
              <OutputList items={row.outputs} diffs={diffs} fullValues={fullValues} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

/** Scrolls until the row of the acting node is in view; nothing acts in the initial state. */
function showActingRow(box: HTMLElement, table: HTMLTableElement): void {
  const row = table.querySelector<HTMLElement>('tr[data-acts=true]');
  const head = table.tHead?.getBoundingClientRect();
  if (!row || !head) return;
  const view = box.getBoundingClientRect();
  const place = row.getBoundingClientRect();
  const above = place.top - (view.top + head.height);
  const below = place.bottom - view.bottom;
  if (above < 0) box.scrollTop += above;
  else if (below > 0) box.scrollTop += Math.min(below, above);
}

function NodeName({ row, diffs }: { readonly row: NodeRow; readonly diffs: boolean }) {
  const changed = diffs && row.upChange !== 'same';
  return (
    <div className={styles.node}>
      <NodeGlyph position={row.node} hollow={!row.up} />
      <div className={styles.nodeWords}>
        <span className={styles.id}>{row.id}</span>
        {row.role !== row.id && <span className={styles.role}>{row.role}</span>}
        {(!row.up || changed) && (
          <span className={styles.health} data-up={row.up}>
            {changed && <Sign change="changed" />}
            {row.up ? 'restarted' : 'down'}
          </span>
        )}
        {row.acts && <span className={themeStyles.hidden}>, acted in this step</span>}
      </div>
    </div>
  );
}

function PendingList({
  items,
  diffs,
  fullValues,
}: {
  readonly items: readonly PendingItem[];
  readonly diffs: boolean;
  readonly fullValues: boolean;
}) {
  const shown = diffs ? items : items.filter((item) => item.change !== 'removed');
  if (shown.length === 0) return <Nothing />;
  return (
    <ul className={styles.list}>
      {shown.map((item) => (
        <li key={item.key} data-change={diffs ? item.change : 'same'} title={formatData(item.data)}>
          <Sign change={diffs ? item.change : 'same'} />
          <span className={styles.item}>
            <PendingIcon kind={item.kind} />
            <span className={styles.value}>{write(item.data, fullValues)}</span>
            {item.from !== undefined && <span className={styles.from}> from {item.from}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function OutputList({
  items,
  diffs,
  fullValues,
}: {
  readonly items: readonly OutputItem[];
  readonly diffs: boolean;
  readonly fullValues: boolean;
}) {
  if (items.length === 0) return <Nothing />;
  return (
    <ol className={styles.list}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: outputs are only ever added at the end
        <li key={index} data-change={diffs ? item.change : 'same'} title={formatData(item.data)}>
          <Sign change={diffs ? item.change : 'same'} />
          <span className={`${styles.item} ${styles.value}`}>{write(item.data, fullValues)}</span>
        </li>
      ))}
    </ol>
  );
}

function write(data: Data, fullValues: boolean): string {
  return fullValues ? formatData(data) : shortMessage(data, 40);
}

function Nothing() {
  return (
    <span className={styles.nothing}>
      <span aria-hidden="true">–</span>
      <span className={themeStyles.hidden}>nothing</span>
    </span>
  );
}

const signs = { same: '', added: '+', removed: '−', changed: '~' } as const;
const signNames = { same: '', added: 'new: ', removed: 'gone: ', changed: 'changed: ' } as const;

function Sign({ change }: { readonly change: keyof typeof signs }) {
  return (
    <span className={styles.sign} data-change={change}>
      <span aria-hidden="true">{signs[change]}</span>
      {change !== 'same' && <span className={themeStyles.hidden}>{signNames[change]}</span>}
    </span>
  );
}

function PendingIcon({ kind }: { readonly kind: PendingItem['kind'] }) {
  return (
    <>
      <svg className={styles.icon} width={13} height={12} viewBox="-6.5 -6 13 12" aria-hidden="true">
        {kind === 'message' && <path d="M-5.5,-4H5.5V4H-5.5ZM-5.5,-4L0,1L5.5,-4" />}
        {kind === 'timer' && <path d="M5,0A5,5,0,1,1,-5,0A5,5,0,1,1,5,0ZM0,-3V0L2,1.6" />}
        {kind === 'input' && <path d="M-5.5,0H4M1,-3.2L4.4,0L1,3.2M-5.5,-3.5V3.5" />}
      </svg>
      <span className={themeStyles.hidden}>{kind} </span>
    </>
  );
}
