/** A thread that searches and answers beside a leader: lets Node read TypeScript, then helps whoever sends a setup. */
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { runSearcher } = await import('../engine/index.ts');
const { AnswerThread } = await import('../host/index.ts');
const thread = new AnswerThread();
parentPort?.on('message', ({ kind, setup }) =>
  kind === 'answer' ? thread.answer(setup) : thread.also((answerOne) => runSearcher(setup, answerOne)),
);
