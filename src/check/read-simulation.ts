/** Settings of a simulation from outside: a file or a link. What is left out is as in `defaultSimulation`. */
import * as z from 'zod';
import { err, ok, type Result } from '../base';
import { defaultSimulation, type Problem, type SimulationSettings } from '../model';

// The page's content policy forbids `eval`, which zod would otherwise try.
z.config({ jitless: true });

const distribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), value: z.number() }),
  z.strictObject({ kind: z.literal('uniform'), from: z.number(), to: z.number() }),
  z.strictObject({ kind: z.literal('exponential'), mean: z.number() }),
  z.strictObject({ kind: z.literal('log-normal'), median: z.number(), sigma: z.number() }),
  z.strictObject({ kind: z.literal('empirical'), values: z.array(z.number()).max(100_000) }),
]);
const link = z.strictObject({
  latency: distribution,
  loss: z.number(),
  duplication: z.number(),
  bandwidth: z.number().nullable(),
});
const fault = z.discriminatedUnion('kind', [
  z.strictObject({ at: z.number(), kind: z.literal(['crash', 'restart']), node: z.string() }),
  z.strictObject({ at: z.number(), kind: z.literal('partition'), groups: z.array(z.array(z.string())) }),
  z.strictObject({ at: z.number(), kind: z.literal('heal') }),
]);
const settings = z
  .strictObject({
    seed: z.number(),
    link: link.partial(),
    channels: z.array(
      z.strictObject({
        from: z.string().exactOptional(),
        to: z.string().exactOptional(),
        latency: distribution.exactOptional(),
        loss: z.number().exactOptional(),
        duplication: z.number().exactOptional(),
      }),
    ),
    handling: distribution,
    clockDrift: z.number(),
    downLoses: z.boolean(),
    workload: z.strictObject({ gap: distribution, rounds: z.number() }),
    faults: z.array(fault).max(10_000),
    crashes: z.strictObject({ role: z.string().exactOptional(), up: distribution, down: distribution }).nullable(),
    end: z.strictObject({ milliseconds: z.number(), events: z.number(), messages: z.number().exactOptional() }),
  })
  .partial();

/** @param value parsed JSON; whether the numbers fit is not looked at */
export function readSimulation(value: unknown): Result<SimulationSettings, Problem> {
  const read = settings.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const field = issue?.path.join('.') || 'the whole';
    const sentence = `The settings of the simulation cannot be read: ${field}: ${issue?.message ?? 'unknown'}. Correct that field, or leave it out.`;
    return err({ code: 'simulation-invalid', sentence });
  }
  const given = Object.fromEntries(Object.entries(read.data).filter(([, field]) => field !== undefined));
  return ok({
    ...defaultSimulation,
    ...given,
    link: { ...defaultSimulation.link, ...read.data.link },
  } as SimulationSettings);
}
