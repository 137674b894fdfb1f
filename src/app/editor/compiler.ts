/** Compiling from the page: questions to a worker one by one, with an answer for each even if the worker dies. */
import type { Compiled, Problem } from '../../model';
import type { CompileAnswer, CompileQuestion } from './compile-messages';

/** A worker to ask. One that has ended never answers again. */
export interface CompileWorker {
  readonly port: MessagePort;
  /** Fires `error` if the worker cannot be loaded. */
  readonly worker: EventTarget;
}

export interface CompilerSetup<Handle extends CompileWorker> {
  /** The worker that runs, or a new one. */
  readonly obtain: () => Handle;
  /** Ends a worker that does not answer. */
  readonly restart: (handle: Handle) => void;
  /** Calls back when a worker has ended by another's hand. */
  readonly onEnd: (listener: (handle: CompileWorker) => void) => void;
  /** How long loading may take. The worker is a megabyte and a half to download. Default 120,000. */
  readonly loadMsMax?: number;
  /** How long one answer may take once the worker has loaded. Default 10,000. */
  readonly answerMsMax?: number;
}

interface Job {
  readonly source: string;
  readonly file: string;
  readonly resolve: (compiled: Compiled) => void;
}

type Compile = (source: string, file: string) => Promise<Compiled>;

/**
 * Makes the function that compiles. Answers come in the order of the calls, so the last answer is for the last call. It
 * never rejects: a worker that cannot be loaded, or does not answer in time, gives the problem `worker-died`, and the next
 * call gets a new worker. A worker ended by another's hand (the editor's) is replaced, and the question asked again.
 */
export function createCompiler<Handle extends CompileWorker>(setup: CompilerSetup<Handle>): Compile {
  const { loadMsMax = 120_000, answerMsMax = 10_000 } = setup;
  const waiting: Job[] = [];
  let asked: { readonly job: Job; readonly id: number } | undefined;
  let connected: { readonly handle: Handle; isLoaded: boolean } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let questionCount = 0;

  setup.onEnd((handle) => {
    if (connected?.handle !== handle) return;
    disconnect();
    if (asked !== undefined) waiting.unshift(asked.job);
    asked = undefined;
    askNext();
  });

  function askNext(): void {
    const job = asked === undefined ? waiting.shift() : undefined;
    if (job === undefined) return;
    questionCount += 1;
    asked = { job, id: questionCount };
    connected ??= connect();
    const question: CompileQuestion = { id: questionCount, source: job.source, file: job.file };
    connected.handle.port.postMessage(question);
    startTimer();
  }

  function connect(): { handle: Handle; isLoaded: boolean } {
    const connection = { handle: setup.obtain(), isLoaded: false };
    const { port, worker } = connection.handle;
    port.onmessage = ({ data }: MessageEvent<CompileAnswer>) => receive(data);
    worker.addEventListener('error', (event) => {
      // Once loaded, an error is one of the editor's questions gone wrong: reported by the editor, no concern of ours.
      if (connected !== connection || connection.isLoaded) return;
      event.preventDefault();
      giveUp(
        'The TypeScript worker could not be loaded. Check the connection, then try again or reload the page; the work is saved.',
      );
    });
    return connection;
  }

  function receive(answer: CompileAnswer): void {
    if (answer.kind === 'ready') {
      if (connected !== undefined) connected.isLoaded = true;
      if (asked !== undefined) startTimer();
      return;
    }
    if (asked?.id !== answer.id) return;
    if (answer.kind === 'compiled') finish(answer.compiled);
    else finish(died(`The compiler failed: ${answer.message}. Please report this source as a bug; the work is saved.`));
  }

  function startTimer(): void {
    clearTimeout(timer);
    const limit = connected?.isLoaded === true ? answerMsMax : loadMsMax;
    timer = setTimeout(() => {
      giveUp(
        `The TypeScript worker did not answer within ${Math.round(limit / 1000)} seconds and was restarted. Try again; if it happens again, simplify the types in this file.`,
      );
    }, limit);
  }

  function giveUp(sentence: string): void {
    const handle = connected?.handle;
    disconnect();
    if (handle !== undefined) setup.restart(handle);
    finish(died(sentence));
  }

  function disconnect(): void {
    clearTimeout(timer);
    connected?.handle.port.close();
    connected = undefined;
  }

  function finish(compiled: Compiled): void {
    clearTimeout(timer);
    const job = asked?.job;
    asked = undefined;
    job?.resolve(compiled);
    askNext();
  }

  return (source, file) =>
    new Promise((resolve) => {
      waiting.push({ source, file, resolve });
      askNext();
    });
}

function died(sentence: string): Compiled {
  const problem: Problem = { code: 'worker-died', sentence };
  return { kind: 'refused', problems: [problem] };
}
