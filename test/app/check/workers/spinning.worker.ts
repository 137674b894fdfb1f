/** Answers nothing, not even a message: its one thread is busy for ever. */
self.onmessage = () => {
  for (;;);
};

export {};
