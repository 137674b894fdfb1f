/** A thread that searches and answers calls of handlers beside the check worker, for one check after the other. */
import { runSearcher, type SearcherSetup } from '../src/engine';
import { type AnswererSetup, AnswerThread } from '../src/host';

export type HelperMessage =
  | { readonly kind: 'search'; readonly setup: SearcherSetup }
  | { readonly kind: 'answer'; readonly setup: AnswererSetup };

const thread = new AnswerThread();

self.onmessage = ({ data }: MessageEvent<HelperMessage>) => {
  switch (data.kind) {
    case 'answer':
      void thread.answer(data.setup);
      return;
    case 'search':
      void thread.also((answerOne) => runSearcher(data.setup, answerOne)).catch(throwOutside);
  }
};

/** A rejection alone would not be seen outside; an error in a task of its own is. */
function throwOutside(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}
