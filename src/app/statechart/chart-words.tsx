/** A machine in words: every state with its transitions, nested as the states are. */
import type { ChartState } from '../../model';
import { transitionKey, transitionWords } from '../../view';

interface Props {
  readonly state: ChartState;
  readonly active: readonly string[];
  readonly taken: ReadonlySet<string>;
}

export function ChartWords({ state, active, taken }: Props) {
  const actions = [
    ...(state.entry.length > 0 ? [`on entering: ${state.entry.join(', ')}`] : []),
    ...(state.exit.length > 0 ? [`on leaving: ${state.exit.join(', ')}`] : []),
  ];
  return (
    <ul>
      <li>
        <strong>{state.key}</strong>
        {active.includes(state.path) ? ' (the machine is here)' : ''}
        {state.initial === undefined ? '' : `, begins in ${state.initial}`}
        {state.kind === 'parallel' ? ', all at once' : state.kind === 'final' ? ', the end' : ''}
        <ul>
          {actions.map((words) => (
            <li key={words}>{words}</li>
          ))}
          {state.transitions.map((transition, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two transitions may say the same
            <li key={index}>
              {transitionWords(transition)}
              {transition.targets.length === 0 ? ', stays' : ` → ${transition.targets.join(' and ')}`}
              {taken.has(transitionKey(state, transition)) ? ' (just taken)' : ''}
            </li>
          ))}
        </ul>
        {state.states.map((child) => (
          <ChartWords key={child.path} state={child} active={active} taken={taken} />
        ))}
      </li>
    </ul>
  );
}
