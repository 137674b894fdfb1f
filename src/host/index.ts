export { createHost, type Host, type HostCreated, type HostSetup } from './host';
