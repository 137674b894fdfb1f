/** The command `simulate`. What it needs is loaded when it runs. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Bounds } from '../model';
import { parseSeed } from './search-mode';
import type { SimulateCommandOptions, SweepAxisText } from './simulate';

const axisValuesMax = 1000;

/** @param usage says what is wrong with the arguments and sets the exit code */
export function addSimulateCommand(
  program: Command,
  usage: (sentence: string) => void,
  parseBounds: (text: string) => Bounds,
): void {
  program
    .command('simulate')
    .description('run a protocol in time, on a network with latencies, losses and faults')
    .argument('<challenge>', 'name of the catalogue, folder or archive')
    .option('-p, --protocol <file>', 'TypeScript file to simulate (default: the starter of the challenge)')
    .option('-b, --bounds <list>', 'bounds as name=number, separated by commas', parseBounds)
    .addOption(new Option('-t, --tier <tier>', 'bounds to start from').choices(['quick', 'full']).default('quick'))
    .option('-s, --settings <file>', 'JSON file with settings, see docs/simulation.md')
    .option('--seed <number>', 'what everything that is drawn depends on', parseSeed)
    .option('--seeds <count>', 'how many seeds, one after the other', parseSeeds, 1)
    .option('--vary <axis>', 'a setting and its values, as in link.loss=0,0.1,0.2; may be given again', parseAxis, [])
    .option('--json', 'print one JSON document: a result, or an array of several')
    .action(async (name: string, options: SimulateCommandOptions) => {
      const problem = await (await import('./simulate')).simulate(name, options);
      if (problem !== undefined) usage(problem);
    });
}

function parseSeeds(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 to 99999.');
  return Number(text);
}

function parseAxis(text: string, before: readonly SweepAxisText[]): readonly SweepAxisText[] {
  const [path, list, ...rest] = text.split('=');
  const values = (list ?? '').split(',').map((value) => (value.trim() === '' ? Number.NaN : Number(value)));
  if (!path || rest.length > 0 || values.length > axisValuesMax || values.some((value) => !Number.isFinite(value)))
    throw new InvalidArgumentError(`"${text}" is not name=number,number,….`);
  return [...before, { path, values }];
}
