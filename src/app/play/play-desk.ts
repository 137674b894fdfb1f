/** The play of the challenge that was played last. It stays while other parts of the page are looked at. */
import { type Actor, createActor } from 'xstate';
import { protocolFile } from '../catalogue';
import { playMachine } from '../machines/play-machine';
import { createPlayEffects } from './play-worker';

export type PlayActor = Actor<typeof playMachine>;

let desk: { readonly challenge: string; readonly actor: PlayActor } | null = null;

/** Another challenge ends the play of the one before, which is stored. */
export function playDesk(challenge: string): PlayActor {
  if (desk?.challenge === challenge) return desk.actor;
  desk?.actor.send({ type: 'save-now' });
  desk?.actor.stop();
  const actor = createActor(playMachine, { input: { challenge, file: protocolFile, effects: createPlayEffects() } });
  desk = { challenge, actor: actor.start() };
  return actor;
}
