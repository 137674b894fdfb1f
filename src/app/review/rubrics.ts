/** The rubrics of the challenges, loaded when a review needs one. */
import type { Rubric } from '../../model';
import { reviewedPack } from '../packs/reviewed-packs';

const rubrics = import.meta.glob<Rubric>('../../../challenges/*/rubric.json', { import: 'default' });

/** What a challenge is judged by; nothing but words where it has no rubric, or where that is not here. */
export async function loadRubric(slug: string): Promise<Rubric> {
  const load = rubrics[`../../../challenges/${slug}/rubric.json`];
  return load ? load() : (reviewedPack(slug)?.rubric ?? { criteria: [] });
}
