/** Accepts every call and never answers. */
self.onmessage = () => {};

export {};
