export { createHost, type HostCreated } from './host';
export type { Host, HostSetup } from './host-contract';
