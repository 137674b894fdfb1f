/** A node: what it knows, what can happen to it, and what can be done to it. */
import { Menu } from '@mantine/core';
import { EllipsisVertical } from 'lucide-react';
import { memo, type ReactNode, useCallback, useState } from 'react';
import type { ActionKind, Data, PlayChoice } from '../../model';
import { formatData, type NodeRow, type PendingItem, shortMessage } from '../../view';
import { DataTree } from '../trace/data-tree';
import { NodeGlyph } from '../trace/node-glyph';
import styles from './node-card.module.css';
import { messageKey, type Offer, type Offers, offerKey } from './offers';
import type { Card } from './use-cards';
import { whyNotDelivered, whyNotFired, whyNotGiven, whyNotTampered, whyNotTo } from './why-not';

interface Props {
  readonly card: Card;
  readonly offers: Offers;
  /** Messages that are to wait, see `messageKey`. */
  readonly held: ReadonlySet<string>;
  readonly onTake: (choice: PlayChoice) => void;
  readonly onHold: (message: string, isHeld: boolean) => void;
}

export const NodeCard = memo(function NodeCard(props: Props) {
  const { card, offers } = props;
  const { row } = card;
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set());
  const toggle = useCallback((branch: string) => {
    setOpen((known) => {
      const next = new Set(known);
      if (!next.delete(branch)) next.add(branch);
      return next;
    });
  }, []);
  const pending = row.pending.filter(({ change }) => change !== 'removed');
  const messages = pending.filter(({ kind }) => kind === 'message');
  const timers = pending.filter(({ kind }) => kind === 'timer');
  const [input, ...later] = pending.filter(({ kind }) => kind === 'input');
  const restart = offers.get(offerKey('restart', row.id));
  return (
    <section className={styles.card} aria-label={`${row.id}, ${row.role}`} data-acts={row.acts} data-up={row.up}>
      <header className={styles.head}>
        <NodeGlyph position={row.node} hollow={!row.up} />
        <h2 className={styles.id}>{row.id}</h2>
        {row.role === row.id ? null : <span className={styles.role}>{row.role}</span>}
        <Health row={row} />
        <NodeMenu {...props} />
      </header>
      <div className={styles.state}>
        <DataTree diff={row.state} diffs name={row.id} open={open} onToggle={toggle} />
      </div>
      {restart ? <Step kind="restart" name="restart" offer={restart} onTake={props.onTake} /> : null}
      {messages.length > 0 ? (
        <Group title="Inbox">
          {messages.map((item, at) => (
            <Message key={item.key} {...props} item={item} older={messages.slice(0, at)} />
          ))}
        </Group>
      ) : null}
      {timers.length > 0 ? (
        <Group title="Timers">
          {timers.map((item) => (
            <Step
              key={item.key}
              kind="timeout"
              name={shortMessage(item.data, 32)}
              data={item.data}
              isNew={item.change === 'added'}
              offer={offers.get(offerKey('timeout', row.id, item.data))}
              why={whyNotFired(card.situation, row.id)}
              onTake={props.onTake}
            />
          ))}
        </Group>
      ) : null}
      {input ? (
        <Group title={later.length > 0 ? `Next input, ${later.length} more after it` : 'Next input'}>
          <Step
            kind="input"
            name={shortMessage(input.data, 32)}
            data={input.data}
            offer={offers.get(offerKey('input', row.id, input.data))}
            why={whyNotGiven(card.situation, row.id)}
            onTake={props.onTake}
          />
        </Group>
      ) : null}
      {row.outputs.length > 0 ? (
        <Group title="Shown">
          {row.outputs.map((output, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: outputs are only ever added at the end
            <li key={at} className={styles.output} data-new={output.change === 'added'} title={formatData(output.data)}>
              {shortMessage(output.data, 40)}
            </li>
          ))}
        </Group>
      ) : null}
    </section>
  );
});

function Health({ row }: { readonly row: NodeRow }) {
  const text = !row.up ? 'crashed' : row.upChange === 'restarted' ? 'restarted' : null;
  return text === null ? null : (
    <span className={styles.health} data-up={row.up}>
      {text}
    </span>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <ul className={styles.list}>{children}</ul>
    </div>
  );
}

const verbs: Readonly<Record<'deliver' | 'timeout' | 'input' | 'restart', string>> = {
  deliver: 'Deliver',
  timeout: 'Let fire',
  input: 'Give the input',
  restart: 'Let restart',
};

interface StepProps {
  readonly kind: 'deliver' | 'timeout' | 'input' | 'restart';
  /** What it is done with, in short. */
  readonly name: string;
  readonly data?: Data;
  readonly from?: string | undefined;
  readonly offer: Offer | undefined;
  /** Why it is not offered. */
  readonly why?: string;
  readonly isNew?: boolean;
  readonly isHeld?: boolean;
  readonly onTake: (choice: PlayChoice) => void;
  readonly children?: ReactNode;
}

/** A step as a button; where the handler has several outcomes, a menu of them. */
function Step({ kind, name, data, from, offer, why, isNew, isHeld, onTake, children }: StepProps) {
  const [first, ...others] = offer?.choices ?? [];
  const label = `${verbs[kind]} ${name}${from === undefined ? '' : ` from ${from}`}`;
  const full =
    data === undefined ? label : `${verbs[kind]} ${formatData(data)}${from === undefined ? '' : ` from ${from}`}`;
  const content = (
    <>
      <span className={styles.number} aria-hidden>
        {offer?.number ?? ''}
      </span>
      <Icon kind={kind} />
      <span className={styles.value}>{name}</span>
      {from === undefined ? null : <span className={styles.from}>← {from}</span>}
      {isHeld ? <span className={styles.tag}>held back</span> : null}
      {others.length > 0 ? <span className={styles.tag}>{others.length + 1} outcomes</span> : null}
    </>
  );
  const button = (onClick: (() => void) | undefined) => (
    <button
      type="button"
      className={styles.step}
      data-new={isNew || undefined}
      data-held={isHeld || undefined}
      aria-disabled={first === undefined}
      aria-label={first === undefined ? `${label}: ${why ?? ''}` : label}
      title={first === undefined ? `${full}\n${why ?? ''}` : full}
      onClick={onClick}
    >
      {content}
    </button>
  );
  return (
    <li className={styles.item}>
      {others.length === 0 ? (
        button(() => first && onTake(first))
      ) : (
        <Menu position="bottom-start" withinPortal returnFocus transitionProps={{ duration: 0 }}>
          <Menu.Target>{button(undefined)}</Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>The handler chooses or draws</Menu.Label>
            {offer?.choices.map((choice) => (
              <Menu.Item key={choice.outcome ?? choice.label} onClick={() => onTake(choice)}>
                {choice.outcome ?? choice.label}
                {choice.isIdle ? <span className={styles.dim}> (changes nothing)</span> : null}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {children}
    </li>
  );
}

function Message(props: Props & { readonly item: PendingItem; readonly older: readonly PendingItem[] }) {
  const { card, offers, held, onTake, onHold, item, older } = props;
  const { row, situation } = card;
  const from = item.from ?? '';
  const key = messageKey(from, row.id, item.data);
  const isHeld = held.has(key);
  const way = { from, to: row.id, isBehind: older.some((other) => other.from === from) };
  const offered = (kind: ActionKind): Offer | undefined => offers.get(offerKey(kind, row.id, item.data, from));
  const name = shortMessage(item.data, 32);
  const delivery = offered('deliver');
  return (
    <Step
      kind="deliver"
      name={name}
      data={item.data}
      from={from}
      offer={delivery}
      why={whyNotDelivered(situation, way)}
      isNew={item.change === 'added'}
      isHeld={isHeld}
      onTake={onTake}
    >
      <Menu position="bottom-end" withinPortal returnFocus transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button" className={styles.more} aria-label={`More for ${name} from ${from}`}>
            <EllipsisVertical size={13} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Deed name="Deliver" offer={delivery} why={whyNotDelivered(situation, way)} onTake={onTake} />
          <Deed name="Drop" offer={offered('drop')} why={whyNotTampered(situation, 'drop', way)} onTake={onTake} />
          <Deed
            name="Duplicate"
            offer={offered('duplicate')}
            why={whyNotTampered(situation, 'duplicate', way)}
            onTake={onTake}
          />
          <Menu.Item onClick={() => onHold(key, !isHeld)}>
            {isHeld ? 'Release' : 'Delay'}
            <span className={styles.why}>
              {isHeld
                ? 'It is offered as before.'
                : 'Held back: everything else comes first. The schedule stays as it is.'}
            </span>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Step>
  );
}

function NodeMenu({ card, offers, onTake }: Props) {
  const { row, situation, isolation } = card;
  const deed = (kind: 'crash' | 'restart', name: string) => (
    <Deed
      name={name}
      offer={offers.get(offerKey(kind, row.id))}
      why={whyNotTo(situation, kind, row.id)}
      onTake={onTake}
    />
  );
  return (
    <Menu position="bottom-end" withinPortal returnFocus transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={styles.more} aria-label={`What can be done to ${row.id}`}>
          <EllipsisVertical size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {deed('crash', 'Crash')}
        {deed('restart', 'Restart')}
        <Deed
          name="Isolate"
          offer={isolation === null ? undefined : offers.get(isolation)}
          why={whyNotTo(situation, 'isolate', row.id)}
          onTake={onTake}
        />
        <Deed
          name="Heal the network"
          offer={offers.get(offerKey('heal', ''))}
          why={whyNotTo(situation, 'heal', row.id)}
          onTake={onTake}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

interface DeedProps {
  readonly name: string;
  readonly offer: Offer | undefined;
  readonly why: string;
  readonly onTake: (choice: PlayChoice) => void;
}

/** A line of a menu; one that is not possible can be reached all the same, so that its reason can be read. */
function Deed({ name, offer, why, onTake }: DeedProps) {
  const choices = offer?.choices ?? [];
  if (choices.length === 0)
    return (
      <Menu.Item aria-disabled closeMenuOnClick={false} className={styles.impossible}>
        {name}
        <span className={styles.why}>{why}</span>
      </Menu.Item>
    );
  return choices.map((choice) => (
    <Menu.Item key={choice.outcome ?? ''} onClick={() => onTake(choice)}>
      {choice.outcome === undefined ? name : `${name}: ${choice.outcome}`}
    </Menu.Item>
  ));
}

function Icon({ kind }: { readonly kind: StepProps['kind'] }) {
  return (
    <svg className={styles.icon} width={13} height={12} viewBox="-6.5 -6 13 12" aria-hidden="true">
      {kind === 'deliver' && <path d="M-5.5,-4H5.5V4H-5.5ZM-5.5,-4L0,1L5.5,-4" />}
      {kind === 'timeout' && <path d="M5,0A5,5,0,1,1,-5,0A5,5,0,1,1,5,0ZM0,-3V0L2,1.6" />}
      {kind === 'input' && <path d="M-5.5,0H4M1,-3.2L4.4,0L1,3.2M-5.5,-3.5V3.5" />}
      {kind === 'restart' && <path d="M4.6,-2A5,5,0,1,0,5,1M5,-5V-1.6H1.6" />}
    </svg>
  );
}
