/** What `challenge.ts` builds, at bounds that one chooses: the system as data, from the sandbox. */
import { SegmentedControl } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { SystemOutline } from '../../../workers/api';
import type { Bounds, Problem } from '../../model';
import { systemInWords } from '../check';
import { buildOutlines, compileDefinition } from '../packs/definition-link';
import { isProblem } from '../workers';
import { boundsText } from './bounds-text';
import { definitionSources } from './definition-sources';
import styles from './definition-view.module.css';
import type { DraftFiles } from './draft-files';
import { manifestPath, tierBounds } from './manifest-text';

type Tier = 'quick' | 'full';

export function DefinitionView({ files }: { readonly files: DraftFiles }) {
  const [tier, setTier] = useState<Tier>('quick');
  const sources = useDefinitionSources(files);
  const bounds = useTier(files, tier);
  const { outline, problems, isBusy } = useOutline(sources, bounds);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.view} tabIndex={0} aria-label="What the definition builds" aria-busy={isBusy}>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label="Bounds"
          value={tier}
          onChange={(value) => setTier(value as Tier)}
          data={[
            { value: 'quick', label: 'Quick' },
            { value: 'full', label: 'Full' },
          ]}
        />
        <span className={styles.quiet}>{bounds === null ? 'pack.json has no such bounds' : boundsText(bounds)}</span>
      </div>
      {problems.length > 0 ? (
        <ul className={styles.problems} role="alert">
          {problems.map(({ sentence, place }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may be listed twice
            <li key={index}>
              {place ? (
                <code>
                  {place.file}:{place.line}:{place.column}
                </code>
              ) : null}{' '}
              {sentence}
            </li>
          ))}
        </ul>
      ) : null}
      {outline ? <Outline outline={outline} isOld={problems.length > 0} /> : null}
    </section>
  );
}

function Outline({ outline, isOld }: { readonly outline: SystemOutline; readonly isOld: boolean }) {
  const { nodes, properties, notChecked, config, outputs, symmetry } = outline;
  return (
    <div data-old={isOld} className={styles.outline}>
      {isOld ? <p className={styles.quiet}>What it built before this mistake:</p> : null}
      <p>
        {systemInWords(outline)}. Outputs count {outputs === 'distinct' ? 'once each' : 'every time they are shown'}.
      </p>
      <h3 className={styles.title}>Nodes</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">Role</th>
            <th scope="col">Inputs</th>
            <th scope="col">Notes</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map(({ id, role, inputs = [], mayCrash, twins, isScripted }) => (
            <tr key={id}>
              <td className={styles.mono}>{id}</td>
              <td>{role}</td>
              <td className={styles.mono}>
                {inputs.map((input, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: inputs are a list in which the same may come twice
                  <div key={index}>{JSON.stringify(input)}</div>
                ))}
              </td>
              <td>
                {[mayCrash ? 'may crash' : '', twins ? 'Byzantine twins' : '', isScripted ? 'the author’s script' : '']
                  .filter(Boolean)
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.config}>
        <span className={styles.quiet}>ctx.config</span> <code>{JSON.stringify(config)}</code>
      </p>
      {symmetry ? <p className={styles.quiet}>Interchangeable: {JSON.stringify(symmetry)}</p> : null}
      <h3 className={styles.title}>Properties</h3>
      <dl className={styles.properties}>
        {properties.map(({ name, kind, meaning, at }) => (
          <div key={name}>
            <dt>
              {name}{' '}
              <span className={styles.quiet}>
                {kind}
                {at === 'quiescent' ? ', at rest' : ''}
              </span>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles.title}>Not checked</h3>
      {notChecked.length === 0 ? (
        <p className={styles.quiet}>Nothing is said. What do the bounds and the model leave out?</p>
      ) : (
        <ul className={styles.list}>
          {notChecked.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The texts that make the definition; the same value as long as none of them changes. */
function useDefinitionSources(files: DraftFiles): Readonly<Record<string, string>> {
  const [sources, setSources] = useState<Readonly<Record<string, string>>>(() => definitionSources(files));
  const next = definitionSources(files);
  const isSame =
    Object.keys(next).length === Object.keys(sources).length &&
    Object.entries(next).every(([path, text]) => sources[path] === text);
  if (!isSame) setSources(next);
  return isSame ? sources : next;
}

function useTier(files: DraftFiles, tier: Tier): Bounds | null {
  const text = files.get(manifestPath);
  // The bounds stay the same value as long as their text does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the files
  return useMemo(() => tierBounds(files, tier), [text, tier]);
}

/** Time without a change after which the definition is built again. */
const pauseMs = 350;

interface Built {
  readonly outline: SystemOutline | null;
  readonly problems: readonly Problem[];
  readonly isBusy: boolean;
}

function useOutline(sources: Readonly<Record<string, string>>, bounds: Bounds | null): Built {
  const [built, setBuilt] = useState<Built>({ outline: null, problems: [], isBusy: true });
  useEffect(() => {
    let isCurrent = true;
    setBuilt((before) => ({ ...before, isBusy: true }));
    const tell = (outline: SystemOutline | null, problems: readonly Problem[]): void => {
      if (isCurrent) setBuilt((before) => ({ outline: outline ?? before.outline, problems, isBusy: false }));
    };
    const build = async (): Promise<void> => {
      const compiled = await compileDefinition(sources);
      if (compiled.kind === 'err') return tell(null, compiled.error);
      if (bounds === null) return tell(null, []);
      const outlines = await buildOutlines(compiled.value, [bounds]);
      if (outlines.kind === 'err') return tell(null, [outlines.error]);
      tell(outlines.value[0] ?? null, []);
    };
    const timer = setTimeout(() => {
      build().catch((error: unknown) => {
        if (isProblem(error)) tell(null, [error]);
      });
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [sources, bounds]);
  return built;
}
