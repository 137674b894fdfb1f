/** The rubrics of the catalogue. */
import { expect, test } from 'vitest';
import { challenges } from '../../challenges';
import type { Rubric } from '../../src/model';

const rubrics = import.meta.glob<Rubric>('../../challenges/*/rubric.json', { eager: true, import: 'default' });

test.each(challenges.map(({ slug }) => [slug]))(
  'the rubric of %s has four to six criteria, each with levels',
  (slug) => {
    const criteria = rubrics[`../../challenges/${slug}/rubric.json`]?.criteria ?? [];
    expect(criteria.length).toBeGreaterThanOrEqual(4);
    expect(criteria.length).toBeLessThanOrEqual(6);
    expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
    for (const { id, title, question, levels } of criteria) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(title).not.toBe('');
      expect(question).toMatch(/[.?]$/);
      expect(levels.length).toBeGreaterThanOrEqual(3);
      expect(new Set(levels).size).toBe(levels.length);
      for (const level of levels) expect(level).toMatch(/\.$/);
    }
  },
);
