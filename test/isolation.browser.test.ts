import { expect, test } from 'vitest';

test('a page served with our headers is isolated, so workers can share memory with it', async () => {
  expect(globalThis.crossOriginIsolated).toBe(true);
  const memory = new SharedArrayBuffer(4);
  const code = 'onmessage = ({ data }) => { Atomics.store(new Int32Array(data), 0, 7); postMessage(null); };';
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const worker = new Worker(address);
  const answered = new Promise((resolve) => {
    worker.onmessage = resolve;
  });
  worker.postMessage(memory);
  await answered;
  worker.terminate();
  URL.revokeObjectURL(address);
  expect(new Int32Array(memory)[0]).toBe(7);
});
