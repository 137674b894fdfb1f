/** The matrix: every file that is tried against every property, live. */
import { Button } from '@mantine/core';
import { Check, CircleDashed, Play, Square, X } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import type { Bounds, Finding, VerifyCell, VerifyCheck, VerifyColumn, VerifyReport, VerifyRow } from '../../model';
import { countOf, formatCount, formatDuration, lazyComponent } from '../ui';
import { Pane } from '../ui/pane';
import { TabBar } from '../ui/tab-bar';
import { boundsText } from './bounds-text';
import { definitionSources } from './definition-sources';
import type { DraftFiles, FileOperation } from './draft-files';
import { Forecast } from './forecast';
import { budgetOf, referencePath } from './manifest-text';
import styles from './matrix-pane.module.css';
import { TriageWords } from './triage-words';
import { useGrowth } from './use-growth';
import { type Mutants, useMutants } from './use-mutants';
import type { Verification } from './use-verification';

const MutantsView = lazyComponent(async () => (await import('./mutants-view')).MutantsView);

interface Props {
  readonly verification: Verification;
  readonly files: DraftFiles;
  readonly readOnly: boolean;
  /** Whether somebody has written a mutant yet. */
  readonly hasMutants: boolean;
  readonly onReveal: (path: string, line: number) => void;
  /** Shows how a row ends at these bounds. */
  readonly onTrace: (row: VerifyRow, check: VerifyCheck) => void;
  readonly onAccept: (report: VerifyReport) => void;
  readonly onAddMutant: () => void;
  readonly onOperate: (operation: FileOperation) => void;
  readonly onSelect: (path: string) => void;
}

type Tab = 'matrix' | 'findings' | 'slips' | 'forecast';

const roleTitles: Readonly<Record<VerifyRow['role'], string>> = {
  starter: 'Starter',
  reference: 'Reference',
  alternate: 'Alternates',
  mutant: 'Mutants',
  junk: 'Junk',
  trace: 'Traces',
};

export function MatrixPane(props: Props) {
  const { verification, readOnly, onAccept } = props;
  const { report, activity, progress, outdated, failure } = verification;
  const [tab, setTab] = useState<Tab>('matrix');
  const growth = useGrowth(props.files);
  const mutants = useMutants();
  const findings = report?.findings ?? [];
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return (
    <Pane
      name="matrix"
      label="Verification"
      scrolls={false}
      bar={
        <TabBar
          label="Verification"
          selected={tab}
          onSelect={setTab}
          controls="verification-content"
          tabs={[
            { name: 'matrix', title: 'Matrix' },
            {
              name: 'findings',
              title: (
                <>
                  Findings{' '}
                  <span className={errors > 0 ? styles.countBad : styles.count}>{report ? findings.length : '–'}</span>
                </>
              ),
            },
            { name: 'slips', title: 'Slips', hint: 'Slips of the reference that the machine makes' },
            { name: 'forecast', title: 'Forecast' },
          ]}
        />
      }
    >
      <div className={styles.status}>
        <div className={styles.standing}>
          <div role="status">
            <Status verification={verification} errors={errors} />
          </div>
          {activity === 'idle' ? (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<Play size={12} aria-hidden />}
              onClick={() => verification.verify(false)}
            >
              Verify
            </Button>
          ) : (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<Square size={12} aria-hidden />}
              onClick={verification.stop}
            >
              Stop
            </Button>
          )}
        </div>
        {activity !== 'idle' ? (
          <progress
            className={styles.bar}
            aria-label="Checks done"
            {...(progress ? { value: progress.done, max: Math.max(1, progress.of) } : {})}
          />
        ) : null}
      </div>
      {failure ? (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      ) : null}
      <div
        id="verification-content"
        role="tabpanel"
        aria-label={tab}
        className={styles.content}
        data-outdated={outdated && tab !== 'slips'}
      >
        {tab === 'slips' ? (
          <Suspense fallback={null}>
            <MutantsView {...props} mutants={mutants} />
          </Suspense>
        ) : report === null ? (
          failure ? null : (
            <p className={styles.quiet}>
              Every answer of the pack is checked at every bounds that matter, each in a worker, and what comes out is
              held against what should. The first rows are here in a moment.
            </p>
          )
        ) : tab === 'matrix' ? (
          <Matrix {...props} report={report} mutants={mutants} />
        ) : tab === 'findings' ? (
          <Findings report={report} onReveal={props.onReveal} />
        ) : (
          <Forecast report={report} budget={budgetOf(props.files)} growth={growth} />
        )}
      </div>
      {report && tab === 'matrix' && report.measured ? (
        <div className={styles.foot}>
          <Button size="compact-xs" variant="default" disabled={readOnly || outdated} onClick={() => onAccept(report)}>
            Accept what was measured
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            disabled={activity !== 'idle'}
            title="Tries bounds from the smallest on until each mutant is killed"
            onClick={() => verification.verify(true)}
          >
            Find the smallest bounds
          </Button>
        </div>
      ) : null}
    </Pane>
  );
}

function Status({ verification, errors }: { readonly verification: Verification; readonly errors: number }) {
  const { report, activity, progress, outdated } = verification;
  if (activity === 'pausing') return <span className={styles.busy}>waiting for a pause</span>;
  if (activity === 'running') {
    const done = progress ? `${progress.done} of ${countOf(progress.of, 'check')}` : 'reading the files';
    const rest = progress?.remainingMs != null ? `, about ${formatDuration(progress.remainingMs)} left` : '';
    return (
      <span className={styles.busy}>
        {done}
        {progress && progress.remembered > 0 ? `, ${progress.remembered} remembered` : ''}
        {rest}
      </span>
    );
  }
  if (report === null) return <span className={styles.busy}>nothing verified yet</span>;
  if (outdated) return <span className={styles.busy}>of an earlier version of the files</span>;
  if (report.verifies)
    return (
      <span className={styles.good}>
        <Check size={14} aria-hidden /> The pack verifies: right answers pass, and every known wrong one is killed as
        meant.
      </span>
    );
  return (
    <span className={styles.bad}>
      <X size={14} aria-hidden />
      {errors > 0 ? `${countOf(errors, 'finding')} to settle before it verifies.` : 'Not everything was verified.'}
    </span>
  );
}

interface MatrixProps extends Props {
  readonly report: VerifyReport;
  readonly mutants: Mutants;
}

function Matrix({ report, hasMutants, files, mutants, onReveal, onTrace, onAddMutant }: MatrixProps) {
  const [opened, setOpened] = useState<string | null>(null);
  const { rows, columns } = report;
  const roles = (Object.keys(roleTitles) as VerifyRow['role'][]).filter((role) =>
    rows.some((row) => row.role === role),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="Answers by properties">
      <table className={styles.matrix} data-many={columns.length > 6}>
        <thead>
          <tr>
            <th scope="col" className={styles.fileHead}>
              Answer
            </th>
            {columns.map((column) => (
              <ColumnHead key={column.name} column={column} isDone={report.isDone} />
            ))}
            <th scope="col" className={styles.states}>
              States
            </th>
            <th scope="col">
              <span className="iv-visually-hidden">As it should be</span>
            </th>
          </tr>
        </thead>
        {roles.map((role) => (
          <tbody key={role}>
            <tr>
              <th scope="rowgroup" colSpan={columns.length + 3} className={styles.role}>
                {roleTitles[role]}
              </th>
            </tr>
            {rows
              .filter((row) => row.role === role)
              .map((row, index) => {
                const key = `${role} ${index} ${row.file}`;
                return (
                  <RowLines
                    key={key}
                    row={row}
                    columns={columns}
                    isOpen={opened === key}
                    onToggle={() => setOpened(opened === key ? null : key)}
                    why={opened === key ? <WhyItSurvives row={row} files={files} mutants={mutants} /> : null}
                    onReveal={onReveal}
                    onTrace={onTrace}
                  />
                );
              })}
          </tbody>
        ))}
      </table>
      {hasMutants ? null : (
        <div className={styles.invitation}>
          <p>
            <strong>There is no mutant yet.</strong> A challenge discriminates if each mistake that people really make
            is caught by the property meant to catch it. Write the first mistake you would expect: the file begins as
            the reference, and you change what its author would have got wrong.
          </p>
          <Button size="compact-sm" variant="default" onClick={onAddMutant}>
            Add a mutant
          </Button>
        </div>
      )}
      <p className={styles.legend}>
        <span className={styles.kills} aria-hidden>
          ✕3
        </span>{' '}
        kills it in 3 steps · <span aria-hidden>✓</span> decided, nothing against it · <span aria-hidden>–</span>{' '}
        another property decided first
      </p>
      {report.notVerified.map((sentence) => (
        <p key={sentence} className={styles.legend}>
          {sentence}
        </p>
      ))}
    </section>
  );
}

function ColumnHead({ column, isDone }: { readonly column: VerifyColumn; readonly isDone: boolean }) {
  const { name, meaning, kills } = column;
  const isIdle = isDone && kills.length === 0;
  return (
    <th
      scope="col"
      className={styles.columnHead}
      data-idle={isIdle}
      title={`${meaning}${isIdle ? ' Kills nothing yet.' : ''}`}
    >
      <span className={styles.columnName}>{name}</span>
    </th>
  );
}

interface RowProps {
  readonly row: VerifyRow;
  readonly columns: readonly VerifyColumn[];
  readonly isOpen: boolean;
  /** Shown of a row that is open. */
  readonly why: ReactNode;
  readonly onToggle: () => void;
  readonly onReveal: (path: string, line: number) => void;
  readonly onTrace: (row: VerifyRow, check: VerifyCheck) => void;
}

function RowLines({ row, columns, isOpen, why, onToggle, onReveal, onTrace }: RowProps) {
  const { file, cells, states, ok, expected, found, checks } = row;
  const killing = checks.find(
    ({ outcome, purpose }) =>
      outcome?.schedule != null && (purpose === 'smallest' || purpose === 'quick' || purpose === 'full'),
  );
  return (
    <>
      <tr className={styles.row} data-open={isOpen}>
        <th scope="row" className={styles.file}>
          <button type="button" className={styles.fileButton} aria-expanded={isOpen} title={file} onClick={onToggle}>
            {file.slice(file.lastIndexOf('/') + 1)}
          </button>
        </th>
        {columns.map((column, index) => (
          <td key={column.name} className={styles.cell}>
            <Cell
              cell={cells[index]}
              what={`${file}, ${column.name}`}
              onTrace={killing && cells[index]?.mark === 'kills' ? () => onTrace(row, killing) : null}
            />
          </td>
        ))}
        <td className={styles.states}>{states === null ? '' : formatCount(states)}</td>
        <td className={styles.ok}>
          <Verdict ok={ok} />
        </td>
      </tr>
      {isOpen ? (
        <tr className={styles.details}>
          <td colSpan={columns.length + 3}>
            <p>
              <span className={styles.term}>expected</span> {expected}
            </p>
            <p>
              <span className={styles.term}>found</span> {found ?? 'not known yet'}
            </p>
            {row.smallest ? (
              <p>
                <span className={styles.term}>smallest</span> {boundsText(row.smallest)}
              </p>
            ) : null}
            {why}
            {checks.length > 0 ? <Checks row={row} onTrace={onTrace} /> : null}
            <Button size="compact-xs" variant="default" onClick={() => onReveal(file, 1)}>
              Open {file}
            </Button>
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** Of a mutant that holds where it should not: why nothing catches it. */
function WhyItSurvives({
  row,
  files,
  mutants,
}: {
  readonly row: VerifyRow;
  readonly files: DraftFiles;
  readonly mutants: Mutants;
}) {
  const survived = survivedAt(row);
  const source = files.get(row.file);
  if (survived === null || typeof source !== 'string') return null;
  // What is found holds for this very text and definition.
  const id = JSON.stringify([row.file, source, files.get(referencePath), definitionSources(files), survived]);
  const triage = mutants.triages.get(id);
  return (
    <>
      {triage === undefined ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={mutants.asked.some((one) => one.id === id)}
          disabled={mutants.activity !== 'idle'}
          onClick={() => mutants.triage(files, [{ id, file: row.file, source, bounds: survived }])}
        >
          Say why it survives
        </Button>
      ) : (
        <TriageWords triage={triage} />
      )}
      {mutants.failure ? <p role="alert">{mutants.failure}</p> : null}
    </>
  );
}

/** The largest bounds at which a mutant holds that is to be caught; null where there are none. */
function survivedAt({ role, checks }: VerifyRow): Bounds | null {
  if (role !== 'mutant') return null;
  const held = (wanted: VerifyCheck['purpose']): Bounds | undefined =>
    checks.find(({ purpose, outcome }) => purpose === wanted && outcome?.kind === 'holds')?.bounds;
  return held('full') ?? held('smallest') ?? null;
}

function Cell({
  cell,
  what,
  onTrace,
}: {
  readonly cell: VerifyCell | undefined;
  readonly what: string;
  readonly onTrace: (() => void) | null;
}) {
  switch (cell?.mark) {
    case 'kills': {
      const sign = `✕${cell.length ?? ''}`;
      const words = cell.length === null ? 'kills it' : `kills it in ${countOf(cell.length, 'step')}`;
      return onTrace ? (
        <button
          type="button"
          className={styles.killButton}
          aria-label={`${what}: ${words}. Show the trace`}
          onClick={onTrace}
        >
          {sign}
        </button>
      ) : (
        <Sign sign={sign} words={words} className={styles.kills} />
      );
    }
    case 'holds':
      return <Sign sign="✓" words="decided, nothing against it" className={styles.holds} />;
    case 'open':
      return <Sign sign="–" words="another property decided first" className={styles.open} />;
    case 'absent':
    case undefined:
      return <Sign sign="" words="not asked at these bounds" className={styles.open} />;
  }
}

function Sign({
  sign,
  words,
  className,
}: {
  readonly sign: string;
  readonly words: string;
  readonly className?: string | undefined;
}) {
  return (
    <span className={className} title={words}>
      <span aria-hidden>{sign}</span>
      <span className="iv-visually-hidden">{words}</span>
    </span>
  );
}

function Verdict({ ok }: { readonly ok: boolean | null }) {
  if (ok === null) return <Labelled Icon={CircleDashed} words="not decided yet" tone="busy" />;
  return ok ? (
    <Labelled Icon={Check} words="as it should be" tone="ok" />
  ) : (
    <Labelled Icon={X} words="not as it should be" tone="bad" />
  );
}

function Labelled({
  Icon,
  words,
  tone,
}: {
  readonly Icon: typeof Check;
  readonly words: string;
  readonly tone: string;
}) {
  return (
    <span className={styles.verdict} data-tone={tone} title={words}>
      <Icon size={14} aria-hidden />
      <span className="iv-visually-hidden">{words}</span>
    </span>
  );
}

const purposeWords: Readonly<Record<VerifyCheck['purpose'], string>> = {
  quick: 'quick bounds',
  full: 'full bounds',
  hidden: 'hidden bounds',
  also: 'further bounds',
  smallest: 'smallest that kill',
  smaller: 'one step smaller',
  survives: 'where it survives',
  search: 'tried on the way',
  doubled: 'twice the budget',
};

function Checks({ row, onTrace }: { readonly row: VerifyRow; readonly onTrace: RowProps['onTrace'] }) {
  return (
    <table className={styles.checks}>
      <thead>
        <tr>
          <th scope="col">Check</th>
          <th scope="col">Outcome</th>
          <th scope="col" className={styles.number}>
            States
          </th>
          <th scope="col">
            <span className="iv-visually-hidden">As it should be</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {row.checks.map((check) => {
          const { key, purpose, bounds, outcome, status, ok } = check;
          return (
            <tr key={`${key} ${purpose}`}>
              <td>
                {purposeWords[purpose]}
                <div className={styles.bounds}>{boundsText(bounds)}</div>
              </td>
              <td>
                {outcome === null ? (
                  status
                ) : outcome.schedule ? (
                  <button type="button" className={styles.link} onClick={() => onTrace(row, check)}>
                    {outcome.kind}
                    {outcome.property ? `: ${outcome.property}` : ''}, {countOf(outcome.schedule.length, 'step')}
                  </button>
                ) : (
                  <>
                    {outcome.kind}
                    {outcome.property ? `: ${outcome.property}` : ''}
                    {outcome.problem ? <div className={styles.bounds}>{outcome.problem.sentence}</div> : null}
                  </>
                )}
              </td>
              <td className={styles.number}>{outcome ? formatCount(outcome.counts.distinct) : ''}</td>
              <td>
                <Verdict ok={ok} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Findings({ report, onReveal }: { readonly report: VerifyReport; readonly onReveal: Props['onReveal'] }) {
  const { findings } = report;
  if (findings.length === 0)
    return (
      <p className={styles.quiet}>
        {report.isDone ? 'Nothing to find fault with.' : 'Nothing found so far; checks are still under way.'}
      </p>
    );
  const ordered = [...findings].sort((a, b) => rank(a) - rank(b));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul className={styles.findings} tabIndex={0} aria-label="Findings">
      {ordered.map((finding, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same finding may be made twice
        <li key={index} className={styles.finding} data-severity={finding.severity}>
          <button
            type="button"
            className={styles.link}
            onClick={() => onReveal(finding.place.file, finding.place.line)}
          >
            {finding.place.file}:{finding.place.line}
          </button>{' '}
          <span className={styles.severity}>{finding.severity}</span>
          <div>{finding.sentence}</div>
        </li>
      ))}
    </ul>
  );
}

function rank({ severity }: Finding): number {
  return severity === 'error' ? 0 : 1;
}
