/** Taking steps by hand: what every node is and what can happen to it next; below, the tree of what was played and its trace. */
import { Button } from '@mantine/core';
import { GitFork, Redo2, Swords, Target, Undo2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Bounds, Challenge, PlayChoice, Schedule, Trace, WorkEvent } from '../../model';
import { BoundsBar, type BoundsDraft, useSystem } from '../check';
import type { BoundsFaults } from '../check/bounds';
import { bindingFor, bindings, type CommandId, isAppleMachine, isTextField, useCommands, useKeymap } from '../keyboard';
import type { ThemeName } from '../theme';
import traceStyles from '../trace/trace-theme.module.css';
import { useTitles } from '../trace/use-titles';
import { ErrorBoundary, useStable } from '../ui';
import { Pane } from '../ui/pane';
import { AdversaryBar } from './adversary-bar';
import { AskField } from './ask-field';
import { ChoiceList } from './choice-list';
import { CompareBranches } from './compare-branches';
import { NameDialog } from './name-dialog';
import { NodeCard } from './node-card';
import { numberChoices, offersOf } from './offers';
import { PlayLower } from './play-lower';
import styles from './play-pane.module.css';
import { RunUntil } from './run-until';
import { StateLine } from './state-line';
import { neighbourBranch, nodeOf, scheduleOf } from './tree';
import { useCards } from './use-cards';
import { useLoggedPlay } from './use-logged-play';
import { type PlayHandle, usePlay } from './use-play';

/** A schedule from elsewhere to go on from, such as a counterexample. */
export interface TakenFrom {
  readonly schedule: Schedule;
  /** The step to look at. */
  readonly step: number;
}

export interface PlayPaneProps {
  readonly challenge: Challenge;
  readonly source: string;
  /** Null where what is typed for them does not fit. */
  readonly bounds: Bounds | null;
  readonly isWriter: boolean;
  readonly theme: ThemeName;
  /** Begins the title bar. */
  readonly tabs: ReactNode;
  /** The bounds as typed. */
  readonly draft: BoundsDraft;
  readonly faults: BoundsFaults;
  readonly onDraft: (draft: BoundsDraft) => void;
  /** Where the tree and the trace are drawn; null until it is there. */
  readonly lower: HTMLElement | null;
  /** Another value each time something is taken over. */
  readonly taken: TakenFrom | null;
  /** Told the branch that is looked at and the step in it, for the margin of the editor. */
  readonly onShown: (shown: { readonly trace: Trace; readonly step: number } | null) => void;
  readonly onReveal: (line: number) => void;
  readonly onLog: (event: WorkEvent) => void;
  readonly onExport: () => void;
}

export function PlayPane(props: PlayPaneProps) {
  const { challenge, source, bounds, isWriter, theme, taken, onShown, onReveal, onLog } = props;
  const play = usePlay(challenge, source, bounds, isWriter);
  const { context, moment, trace, step, send, activity } = play;
  const { tree } = context;
  const root = useRef<HTMLDivElement>(null);
  const [isSearchOpen, setIsSearchOpen] = useState(false);
  const [hasHints, setHasHints] = useState(false);
  const [naming, setNaming] = useState<number | null>(null);
  const [compared, setCompared] = useState<{ readonly left: number; readonly right: number } | null>(null);

  useEffect(() => {
    if (taken) send({ type: 'take', ...taken });
  }, [taken, send]);
  useLoggedPlay(
    context.playedCount,
    () => context.opened && { bounds: context.opened.bounds, schedule: scheduleOf(tree, tree.current) },
    onLog,
  );
  // Lines of another source would be marked wrongly.
  const isSourceShown = context.opened?.source === source;
  useEffect(() => {
    onShown(trace && isSourceShown ? { trace, step } : null);
  }, [trace, step, isSourceShown, onShown]);
  useEffect(() => () => onShown(null), [onShown]);

  // What was clicked is often gone then: the keys of Play must work on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again whenever another state is shown
  useEffect(() => {
    if (document.activeElement === document.body) root.current?.focus({ preventScroll: true });
  }, [tree.current, moment]);

  const numbered = useMemo(() => numberChoices(moment?.choices ?? [], context.held), [moment, context.held]);
  const offers = useMemo(() => offersOf(numbered), [numbered]);
  const take = useStable((choice: PlayChoice): void => send({ type: 'choose', node: tree.current, choice }));
  const goTo = useStable((node: number): void => send({ type: 'go', node }));
  const fork = (): void => {
    const { parent } = nodeOf(tree, tree.current);
    if (parent !== null) goTo(parent);
    root.current?.querySelector<HTMLElement>('[data-choices] button')?.focus({ preventScroll: true });
  };
  const runUntil = (): void => {
    setIsSearchOpen(true);
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[data-goal]')?.focus());
  };
  const commands: Partial<Record<CommandId, (() => void) | null>> = {
    'play-fork': nodeOf(tree, tree.current).parent === null ? null : fork,
    'play-branch-next': tree.nodes.size > 1 ? () => goTo(neighbourBranch(tree, 1)) : null,
    'play-undo': context.past.length > 0 ? () => send({ type: 'undo' }) : null,
    'play-redo': context.future.length > 0 ? () => send({ type: 'redo' }) : null,
    'play-name': () => setNaming(tree.current),
    'play-remove': tree.current === 0 ? null : () => send({ type: 'remove', node: tree.current }),
    'play-run-until': runUntil,
  };
  useCommands(commands);
  const keymap = useKeymap();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.nativeEvent.isComposing || isInDialog(event.target)) return;
    const inField = isTextField(event.target);
    const binding = bindingFor(playBindings, keymap, event, isAppleMachine(), inField);
    // In a field, undoing is the field's own, and so is naming.
    if (!binding || inField) return;
    const number = /^play-choice-(\d)$/.exec(binding.command)?.[1];
    const run = number === undefined ? commands[binding.command] : undefined;
    if (number === undefined && !run) return;
    event.preventDefault();
    if (number === undefined) run?.();
    else {
      const found = numbered.find((each) => each.number === Number(number));
      if (found) take(found.choice);
    }
  };

  const spec = useSystem(challenge, context.opened?.bounds ?? null);
  const cards = useCards({ spec, trace, step, moment });
  const showTrace = useCallback(
    (wanted: number): void => {
      const node = play.branch[wanted];
      if (node) goTo(node.id);
    },
    [play.branch, goTo],
  );
  const revealStep = useStable((): void => {
    const shown = trace?.steps[step - 1];
    const line = shown?.effectLines[0] ?? shown?.lines[0];
    if (line !== undefined) onReveal(line);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state is looked at
  useEffect(() => revealStep(), [tree.current, trace, revealStep]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the controls inside, and to those of the tree
    <div className={styles.room} onKeyDown={onKeyDown}>
      <Pane name="play" label="Play" bar={props.tabs}>
        <div
          ref={root}
          tabIndex={-1}
          className={`${traceStyles.theme} ${styles.body}`}
          data-theme={theme}
          data-pane-focus
        >
          <Toolbar
            commands={commands}
            isSearchOpen={isSearchOpen}
            onSearch={() => (isSearchOpen ? setIsSearchOpen(false) : runUntil())}
            isAdvised={context.isAdvised}
            onAdvise={() => send({ type: 'advise', isOn: !context.isAdvised })}
          />
          <BoundsBar
            challenge={challenge}
            draft={props.draft}
            faults={props.faults}
            disabled={false}
            onChange={props.onDraft}
          />
          {isSearchOpen ? <RunUntil play={play} onClose={() => setIsSearchOpen(false)} /> : null}
          {context.isAdvised ? (
            <AdversaryBar play={play} hasHints={hasHints} onHints={() => setHasHints(!hasHints)} />
          ) : null}
          <Messages play={play} />
          {bounds === null ? (
            <p className={styles.note}>The bounds above do not fit the challenge: mend them, and the play goes on.</p>
          ) : null}
          {moment || trace ? (
            <ErrorBoundary what="the state">
              <StateLine play={play} />
              <div className={styles.cards} data-busy={moment === null || undefined}>
                {cards.map((card) => (
                  <NodeCard
                    key={card.row.id}
                    card={card}
                    offers={offers}
                    held={context.held}
                    onTake={take}
                    onHold={(message, isHeld) => send({ type: 'hold', message, isHeld })}
                  />
                ))}
              </div>
              <ChoiceList
                numbered={numbered}
                moment={moment}
                advice={
                  hasHints && context.isAdvised && context.advice?.node === tree.current ? context.advice.advice : null
                }
                onTake={take}
              />
              <AskField schedule={scheduleOf(tree, tree.current)} isReady={activity === 'playing'} />
            </ErrorBoundary>
          ) : null}
        </div>
      </Pane>
      {props.lower
        ? createPortal(
            <PlayLower
              play={play}
              theme={theme}
              onGo={goTo}
              onStep={showTrace}
              onName={setNaming}
              onRemove={(node) => send({ type: 'remove', node })}
              onCompare={(left, right) => setCompared({ left, right })}
              onReveal={onReveal}
              onExport={props.onExport}
            />,
            props.lower,
          )
        : null}
      {naming === null ? null : (
        <NameDialog
          node={nodeOf(tree, naming)}
          onName={(name) => send({ type: 'name', node: naming, name })}
          onClose={() => setNaming(null)}
        />
      )}
      {compared === null ? null : (
        <CompareBranches play={play} {...compared} theme={theme} onClose={() => setCompared(null)} />
      )}
    </div>
  );
}

const playBindings = bindings.filter(({ pane }) => pane === 'play');

function isInDialog(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role=dialog], [role=menu]') !== null;
}

interface ToolbarProps {
  readonly commands: Partial<Record<CommandId, (() => void) | null>>;
  readonly isSearchOpen: boolean;
  readonly onSearch: () => void;
  readonly isAdvised: boolean;
  readonly onAdvise: () => void;
}

function Toolbar({ commands, isSearchOpen, onSearch, isAdvised, onAdvise }: ToolbarProps) {
  const titleOf = useTitles();
  const tool = (command: CommandId, name: string, icon: ReactNode, isShort = false): ReactNode => (
    <button
      type="button"
      className={styles.tool}
      aria-label={name}
      title={titleOf(name, command)}
      aria-disabled={!commands[command]}
      onClick={() => commands[command]?.()}
    >
      {icon}
      {isShort ? null : name}
    </button>
  );
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Moves in the tree">
      {tool('play-undo', 'Undo', <Undo2 size={14} aria-hidden />, true)}
      {tool('play-redo', 'Redo', <Redo2 size={14} aria-hidden />, true)}
      {tool('play-fork', 'Fork', <GitFork size={14} aria-hidden />)}
      {tool('play-branch-next', 'Next branch', null)}
      <span className={styles.gap} />
      <Button
        size="compact-xs"
        variant={isSearchOpen ? 'filled' : 'default'}
        aria-expanded={isSearchOpen}
        leftSection={<Target size={13} aria-hidden />}
        title={titleOf('Go on to the nearest state in which something is true', 'play-run-until')}
        onClick={onSearch}
      >
        Run until …
      </Button>
      <Button
        size="compact-xs"
        variant={isAdvised ? 'filled' : 'default'}
        aria-pressed={isAdvised}
        leftSection={<Swords size={13} aria-hidden />}
        title="You are the adversary: bring about a violation. The checker says whether one can still be had."
        onClick={onAdvise}
      >
        Against the checker
      </Button>
    </div>
  );
}

/** What the person should know of the play itself. */
function Messages({ play }: { readonly play: PlayHandle }) {
  const { context, activity, send } = play;
  const { problem, notice, saveFailure, unchecked } = context;
  const waiting = [...unchecked].filter((id) => context.tree.nodes.has(id)).length;
  return (
    <>
      {problem ? (
        <p className={styles.problem} role="alert">
          {activity === 'failed' ? '' : 'The source as it is now cannot be played; this is the one before it. '}
          {problem.sentence}
          {activity === 'failed' ? (
            <>
              {' '}
              <button type="button" className={styles.link} onClick={() => send({ type: 'retry' })}>
                Try again
              </button>
            </>
          ) : null}
        </p>
      ) : null}
      <div role="status">
        {notice ? (
          <p className={styles.notice}>
            {notice}{' '}
            <button type="button" className={styles.link} onClick={() => send({ type: 'dismiss' })}>
              Dismiss
            </button>
          </p>
        ) : null}
      </div>
      {activity === 'loading' ? <p className={styles.note}>Loading the protocol …</p> : null}
      {activity === 'playing' && waiting > 1 ? (
        <p className={styles.note}>Taking the tree through the source as it is now: {waiting} states left.</p>
      ) : null}
      {saveFailure ? (
        <p className={styles.problem}>
          {saveFailure === 'full'
            ? 'The browser has no space left, so this tree is kept in this tab only. Free some space: it is then saved.'
            : 'The browser does not let this page store anything, so this tree is kept in this tab only.'}
        </p>
      ) : null}
    </>
  );
}
