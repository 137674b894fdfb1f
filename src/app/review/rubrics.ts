/** The rubrics of the challenges, loaded when a review needs one. */
import type { Rubric } from '../../model';

const rubrics = import.meta.glob<Record<string, Rubric>>('../../../challenges/*/rubric.ts');

/** What a challenge is judged by; nothing but words where it has no rubric. */
export async function loadRubric(slug: string): Promise<Rubric> {
  const load = rubrics[`../../../challenges/${slug}/rubric.ts`];
  // The one thing that such a file exports.
  const [rubric] = load ? Object.values(await load()) : [];
  return rubric ?? { criteria: [] };
}
