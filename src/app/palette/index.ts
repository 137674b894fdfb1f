export { PageCommands } from './page-commands';
