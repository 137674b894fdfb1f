export { AnswerDesk, type AnswererSetup } from './answer-desk';
export { AnswerThread } from './answer-thread';
export { createHost, type HostCreated } from './host';
export type { Host, HostSetup } from './host-contract';
