/** What a pointer on the diagram shows: the value in full, and where it came from and went. */
import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Step, Trace } from '../../model';
import { formatDataLines, type MessageFate, messageFates } from '../../view';
import styles from './diagram-tooltip.module.css';
import themeStyles from './trace-theme.module.css';

/** `message <id>` or `step <number>`, and where the pointer is in the window. */
export interface Hover {
  readonly subject: string;
  readonly x: number;
  readonly y: number;
}

interface Content {
  readonly title: string;
  readonly values: readonly string[];
  readonly foot?: string;
}

export interface DiagramTooltipProps {
  readonly hover: Hover;
  readonly trace: Trace;
  readonly sentences: readonly string[];
  readonly theme: 'light' | 'dark';
}

const margin = 12;

/** Only for pointers: what it says is also in the event list and in the node states. */
export function DiagramTooltip({ hover, trace, sentences, theme }: DiagramTooltipProps) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const content = contentFor(hover.subject, trace, sentences);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject has another size
  useLayoutEffect(() => {
    if (box.current) setSize({ width: box.current.offsetWidth, height: box.current.offsetHeight });
  }, [hover.subject]);
  if (!content) return null;
  const left = Math.max(margin, Math.min(hover.x + margin, window.innerWidth - size.width - margin));
  const fitsBelow = hover.y + margin + 6 + size.height <= window.innerHeight - margin;
  const top = fitsBelow ? hover.y + margin + 6 : Math.max(margin, hover.y - size.height - margin);
  return createPortal(
    <div
      ref={box}
      className={`${themeStyles.theme} ${styles.tooltip}`}
      data-theme={theme}
      style={{ left, top }}
      aria-hidden="true"
    >
      <div className={styles.title}>{content.title}</div>
      {content.values.map((value) => (
        <pre key={value}>{value}</pre>
      ))}
      {content.foot && <div className={styles.foot}>{content.foot}</div>}
    </div>,
    document.body,
  );
}

function contentFor(subject: string, trace: Trace, sentences: readonly string[]): Content | undefined {
  const [kind, number] = subject.split(' ');
  if (kind === 'message') {
    const fate = messageFates(trace).find(({ envelope }) => envelope.id === Number(number));
    return fate && messageContent(fate);
  }
  const step = trace.steps[Number(number) - 1];
  return (
    step && {
      title: sentences[step.index] ?? '',
      values: [...actionValues(step), ...step.outputs.map((output) => formatDataLines(output))],
    }
  );
}

function messageContent(fate: MessageFate): Content {
  const { envelope, appearedAt, endedAt, duplicatedAt } = fate;
  const began =
    envelope.copyOf === undefined
      ? appearedAt === 0
        ? 'sent at the start'
        : `sent in step ${appearedAt}`
      : `a copy made in step ${appearedAt}`;
  const doubled = duplicatedAt.length > 0 ? `, doubled in step ${duplicatedAt.join(' and ')}` : '';
  return {
    title: `${envelope.from} → ${envelope.to}`,
    values: [formatDataLines(envelope.message)],
    foot: `${began}${doubled}, ${endWords(fate.end, endedAt)}`,
  };
}

function endWords(end: MessageFate['end'], endedAt: number | undefined): string {
  switch (end) {
    case 'delivered':
      return `received in step ${endedAt}`;
    case 'dropped':
      return `lost in step ${endedAt}`;
    case 'pending':
      return 'not received in this trace';
  }
}

function actionValues({ action }: Step): readonly string[] {
  switch (action.kind) {
    case 'deliver':
    case 'drop':
    case 'duplicate':
      return [formatDataLines(action.message)];
    case 'timeout':
      return [formatDataLines(action.timer)];
    case 'input':
      return [formatDataLines(action.input)];
    case 'crash':
    case 'restart':
    case 'heal':
      return [];
    case 'partition':
      return [action.groups.map((group) => group.join(', ')).join(' | ')];
  }
}
