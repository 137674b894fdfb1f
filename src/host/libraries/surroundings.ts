/**
 * What packages expect around them and the sandbox does not have, put into their bundles where they mention it. Nothing of it
 * does anything: a library that needed it would not be one for the sandbox.
 */

const nothing = (): undefined => undefined;

export const console = { debug: nothing, error: nothing, info: nothing, log: nothing, warn: nothing };
