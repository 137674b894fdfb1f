/** Asks a fresh system the questions of a log again, so that it gets the tables and numbers of the one that was logged. */
import { requireIntact } from '../base';
import { questions } from './discovery-log';
import type { ProtocolSystem } from './protocol-system';
import type { Symmetry } from './symmetry';

const questionsPerStep = 500;

/**
 * Pauses now and then. Throws a `DamageError` where a question cannot have been asked.
 *
 * @param words as in `DiscoveryLog`
 * @param apply asks for what an operation leads to, through whatever remembers it
 */
export function* replayDiscoveries(
  words: Int32Array,
  system: ProtocolSystem,
  symmetry: Symmetry | undefined,
  apply: (operation: number, configuration: number) => void,
): Generator<void, void> {
  const isConfiguration = (slot: number, configuration: number): boolean =>
    slot >= 0 && slot < system.slotCount && configuration >= 0 && configuration < system.configurationCount(slot);
  let at = 0;
  const next = (): number => {
    requireIntact(at < words.length, 'a question is whole');
    return words[at++] as number;
  };
  for (let count = 1; at < words.length; count++) {
    switch (next()) {
      case questions.expand: {
        const [slot, configuration] = [next(), next()];
        requireIntact(slot < system.actorCount && isConfiguration(slot, configuration), 'a row is one of the system');
        requireIntact(!system.isFilled(slot, configuration), 'a row is filled once');
        system.expand(slot, configuration);
        break;
      }
      case questions.apply: {
        const [operation, configuration] = [next(), next()];
        requireIntact(operation >= 0 && operation < system.operationCount, 'an operation is one of the system');
        requireIntact(
          isConfiguration(system.operationSlot[operation] as number, configuration),
          'an operation works on a configuration',
        );
        apply(operation, configuration);
        break;
      }
      case questions.exchange:
        requireIntact(symmetry !== undefined, 'only a symmetry exchanges members');
        symmetry.replayExchange(next);
        break;
      case questions.look: {
        const [slot, configuration, group, member] = [next(), next(), next(), next()];
        requireIntact(symmetry !== undefined && isConfiguration(slot, configuration), 'a look is one of the system');
        symmetry.replayLook(slot, configuration, group, member);
        break;
      }
      case questions.rename: {
        const [slot, configuration, exchange] = [next(), next(), next()];
        requireIntact(symmetry !== undefined && isConfiguration(slot, configuration), 'what is renamed is there');
        symmetry.replayRename(slot, configuration, exchange);
        break;
      }
      default:
        requireIntact(false, 'a question is of a known kind');
    }
    if (count % questionsPerStep === 0) yield;
  }
}
