#!/usr/bin/env node
/** Starts the command line: lets Node read TypeScript, then hands over. */
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
await main(process.argv);
