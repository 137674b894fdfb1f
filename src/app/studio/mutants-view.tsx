/** Slips of the reference that the machine makes: which of them the properties catch, and why nothing catches the others. */
import { Button, Checkbox, NumberInput } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Survivor } from '../../../workers/api';
import {
  type GeneratedMutant,
  isProvedEquivalent,
  type MutantOutcome,
  type MutationOperator,
  type MutationScore,
  mutationOperators,
  mutationScore,
} from '../../model';
import { countOf, formatShort } from '../ui';
import { adoption, equivalence, noEquivalence, notedEquivalent } from './adopt-mutant';
import { boundsText } from './bounds-text';
import { definitionSources } from './definition-sources';
import type { DraftFiles, FileOperation } from './draft-files';
import { manifestPath, referencePath, tierBounds } from './manifest-text';
import styles from './mutants-view.module.css';
import { SlipCard } from './slip-card';
import type { Mutants } from './use-mutants';

interface Props {
  readonly mutants: Mutants;
  readonly files: DraftFiles;
  readonly readOnly: boolean;
  readonly onReveal: (path: string, line: number) => void;
  readonly onOperate: (operation: FileOperation) => void;
  readonly onSelect: (path: string) => void;
}

const sampleDefault = 40;
const sampleMax = 1000;

export function MutantsView(props: Props) {
  const { mutants, files, onOperate, onSelect, onReveal } = props;
  const { tried, triages, asked, activity, failure } = mutants;
  const noted = useMemo(() => notedEquivalent(files), [files]);
  const equivalent = useMemo(() => {
    const ids = [...triages].flatMap(([id, triage]) => (triage !== null && isProvedEquivalent(triage) ? [id] : []));
    return new Set([...noted, ...ids]);
  }, [noted, triages]);
  const groups = useMemo(() => (tried === null ? [] : groupsOf(tried.mutants)), [tried]);
  const survivors = (tried?.mutants ?? []).filter(({ id }) => tried?.results.get(id)?.kind === 'survived');
  const unexplained = survivors.filter(({ id }) => triages.get(id) === undefined && !noted.has(id));
  const askWhy = (which: readonly GeneratedMutant[]): void => {
    if (tried === null) return;
    const bounds = tierBounds(tried.files, tried.options.isQuick ? 'quick' : 'full');
    if (bounds === null) return;
    const wanted = which.map(({ id, source }): Survivor => ({ id, file: referencePath, source, bounds }));
    mutants.triage(tried.files, wanted);
  };
  const reference = tried?.files.get(referencePath);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="Slips of the reference">
      <Start {...props} />
      {failure ? (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      ) : null}
      {tried === null ? (
        <Introduction />
      ) : (
        <>
          <Score
            outcomes={tried.mutants.flatMap((mutant): readonly MutantOutcome[] => {
              const result = tried.results.get(mutant.id);
              return result === undefined ? [] : [{ mutant, result }];
            })}
            equivalent={equivalent}
            of={tried.mutants.length}
          />
          <p className={styles.note}>
            {tried.mutants.length < tried.generated
              ? `${tried.mutants.length} of the ${countOf(tried.generated, 'slip')} there are, picked with seed ${tried.options.seed}. `
              : `All ${countOf(tried.generated, 'slip')} that there are. `}
            {tried.options.isQuick ? 'At the quick bounds alone.' : 'At the quick bounds, then at the full ones.'}
            {isOutdated(tried.files, files)
              ? ' The reference or the definition has changed since: try them again for what is true now.'
              : ''}
          </p>
          {unexplained.length > 0 && activity !== 'trying' ? (
            <Button
              size="compact-xs"
              variant="default"
              loading={activity === 'triaging'}
              onClick={() => askWhy(unexplained)}
            >
              Say why for {unexplained.length === 1 ? 'the survivor' : `all ${unexplained.length} survivors`}
            </Button>
          ) : null}
          {groups.map(({ operator, mutants: own }) => (
            <Operator
              key={operator}
              operator={operator}
              own={own}
              {...props}
              noted={noted}
              equivalent={equivalent}
              reference={typeof reference === 'string' ? reference : ''}
              askedIds={asked.map(({ id }) => id)}
              onTriage={activity === 'idle' ? (mutant) => askWhy([mutant]) : null}
              onAdopt={(mutant) => {
                const result = tried.results.get(mutant.id);
                if (result === undefined) return;
                const operation = adoption(files, mutant, result, triages.get(mutant.id));
                onOperate(operation);
                onSelect(operation.path);
              }}
              onNote={(mutant) => {
                const operation = noted.has(mutant.id)
                  ? noEquivalence(files, mutant.id)
                  : equivalence(files, mutant, triages.get(mutant.id));
                if (operation !== null) onOperate(operation);
              }}
              onReveal={(line) => onReveal(referencePath, line)}
            />
          ))}
        </>
      )}
    </section>
  );
}

function Introduction() {
  return (
    <p className={styles.note}>
      Slips are made on the syntax tree of reference.ts: another comparison, a guard left out, a message not sent. Each
      is checked until something is wrong with it. Those that nothing catches are what the properties do not see; it is
      said why. The same slips have the same names everywhere, and what was computed is remembered.
    </p>
  );
}

function Start({ mutants, files, readOnly }: Props) {
  const [sample, setSample] = useState<number | string>(sampleDefault);
  const [seed, setSeed] = useState<number | string>(1);
  const [isQuick, setIsQuick] = useState(false);
  const { activity, tried, asked, states } = mutants;
  const quick = tierBounds(files, 'quick');
  const decided = tried?.results.size ?? 0;
  return (
    <div className={styles.start}>
      <div className={styles.fields}>
        <NumberInput
          size="xs"
          label="How many"
          className={styles.field}
          min={1}
          max={sampleMax}
          step={10}
          allowDecimal={false}
          value={sample}
          onChange={setSample}
        />
        <NumberInput
          size="xs"
          label="Seed"
          description={undefined}
          className={styles.field}
          min={0}
          max={2 ** 32 - 1}
          allowDecimal={false}
          value={seed}
          onChange={setSeed}
        />
        {activity === 'idle' ? (
          <Button
            size="compact-sm"
            leftSection={<Play size={12} aria-hidden />}
            disabled={!files.has(referencePath)}
            onClick={() =>
              mutants.tryThem(files, { sample: wholeOf(sample, sampleDefault), seed: wholeOf(seed, 1), isQuick })
            }
          >
            Try slips
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Square size={12} aria-hidden />}
            onClick={mutants.stop}
          >
            Stop
          </Button>
        )}
      </div>
      <Checkbox
        size="xs"
        label={`quick bounds alone${quick === null ? '' : ` (${boundsText(quick)})`}`}
        checked={isQuick}
        onChange={(event) => setIsQuick(event.currentTarget.checked)}
      />
      {activity === 'idle' ? null : (
        <p className={styles.progress} role="status">
          {activity === 'triaging'
            ? `Saying why: ${asked.length} to go`
            : tried === null || decided === tried.mutants.length
              ? 'Making slips of the reference'
              : `${decided} of ${tried.mutants.length} decided${states > 0 ? `, ${formatShort(states)} states of the next` : ''}`}
        </p>
      )}
      {readOnly ? <p className={styles.note}>Another tab writes this draft; slips can be tried, not adopted.</p> : null}
    </div>
  );
}

function wholeOf(value: number | string, otherwise: number): number {
  const number = typeof value === 'number' ? value : Number.parseInt(value, 10);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
}

interface ScoreProps {
  readonly outcomes: readonly MutantOutcome[];
  readonly equivalent: ReadonlySet<string>;
  /** How many are tried. */
  readonly of: number;
}

/** How many of those tried are caught, in words and as a bar. */
function Score({ outcomes, equivalent, of }: ScoreProps) {
  const score = mutationScore(outcomes, equivalent);
  const open = of - outcomes.length;
  return (
    <div>
      <p className={styles.score}>
        <strong>
          {score.killed} of {of} caught
        </strong>
        {score.equivalent > 0 ? `, ${score.equivalent} equivalent` : ''}
        {score.survived > 0 ? `, ${score.survived} nothing catches` : ''}
        {score.unfinished > 0 ? `, ${score.unfinished} ran into the budget` : ''}
        {open > 0 ? `, ${open} open` : ''}
        {score.score === undefined || open > 0 ? '' : `: score ${Math.round(score.score * 100)}%`}
      </p>
      <div className={styles.bar} aria-hidden>
        {parts.map(({ name, kind }) =>
          score[name] > 0 ? <span key={name} data-kind={kind} style={{ flexGrow: score[name] }} /> : null,
        )}
        {open > 0 ? <span data-kind="open" style={{ flexGrow: open }} /> : null}
      </div>
    </div>
  );
}

const parts: readonly {
  readonly name: Exclude<keyof MutationScore, 'score'>;
  readonly kind: 'killed' | 'equivalent' | 'survived' | 'open';
}[] = [
  { name: 'killed', kind: 'killed' },
  { name: 'equivalent', kind: 'equivalent' },
  { name: 'survived', kind: 'survived' },
  { name: 'unfinished', kind: 'open' },
];

interface OperatorGroup {
  readonly operator: MutationOperator;
  readonly mutants: readonly GeneratedMutant[];
}

/** In the order in which the operators are listed. */
function groupsOf(mutants: readonly GeneratedMutant[]): readonly OperatorGroup[] {
  return (Object.keys(mutationOperators) as readonly MutationOperator[]).flatMap((operator) => {
    const own = mutants.filter((mutant) => mutant.operator === operator);
    return own.length === 0 ? [] : [{ operator, mutants: own }];
  });
}

interface OperatorProps extends Omit<Props, 'onReveal'> {
  readonly operator: MutationOperator;
  readonly own: readonly GeneratedMutant[];
  readonly noted: ReadonlySet<string>;
  readonly equivalent: ReadonlySet<string>;
  readonly reference: string;
  readonly askedIds: readonly string[];
  readonly onTriage: ((mutant: GeneratedMutant) => void) | null;
  readonly onAdopt: (mutant: GeneratedMutant) => void;
  readonly onNote: (mutant: GeneratedMutant) => void;
  readonly onReveal: (line: number) => void;
}

/** The slips of one kind; open where nothing catches one of them. */
function Operator(props: OperatorProps) {
  const { operator, own, mutants, noted, equivalent, reference, readOnly, askedIds } = props;
  const { onTriage, onAdopt, onNote, onReveal } = props;
  const [wish, setWish] = useState<boolean | null>(null);
  const results = mutants.tried?.results ?? new Map<string, never>();
  const caught = own.filter(({ id }) => results.get(id)?.kind === 'killed').length;
  const uncaught = own.filter(({ id }) => results.get(id)?.kind === 'survived' && !equivalent.has(id)).length;
  const isOpen = wish ?? uncaught > 0;
  const rank = ({ id }: GeneratedMutant): number => {
    const kind = results.get(id)?.kind;
    if (kind === 'survived') return equivalent.has(id) ? 1 : 0;
    return kind === 'killed' ? 3 : 2;
  };
  return (
    <div className={styles.group}>
      <button
        type="button"
        className={styles.groupHead}
        aria-expanded={isOpen}
        onClick={() => setWish(!isOpen)}
        data-uncaught={uncaught > 0}
      >
        <span aria-hidden className={styles.chevron} data-open={isOpen}>
          ▸
        </span>
        <span className={styles.groupName}>{mutationOperators[operator].words}</span>
        <span className={styles.groupClass}>{mutationOperators[operator].class}</span>
        <span className={styles.groupCount}>
          {caught} of {own.length} caught
        </span>
      </button>
      {isOpen ? (
        <ul className={styles.slips}>
          {[...own]
            .sort((one, other) => rank(one) - rank(other))
            .map((mutant) => (
              <SlipCard
                key={mutant.id}
                mutant={mutant}
                result={results.get(mutant.id)}
                triage={mutants.triages.get(mutant.id)}
                isAsked={askedIds.includes(mutant.id)}
                isNoted={noted.has(mutant.id)}
                reference={reference}
                readOnly={readOnly}
                onReveal={() => onReveal(mutant.place.line)}
                onTriage={onTriage === null ? null : () => onTriage(mutant)}
                onAdopt={() => onAdopt(mutant)}
                onNote={() => onNote(mutant)}
              />
            ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Whether what the outcomes depend on has changed. */
function isOutdated(tried: DraftFiles, files: DraftFiles): boolean {
  if (tried === files) return false;
  if (tried.get(referencePath) !== files.get(referencePath) || tried.get(manifestPath) !== files.get(manifestPath))
    return true;
  return JSON.stringify(definitionSources(tried)) !== JSON.stringify(definitionSources(files));
}
