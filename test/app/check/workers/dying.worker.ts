/** Dies of the first message. */
self.onmessage = () => {
  setTimeout(() => {
    throw new Error('out of memory');
  });
};

export {};
