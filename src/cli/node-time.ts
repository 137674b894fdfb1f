/** How checks in Node tell time and let messages in. */
export const nodeTime = {
  now: (): number => performance.now(),
  pause: (): Promise<void> => new Promise((resolve) => setImmediate(resolve)),
};
