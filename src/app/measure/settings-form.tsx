/** The network, the nodes and the faults of a simulation. */
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FaultEvent, SimulationSettings, SystemSpec } from '../../model';
import { DistributionField } from './distribution-field';
import { NumberField } from './number-field';
import styles from './settings-form.module.css';

interface Props {
  readonly settings: SimulationSettings;
  /** Null until it is known. */
  readonly spec: SystemSpec | null;
  readonly onChange: (settings: SimulationSettings) => void;
}

const timeMax = 1_000_000_000;
const eventsMax = 10_000_000;

export function SettingsForm({ settings, spec, onChange }: Props) {
  const { link, workload, end, crashes, faults } = settings;
  const set = (changes: Partial<SimulationSettings>): void => onChange({ ...settings, ...changes });
  const setLink = (changes: Partial<SimulationSettings['link']>): void => set({ link: { ...link, ...changes } });
  const setEnd = (changes: Partial<SimulationSettings['end']>): void => set({ end: { ...end, ...changes } });
  const nodes = spec?.nodes.map(({ id }) => id) ?? [];
  const roles = [...new Set(spec?.nodes.map(({ role }) => role) ?? [])];
  return (
    <div className={styles.form}>
      <Section title="Network" isOpen>
        <DistributionField label="Latency" value={link.latency} onChange={(latency) => setLink({ latency })} />
        <ShareField label="lost" value={link.loss} onChange={(loss) => setLink({ loss })} />
        <ShareField
          label="delivered twice"
          value={link.duplication}
          onChange={(duplication) => setLink({ duplication })}
        />
        <Choice
          label="a node sends at most"
          isOn={link.bandwidth !== null}
          onToggle={(isOn) => setLink({ bandwidth: isOn ? 100_000 : null })}
        >
          <NumberField
            label="bandwidth"
            value={link.bandwidth ?? 100_000}
            min={1}
            max={1e12}
            step={10_000}
            unit="bytes/s"
            onChange={(bandwidth) => setLink({ bandwidth })}
          />
        </Choice>
      </Section>
      <Section title="Nodes and clocks">
        <DistributionField
          label="Handling one event"
          value={settings.handling}
          onChange={(handling) => set({ handling })}
        />
        <NumberField
          label="clocks differ by ±"
          value={settings.clockDrift * 100}
          min={0}
          max={99}
          unit="%"
          title="Each node's timers run at a rate of their own, uniform within this."
          onChange={(percent) => set({ clockDrift: percent / 100 })}
        />
        <DistributionField
          label="From one input to the next"
          value={workload.gap}
          onChange={(gap) => set({ workload: { ...workload, gap } })}
        />
        <NumberField
          label="each node gets its inputs"
          value={workload.rounds}
          min={0}
          max={100_000}
          isWhole
          unit="times"
          onChange={(rounds) => set({ workload: { ...workload, rounds } })}
        />
      </Section>
      <Section title={faultsTitle(settings)}>
        <Choice
          label="nodes crash by chance"
          isOn={crashes !== null}
          onToggle={(isOn) =>
            set({
              crashes: isOn
                ? { up: { kind: 'exponential', mean: 1000 }, down: { kind: 'constant', value: 100 } }
                : null,
            })
          }
        >
          {crashes ? (
            <>
              <label className={styles.field}>
                <span>which</span>
                <select
                  value={crashes.role ?? ''}
                  onChange={(event) => {
                    const { role: _, ...rest } = crashes;
                    const { value } = event.currentTarget;
                    set({ crashes: value === '' ? rest : { ...rest, role: value } });
                  }}
                >
                  <option value="">those that may crash</option>
                  {roles.map((role) => (
                    <option key={role} value={role}>
                      every {role}
                    </option>
                  ))}
                </select>
              </label>
              <DistributionField
                label="Up for"
                value={crashes.up}
                onChange={(up) => set({ crashes: { ...crashes, up } })}
              />
              <DistributionField
                label="Down for"
                value={crashes.down}
                onChange={(down) => set({ crashes: { ...crashes, down } })}
              />
            </>
          ) : null}
        </Choice>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={settings.downLoses}
            onChange={(event) => set({ downLoses: event.currentTarget.checked })}
          />
          what arrives at a node that is down is lost
        </label>
        <FaultList faults={faults} nodes={nodes} onChange={(next) => set({ faults: next })} />
      </Section>
      <Section title="End">
        <NumberField
          label="after"
          value={end.milliseconds}
          min={1}
          max={timeMax}
          step={1000}
          unit="ms simulated"
          onChange={(milliseconds) => setEnd({ milliseconds })}
        />
        <NumberField
          label="or"
          value={end.events}
          min={1}
          max={eventsMax}
          step={10_000}
          isWhole
          unit="events handled"
          onChange={(events) => setEnd({ events })}
        />
      </Section>
    </div>
  );
}

function faultsTitle({ faults, crashes }: SimulationSettings): string {
  const count = faults.length + (crashes ? 1 : 0);
  return count === 0 ? 'Faults: none' : `Faults: ${count}`;
}

function Section({
  title,
  isOpen,
  children,
}: {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details className={styles.section} open={isOpen}>
      <summary>{title}</summary>
      <div className={styles.fields}>{children}</div>
    </details>
  );
}

function ShareField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <div className={styles.share}>
      <NumberField
        label={label}
        value={Number((value * 100).toPrecision(12))}
        min={0}
        max={100}
        unit="%"
        onChange={(percent) => onChange(percent / 100)}
      />
      <input
        type="range"
        min={0}
        max={100}
        value={Number.isNaN(value) ? 0 : value * 100}
        aria-label={`${label}, in per cent`}
        onChange={(event) => onChange(Number(event.currentTarget.value) / 100)}
      />
    </div>
  );
}

function Choice({
  label,
  isOn,
  onToggle,
  children,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.choice}>
      <label className={styles.check}>
        <input type="checkbox" checked={isOn} onChange={(event) => onToggle(event.currentTarget.checked)} />
        {label}
      </label>
      {isOn ? children : null}
    </div>
  );
}

interface FaultListProps {
  readonly faults: readonly FaultEvent[];
  readonly nodes: readonly string[];
  readonly onChange: (faults: readonly FaultEvent[]) => void;
}

/** What goes wrong at a time of its own. A partition cuts one node, or several, off from the rest. */
function FaultList({ faults, nodes, onChange }: FaultListProps) {
  const [first = ''] = nodes;
  const change = (index: number, fault: FaultEvent): void => onChange(faults.with(index, fault));
  return (
    <fieldset className={styles.group}>
      <legend>At a time</legend>
      <ul className={styles.faults}>
        {faults.map((fault, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: faults have nothing else that tells them apart
          <li key={index} className={styles.faultRow}>
            <NumberField
              label="at"
              value={fault.at}
              min={0}
              max={timeMax}
              step={10}
              unit="ms"
              onChange={(at) => change(index, { ...fault, at })}
            />
            <select
              aria-label={`Fault ${index + 1}: what happens`}
              value={fault.kind}
              onChange={(event) =>
                change(index, faultOf(event.currentTarget.value as FaultEvent['kind'], fault.at, first))
              }
            >
              <option value="crash">crash of</option>
              <option value="restart">restart of</option>
              <option value="partition">cut off</option>
              <option value="heal">heal</option>
            </select>
            <FaultTarget fault={fault} index={index} nodes={nodes} onChange={(next) => change(index, next)} />
            <button
              type="button"
              className={styles.remove}
              aria-label={`Remove fault ${index + 1}`}
              onClick={() => onChange(faults.filter((_, other) => other !== index))}
            >
              <X size={13} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className={styles.add}
        disabled={nodes.length === 0}
        onClick={() => onChange([...faults, faultOf('crash', 100, first)])}
      >
        <Plus size={13} aria-hidden /> fault
      </button>
    </fieldset>
  );
}

function FaultTarget({
  fault,
  index,
  nodes,
  onChange,
}: {
  readonly fault: FaultEvent;
  readonly index: number;
  readonly nodes: readonly string[];
  readonly onChange: (fault: FaultEvent) => void;
}) {
  switch (fault.kind) {
    case 'heal':
      return null;
    case 'crash':
    case 'restart':
      return (
        <select
          aria-label={`Fault ${index + 1}: which node`}
          value={fault.node}
          onChange={(event) => onChange({ ...fault, node: event.currentTarget.value })}
        >
          {nodes.map((node) => (
            <option key={node}>{node}</option>
          ))}
        </select>
      );
    case 'partition': {
      const group = fault.groups[0] ?? [];
      return (
        <span className={styles.members}>
          {nodes.slice(0, shownNodesMax).map((node) => (
            <label key={node} className={styles.check}>
              <input
                type="checkbox"
                checked={group.includes(node)}
                onChange={(event) => {
                  const next = event.currentTarget.checked ? [...group, node] : group.filter((other) => other !== node);
                  onChange({ ...fault, groups: [nodes.filter((other) => next.includes(other))] });
                }}
              />
              {node}
            </label>
          ))}
        </span>
      );
    }
  }
}

/** More nodes than this are not offered one by one. */
const shownNodesMax = 24;

function faultOf(kind: FaultEvent['kind'], at: number, node: string): FaultEvent {
  switch (kind) {
    case 'crash':
    case 'restart':
      return { kind, at, node };
    case 'partition':
      return { kind, at, groups: [[node]] };
    case 'heal':
      return { kind, at };
  }
}
