/** Asking for a check, watching it, and reading its verdict. */
import { Button } from '@mantine/core';
import { Pause, Play, Square } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import {
  type Bounds,
  type Challenge,
  type CheckSwitches,
  isExperiment,
  type Progress,
  type SearchMode,
  writesAgainstVariants,
} from '../../model';
import {
  BoundsBar,
  type BoundsDraft,
  boundsInWords,
  comparedProperty,
  draftOf,
  KeptOffer,
  PropertyList,
  parseBounds,
  Reductions,
  RunProgress,
  type SchedulesHandle,
  SchedulesMenu,
  SearchMenu,
  type SwitchesHandle,
  systemInWords,
  tierOf,
  useSystem,
  VerdictCard,
} from '../check';
import { bindingOf, KeyCombo, useKeymap } from '../keyboard';
import type { CheckOutcome } from '../machines';
import { ErrorBoundary, formatCount } from '../ui';
import { lazyComponent } from '../ui/lazy-component';
import { Pane } from '../ui/pane';
import styles from './check-pane.module.css';
import type { CheckHandle } from './use-check';
import type { KeptHandle } from './use-kept-check';

const VariantsButton = lazyComponent(async () => (await import('../check/variants-button')).VariantsButton);
const VariantsIntroduction = lazyComponent(async () => (await import('../check/variants-button')).VariantsIntroduction);

interface Props {
  /** Begins the title bar. */
  readonly tabs: ReactNode;
  readonly challenge: Challenge;
  readonly check: CheckHandle;
  readonly draft: BoundsDraft;
  readonly onDraft: (draft: BoundsDraft) => void;
  readonly search: SwitchesHandle;
  readonly schedules: SchedulesHandle;
  readonly kept: KeptHandle;
  readonly onGoOn: () => void;
  readonly onCheck: (bounds: Bounds, explore?: 'first' | 'all', switches?: CheckSwitches, mode?: SearchMode) => void;
  readonly onReveal: (line: number) => void;
}

export function CheckPane(props: Props) {
  const { challenge, check, draft, onDraft, search, schedules, kept, onGoOn, onCheck, onReveal } = props;
  const parsed = parseBounds(challenge.parameters, draft);
  const bounds = parsed.kind === 'ok' ? parsed.value : null;
  const system = useSystem(challenge, bounds);
  const isRunning = check.activity !== 'idle' && check.activity !== 'pausing';
  const isHeld = check.activity === 'held';
  // While saved states are read nothing is searched, so there is no rate.
  const isTakingUp = check.wish?.goesOnFrom != null && check.progress?.rate === 0;
  const isAsked = isRunning && check.wish?.mode === 'asked';
  const reduce = (smaller: Bounds): void => {
    onDraft(draftOf(smaller));
    onCheck(smaller);
  };
  const switchTo = (kind: 'symmetry' | 'partial-order'): void => {
    const { symmetry: _, ...others } = search.switches;
    const switches = kind === 'symmetry' ? others : { ...search.switches, partialOrder: true };
    search.change(switches);
    if (check.wish) onCheck(check.wish.bounds, check.wish.explore, switches);
  };
  const checkEvery = (every: Bounds, explore: 'first' | 'all'): void => {
    schedules.choose('every');
    onCheck(every, explore, search.switches, { kind: 'every' });
  };
  const isLong = useLasting(isAsked, progressDelayMs);
  const keymap = useKeymap();
  const checkBinding = bindingOf('check');
  const checkKey = checkBinding && keymap.chordsOf(checkBinding)[0];
  return (
    <Pane
      name="check"
      label="Check"
      bar={
        <>
          {props.tabs}
          {isLong ? (
            <div className={styles.running}>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<Square size={13} aria-hidden />}
                onClick={check.stop}
                data-pane-focus
              >
                Stop
              </Button>
              <Button
                size="compact-sm"
                variant={isHeld ? 'filled' : 'default'}
                leftSection={isHeld ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
                disabled={!isHeld && (check.activity !== 'checking' || check.wish?.schedules.kind !== 'every')}
                onClick={isHeld ? check.release : check.hold}
              >
                {isHeld ? 'Resume' : 'Pause'}
              </Button>
            </div>
          ) : (
            <Button
              size="compact-sm"
              leftSection={<Play size={13} aria-hidden />}
              rightSection={checkKey ? <KeyCombo chord={checkKey} /> : undefined}
              disabled={bounds === null}
              onClick={() => bounds && onCheck(bounds)}
              className={styles.run}
              data-pane-focus
            >
              Check
            </Button>
          )}
          <SchedulesMenu schedules={schedules} />
          <span className={styles.activity}>{activityWords(check)}</span>
        </>
      }
    >
      <div className={styles.body}>
        <BoundsBar
          challenge={challenge}
          draft={draft}
          faults={parsed.kind === 'err' ? parsed.error : {}}
          disabled={false}
          onChange={onDraft}
        >
          <SearchMenu
            switches={search.switches}
            hasSymmetry={system?.symmetry !== undefined}
            onChange={search.change}
          />
        </BoundsBar>
        {isLong && check.wish ? (
          <Suspense fallback={null}>
            <RunProgress
              challenge={challenge}
              bounds={check.wish.bounds}
              progress={isTakingUp ? null : check.progress}
              isHeld={isHeld}
              phase={phaseWords(check, isTakingUp)}
              onReduce={reduce}
              onSwitch={switchTo}
            />
          </Suspense>
        ) : null}
        {kept.kept && !isLong ? <KeptOffer kept={kept.kept} onGoOn={onGoOn} onDiscard={kept.discard} /> : null}
        {check.failure ? (
          <p className={styles.failure} role="alert">
            {check.failure.sentence}
          </p>
        ) : null}
        <ErrorBoundary what="the verdict">
          {isLong || check.failure ? null : check.outcome ? (
            <Outcome
              challenge={challenge}
              check={check}
              outcome={check.outcome}
              onCheck={onCheck}
              onCheckEvery={checkEvery}
              onReduce={reduce}
              onSwitch={switchTo}
              onReveal={onReveal}
            />
          ) : (
            <NoRunYet challenge={challenge} bounds={bounds} />
          )}
        </ErrorBoundary>
      </div>
    </Pane>
  );
}

/** What happens while there are no figures to show. */
function phaseWords({ activity }: CheckHandle, isTakingUp: boolean): string {
  if (activity === 'compiling') return 'Compiling';
  if (activity === 'stopping') return 'Stopping';
  return isTakingUp ? 'Taking up the saved states' : 'Starting';
}

/** A check that ends sooner than this goes from one verdict to the next without anything in between. */
const progressDelayMs = 250;

/** True once the condition has been true for so long. */
function useLasting(condition: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!condition) return;
    const timer = setTimeout(() => setLasting(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [condition, milliseconds]);
  return condition && lasting;
}

interface OutcomeProps {
  readonly challenge: Challenge;
  readonly check: CheckHandle;
  readonly outcome: CheckOutcome;
  readonly onCheck: (bounds: Bounds, explore?: 'first' | 'all') => void;
  /** Checks every schedule, whatever was chosen. */
  readonly onCheckEvery: (bounds: Bounds, explore: 'first' | 'all') => void;
  readonly onReduce: (bounds: Bounds) => void;
  readonly onSwitch: (kind: 'symmetry' | 'partial-order') => void;
  readonly onReveal: (line: number) => void;
}

function Outcome({ challenge, check, outcome, onCheck, onCheckEvery, onReduce, onSwitch, onReveal }: OutcomeProps) {
  const { report, wish } = outcome;
  const { verdict } = report;
  const tier = tierOf(challenge, verdict.bounds);
  const remarks = [
    ...(wish.mode === 'automatic' ? ['as you type'] : []),
    ...(tier === 'own' || verdict.kind === 'invalid' ? [] : [`${tier} bounds`]),
    ...(check.outdated ? ['of an earlier source'] : []),
  ];
  const isViolation = verdict.kind === 'violated' || verdict.kind === 'deadlock' || verdict.kind === 'livelock';
  const undecided = isViolation && verdict.properties.some(({ result }) => result === 'inconclusive');
  const hasWitnesses = verdict.kind === 'holds' && verdict.properties.some(({ schedule }) => schedule);
  return (
    <div className={styles.outcome}>
      <VerdictCard
        challenge={challenge}
        report={report}
        remarks={remarks}
        onReveal={onReveal}
        actions={
          <>
            {writesAgainstVariants(challenge) ? (
              <Suspense fallback={null}>
                <VariantsButton challenge={challenge} verdict={verdict} />
              </Suspense>
            ) : null}
            {verdict.schedule ? (
              <Button size="compact-sm" variant="default" onClick={() => check.openTrace(verdict.property ?? null)}>
                Step through it
              </Button>
            ) : null}
            {undecided ? (
              <Button size="compact-sm" variant="default" onClick={() => onCheckEvery(verdict.bounds, 'all')}>
                Decide every property
              </Button>
            ) : null}
            {verdict.kind === 'inconclusive' && verdict.coverage ? (
              <Button size="compact-sm" variant="default" onClick={() => onCheckEvery(verdict.bounds, 'first')}>
                Check every schedule
              </Button>
            ) : null}
            {verdict.kind === 'holds' && tier !== 'full' ? (
              <Button size="compact-sm" variant="default" onClick={() => onCheck(challenge.tiers.full)}>
                Check with full bounds
              </Button>
            ) : null}
          </>
        }
      >
        <PropertyList
          properties={verdict.properties}
          told={comparedProperty(verdict)?.name}
          opened={check.open?.property ?? null}
          onOpen={({ name }, step) => check.openTrace(name, step)}
        />
        {hasWitnesses ? (
          <p className={styles.note}>Open a goal to see the shortest way there. Is it how you meant it?</p>
        ) : null}
        {verdict.kind === 'inconclusive' && verdict.coverage === undefined ? (
          <>
            <p className={styles.note}>Smaller bounds answer sooner, and cover less:</p>
            <Suspense fallback={null}>
              <Reductions challenge={challenge} bounds={verdict.bounds} onReduce={onReduce} onSwitch={onSwitch} />
            </Suspense>
          </>
        ) : null}
      </VerdictCard>
      {check.traceFailure ? (
        <p className={styles.failure} role="alert">
          {check.traceFailure.sentence}
        </p>
      ) : null}
    </div>
  );
}

function NoRunYet({ challenge, bounds }: { readonly challenge: Challenge; readonly bounds: Bounds | null }) {
  const shown = bounds ?? challenge.tiers.quick;
  const spec = useSystem(challenge, shown);
  const experimentsAlone = spec?.properties.every(isExperiment) === true;
  return (
    <section className={styles.empty} aria-label="No check yet">
      <h2 className={styles.emptyTitle}>No check yet</h2>
      <p>
        {writesAgainstVariants(challenge) ? (
          <Suspense fallback={null}>
            <VariantsIntroduction challenge={challenge} />
          </Suspense>
        ) : experimentsAlone ? (
          <>
            Check runs the protocol once for each outcome of everything that it draws, for all inputs that the challenge
            names, with {boundsInWords(challenge.parameters, shown)}. It ends with a verdict: that every property holds,
            exactly, or what shows otherwise.
          </>
        ) : (
          <>
            Check explores every schedule of the protocol, with {boundsInWords(challenge.parameters, shown)}
            {spec ? `; ${systemInWords(spec)}` : ''}. It ends with a verdict: that every property holds within these
            bounds, or the shortest schedule that shows otherwise.
          </>
        )}
      </p>
      <ul className={styles.asked}>
        {spec?.properties.map((property) => (
          <li key={property.name}>
            <strong>{property.name}</strong>
            <span>{property.meaning}</span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        {experimentsAlone ? '' : expectation(challenge, bounds)} While you type, the quick bounds (
        {boundsInWords(challenge.parameters, challenge.tiers.quick)}) are checked by themselves.
      </p>
    </section>
  );
}

/** How many states to expect. */
function expectation(challenge: Challenge, bounds: Bounds | null): string {
  const tier = bounds ? tierOf(challenge, bounds) : 'own';
  const { referenceStates } = challenge;
  if (tier === 'own' || !referenceStates) {
    return 'How many states that takes shows while it runs: each further node, crash or loss multiplies them.';
  }
  return `Expect about ${formatCount(referenceStates[tier])} states: as many as the author's own solution has here.`;
}

function activityWords({ activity, wish, outcome, outdated, progress }: CheckHandle): string {
  if (activity === 'idle') return outcome && outdated ? 'source changed since' : '';
  if (activity === 'pausing') return 'waiting for a pause';
  if (wish?.mode === 'asked') return '';
  return progress ? `checking: ${shortStates(progress)}` : 'checking quick bounds';
}

function shortStates({ distinct }: Progress): string {
  return `${formatCount(distinct)} states`;
}
