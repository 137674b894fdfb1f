/** `pack.json` as a form. Each change is written into the text, so form and source say the same at any moment. */
import { ActionIcon, Button } from '@mantine/core';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { Writes } from '../../model';
import styles from './manifest-form.module.css';
import { listField, looseObject, objectField, slugOf, textField, withField } from './manifest-text';

const writesWords: Readonly<Record<Writes, string>> = {
  protocol: 'a protocol: the handlers of its nodes',
  machine: 'a state machine of XState',
  properties: 'properties that tell right variants from wrong ones',
  schedules: 'schedules that break the wrong variants',
};

interface Props {
  /** The text of `pack.json`. */
  readonly text: string;
  readonly readOnly: boolean;
  readonly onChange: (text: string) => void;
}

type Path = readonly (string | number)[];

const areas = ['consensus', 'MPC', 'ZKP', 'incentives', 'formal specification', 'concurrency'];
const levels = ['warm-up', 'easy', 'medium', 'hard'];
const licences = ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC0-1.0', 'Apache-2.0', 'MIT'];

export function ManifestForm({ text, readOnly, onChange }: Props) {
  const pack = looseObject(text);
  if (pack === null)
    return (
      <p className={styles.broken} role="status">
        The source beside is not JSON at the moment, so there is no form to show. It comes back as soon as it is.
      </p>
    );
  const set = (path: Path, value: unknown): void => onChange(withField(text, path, value));
  const parameters = listField(pack, 'parameters');
  const tiers = objectField(pack, 'tiers');
  const minutes = listField(pack, 'minutes');
  const title = textField(pack, 'title');
  return (
    <fieldset className={styles.form} disabled={readOnly} aria-label="pack.json as a form">
      <TextRow label="Title" value={title} onChange={(value) => set(['title'], value)} />
      <TextRow
        label="Short name"
        hint="Folder and address: lower case, with hyphens."
        value={textField(pack, 'slug')}
        mono
        onChange={(value) => set(['slug'], value)}
        action={
          textField(pack, 'slug') === slugOf(title) ? null : (
            <Button size="compact-xs" variant="default" onClick={() => set(['slug'], slugOf(title))}>
              From the title
            </Button>
          )
        }
      />
      <TextRow
        label="Summary"
        hint="One sentence for the list of challenges."
        value={textField(pack, 'summary')}
        lines={2}
        onChange={(value) => set(['summary'], value)}
      />
      <div className={styles.columns}>
        <TextRow label="Code" value={textField(pack, 'code')} onChange={(value) => set(['code'], value)} />
        <TextRow
          label="Area"
          value={textField(pack, 'area')}
          choices={areas}
          onChange={(value) => set(['area'], value)}
        />
        <TextRow
          label="Level"
          value={textField(pack, 'level')}
          choices={levels}
          onChange={(value) => set(['level'], value)}
        />
      </div>
      <WritesRow value={textField(pack, 'writes')} onChange={(value) => set(['writes'], value)} />
      <div className={styles.columns}>
        <NumberRow label="Minutes, at least" value={minutes[0]} onChange={(value) => set(['minutes', 0], value)} />
        <NumberRow label="Minutes, at most" value={minutes[1]} onChange={(value) => set(['minutes', 1], value)} />
        <NumberRow
          label="States a check may need"
          value={objectField(pack, 'budget').states}
          onChange={(value) => set(['budget', 'states'], value)}
        />
      </div>

      <Section
        title="Parameters and bounds"
        meaning="What a check is bounded by. Quick bounds are checked while typing, full bounds are what a submission must pass."
      >
        <ul className={styles.parameters}>
          {parameters.map((parameter, index) => {
            const of = objectFieldOf(parameter);
            const name = textField(of, 'name');
            const at = (field: string): Path => ['parameters', index, field];
            const what = name === '' ? `parameter ${index + 1}` : name;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a parameter has nothing else that stays while it is typed
              <li key={index} className={styles.parameter}>
                <Labelled label="Name">
                  <input
                    aria-label={`Name of parameter ${index + 1}`}
                    className={styles.mono}
                    value={name}
                    onChange={({ currentTarget }) => onChange(renamedParameter(text, index, name, currentTarget.value))}
                  />
                </Labelled>
                <Labelled label="Label">
                  <input
                    aria-label={`Label of ${what}`}
                    value={textField(of, 'label')}
                    onChange={({ currentTarget }) => set(at('label'), currentTarget.value)}
                  />
                </Labelled>
                <Labelled label="Least">
                  <NumberField label={`Least ${what}`} value={of.min} onChange={(value) => set(at('min'), value)} />
                </Labelled>
                <Labelled label="Most">
                  <NumberField label={`Most ${what}`} value={of.max} onChange={(value) => set(at('max'), value)} />
                </Labelled>
                {(['quick', 'full'] as const).map((tier) => (
                  <Labelled key={tier} label={tier === 'quick' ? 'Quick' : 'Full'}>
                    <NumberField
                      label={`${what} in the ${tier} bounds`}
                      value={objectField(tiers, tier)[name]}
                      onChange={(value) => set(['tiers', tier, name], value)}
                    />
                  </Labelled>
                ))}
                <span className={styles.removeParameter}>
                  <RemoveButton
                    label={`Remove ${what}`}
                    onClick={() => onChange(withoutParameter(text, index, name))}
                  />
                </span>
                <div className={styles.meaning}>
                  <input
                    aria-label={`Meaning of ${what}`}
                    placeholder="One sentence: what it bounds."
                    value={textField(of, 'meaning')}
                    onChange={({ currentTarget }) => set(at('meaning'), currentTarget.value)}
                  />
                </div>
              </li>
            );
          })}
        </ul>
        <AddButton label="Add a parameter" onClick={() => onChange(withNewParameter(text, parameters.length))} />
      </Section>

      <TextList
        title="Tasks"
        meaning="In order, one line each, with minutes; the statement explains them."
        field="tasks"
        one="task"
        values={listField(pack, 'tasks')}
        set={set}
      />
      <TextList
        title="Hints"
        meaning="From vague to precise; each is shown only on request. At least three."
        field="hints"
        one="hint"
        values={listField(pack, 'hints')}
        set={set}
      />

      <Section title="Credits and licence" meaning="Who has a part in this, and what others may do with it.">
        {listField(pack, 'credits').map((credit, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing else stays while it is typed
          <div key={index} className={styles.line}>
            <input
              aria-label={`Name of credit ${index + 1}`}
              placeholder="name"
              value={textField(objectFieldOf(credit), 'name')}
              onChange={({ currentTarget }) => set(['credits', index, 'name'], currentTarget.value)}
            />
            <input
              aria-label={`Part of credit ${index + 1}`}
              placeholder="statement and reference"
              className={styles.grow}
              value={textField(objectFieldOf(credit), 'part')}
              onChange={({ currentTarget }) => set(['credits', index, 'part'], currentTarget.value)}
            />
            <RemoveButton label={`Remove credit ${index + 1}`} onClick={() => set(['credits', index], undefined)} />
          </div>
        ))}
        <AddButton
          label="Add a credit"
          onClick={() => set(['credits'], [...listField(pack, 'credits'), { name: '', part: '' }])}
        />
        <div className={styles.columns}>
          <TextRow
            label="Licence (SPDX)"
            value={textField(pack, 'licence')}
            choices={licences}
            onChange={(value) => set(['licence'], value)}
          />
          <TextRow
            label="Release"
            hint="As semantic versioning has it: 1.2.0."
            value={textField(pack, 'release')}
            onChange={(value) => set(['release'], value)}
          />
        </div>
      </Section>
    </fieldset>
  );
}

function objectFieldOf(value: unknown) {
  return objectField({ value }, 'value');
}

/** A parameter's name is also that of its values in the tiers. */
function renamedParameter(text: string, index: number, from: string, to: string): string {
  let next = withField(text, ['parameters', index, 'name'], to);
  for (const tier of ['quick', 'full']) {
    const bounds = objectField(objectField(looseObject(next), 'tiers'), tier);
    if (!(from in bounds) || to in bounds) continue;
    const renamed = Object.fromEntries(Object.entries(bounds).map(([key, value]) => [key === from ? to : key, value]));
    next = withField(next, ['tiers', tier], renamed);
  }
  return next;
}

function withoutParameter(text: string, index: number, name: string): string {
  const without = withField(text, ['parameters', index], undefined);
  return ['quick', 'full'].reduce((next, tier) => withField(next, ['tiers', tier, name], undefined), without);
}

function withNewParameter(text: string, count: number): string {
  const name = `bound${count + 1}`;
  const parameter = { name, label: name, meaning: '', min: 0, max: 3 };
  const parameters = [...listField(looseObject(text), 'parameters'), parameter];
  const added = withField(text, ['parameters'], parameters);
  return ['quick', 'full'].reduce((next, tier) => withField(next, ['tiers', tier, name], 1), added);
}

interface TextRowProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly lines?: number;
  readonly mono?: boolean;
  readonly choices?: readonly string[];
  readonly action?: ReactNode;
  readonly onChange: (value: string) => void;
}

function TextRow({ label, hint, value, lines = 1, mono = false, choices, action, onChange }: TextRowProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint ? <span className={styles.hint}>{hint}</span> : null}
      <span className={styles.line}>
        {lines > 1 ? (
          <textarea
            id={id}
            rows={lines}
            value={value}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
          />
        ) : (
          <input
            id={id}
            className={mono ? styles.mono : undefined}
            value={value}
            list={choices ? `${id}-list` : undefined}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
          />
        )}
        {action}
      </span>
      {choices ? (
        <datalist id={`${id}-list`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      ) : null}
    </div>
  );
}

interface NumberProps {
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: number | undefined) => void;
}

function NumberRow({ label, value, onChange }: NumberProps) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      <NumberField label={label} value={value} onChange={onChange} />
    </div>
  );
}

function NumberField({ label, value, onChange }: NumberProps) {
  return (
    <input
      aria-label={label}
      className={styles.number}
      inputMode="numeric"
      value={typeof value === 'number' ? String(value) : ''}
      onChange={({ currentTarget }) => {
        const digits = currentTarget.value.replace(/\D/g, '').slice(0, 12);
        onChange(digits === '' ? undefined : Number(digits));
      }}
    />
  );
}

interface TextListProps {
  readonly title: string;
  readonly meaning: string;
  readonly field: string;
  readonly one: string;
  readonly values: readonly unknown[];
  readonly set: (path: Path, value: unknown) => void;
}

function TextList({ title, meaning, field, one, values, set }: TextListProps) {
  const swap = (first: number, second: number): void => {
    const next = [...values];
    [next[first], next[second]] = [next[second], next[first]];
    set([field], next);
  };
  return (
    <Section title={title} meaning={meaning}>
      <ol className={styles.list}>
        {values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else that stays while it is typed
          <li key={index} className={styles.line}>
            <textarea
              aria-label={`${title}: ${one} ${index + 1}`}
              rows={2}
              value={typeof value === 'string' ? value : ''}
              onChange={({ currentTarget }) => set([field, index], currentTarget.value)}
            />
            <span className={styles.itemTools}>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                disabled={index === 0}
                aria-label={`Move ${one} ${index + 1} up`}
                onClick={() => swap(index, index - 1)}
              >
                <ArrowUp size={13} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                disabled={index === values.length - 1}
                aria-label={`Move ${one} ${index + 1} down`}
                onClick={() => swap(index, index + 1)}
              >
                <ArrowDown size={13} aria-hidden />
              </ActionIcon>
              <RemoveButton label={`Remove ${one} ${index + 1}`} onClick={() => set([field, index], undefined)} />
            </span>
          </li>
        ))}
      </ol>
      <AddButton label={`Add a ${one}`} onClick={() => set([field], [...values, ''])} />
    </Section>
  );
}

function Section({
  title,
  meaning,
  children,
}: {
  readonly title: string;
  readonly meaning: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.hint}>{meaning}</p>
      {children}
    </section>
  );
}

/** What candidates write. A protocol is what nothing is said of. */
function WritesRow({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: Writes | undefined) => void;
}) {
  const id = useId();
  return (
    <div className={styles.row}>
      <label className={styles.label} htmlFor={id}>
        Candidates write
      </label>
      <div className={styles.line}>
        <select
          id={id}
          value={value === '' ? 'protocol' : value}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value === 'protocol' ? undefined : (currentTarget.value as Writes))
          }
        >
          {Object.entries(writesWords).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.labelled}>
      <span className={styles.tiny} aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}

function AddButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="default" leftSection={<Plus size={12} aria-hidden />} onClick={onClick}>
      {label}
    </Button>
  );
}

function RemoveButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <ActionIcon size="sm" variant="subtle" color="gray" aria-label={label} onClick={onClick}>
      <X size={13} aria-hidden />
    </ActionIcon>
  );
}
