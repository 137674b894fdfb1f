export { createHost, type Host, type HostCreated, type HostSetup, handlerName, outcomeData } from './host';
