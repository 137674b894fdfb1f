/** The steps that are enabled in one state, as a search finds them and as they are told. */
import { EffectTable, SuccessorCursor } from '../engine';
import { drawWords, type PlayChoice, transitionFlags } from '../model';
import type { ProtocolSystem } from '../system';
import { actionWords } from '../verdict';

export interface Enabled {
  readonly transition: number;
  readonly isFault: boolean;
  /** Whether it leads back to the same state. */
  readonly isSame: boolean;
  /** Whether it counts as no progress: the system says that it may be idle, and it leads back to the same state. */
  readonly isIdle: boolean;
  /** The state after it; undefined where the handler gives no answer. */
  readonly vector: Int32Array | undefined;
}

/** Looks at states of one system, one at a time. */
export class Successors {
  readonly effects: EffectTable;
  readonly #system: ProtocolSystem;
  readonly #cursor: SuccessorCursor;

  constructor(system: ProtocolSystem) {
    this.#system = system;
    this.effects = new EffectTable(system);
    this.#cursor = new SuccessorCursor(system, this.effects);
  }

  /** In the order of the search. */
  of(vector: Int32Array): readonly Enabled[] {
    const cursor = this.#cursor;
    const found: Enabled[] = [];
    cursor.begin(vector);
    while (cursor.next())
      found.push({
        transition: cursor.transition,
        isFault: (cursor.flags & transitionFlags.fault) !== 0,
        isSame: !cursor.failed && cursor.vector.every((configuration, slot) => configuration === vector[slot]),
        isIdle: cursor.isIdle,
        vector: cursor.failed ? undefined : cursor.vector.slice(),
      });
    return found;
  }

  /** The same as choices, in the same order. */
  choices(enabled: readonly Enabled[]): readonly PlayChoice[] {
    const system = this.#system;
    const outcomeCount = new Map<number, number>();
    const events = enabled.map(({ transition }) => system.eventOf(transition));
    for (const event of events) outcomeCount.set(event, (outcomeCount.get(event) ?? 0) + 1);
    return enabled.map(({ transition, isFault, isSame }, index) => {
      const event = events[index] as number;
      const draws = system.drawsOf(transition);
      const isOneOfSeveral = (outcomeCount.get(event) ?? 0) > 1 && draws.length > 0;
      return {
        action: system.actionOf(transition),
        label: actionWords(system.event(event)),
        ...(isOneOfSeveral ? { outcome: drawWords(draws) } : {}),
        isFault,
        isIdle: isSame,
      };
    });
  }
}

/** Whether nothing but a fault can still happen where these steps are enabled. */
export function isAtRest(enabled: readonly Enabled[]): boolean {
  return enabled.every(({ isFault, isIdle }) => isFault || isIdle);
}
