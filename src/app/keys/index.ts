/** The keys of a team, in this browser: submissions are sealed to them, and opened with them. */
export { sharedKeyBox } from './key-box';
export { type IdentitiesHandle, useIdentities } from './use-identities';
