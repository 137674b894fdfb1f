/** The commands that work on every page, and the dialogs that list commands: palette, help, and the keys to be changed. */
import { useMantineColorScheme } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { packSlug } from '../../model';
import { challenges } from '../catalogue';
import { type CommandOffers, focusedPane, focusNeighbourPane, useCommandOffers, useCommands } from '../keyboard';
import { sharedDraftStore } from '../storage';
import { focusHolder, returnFocus } from './return-focus';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));
const KeyDialog = lazy(async () => ({ default: (await import('./key-dialog')).KeyDialog }));
const HelpDialog = lazy(async () => ({ default: (await import('./help-dialog')).HelpDialog }));

interface Own {
  readonly packs: readonly { readonly slug: string; readonly title: string }[];
  readonly drafts: readonly { readonly id: string; readonly title: string }[];
}

/** Packs and drafts in this browser, read whenever the palette opens. */
function useOwn(paletteNonce: number): Own {
  const [own, setOwn] = useState<Own>({ packs: [], drafts: [] });
  useEffect(() => {
    if (paletteNonce === 0) return;
    const store = sharedDraftStore();
    Promise.all([store.packs(), store.list()]).then(
      ([packs, drafts]) => setOwn({ packs: packs.map(({ hash, title }) => ({ slug: packSlug(hash), title })), drafts }),
      // Where nothing is stored there is nothing to go to.
      () => undefined,
    );
  }, [paletteNonce]);
  return own;
}

export function PageCommands() {
  const [, navigate] = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const [paletteNonce, setPaletteNonce] = useState(0);
  const [help, setHelp] = useState<{ readonly pane: string | null } | null>(null);
  const [areKeysOpen, setAreKeysOpen] = useState(false);
  const beforeHelp = useRef<ReturnType<typeof focusHolder>>(null);

  useCommands({
    palette: () => setPaletteNonce((nonce) => nonce + 1),
    help: () => {
      beforeHelp.current = focusHolder();
      setHelp({ pane: focusedPane() });
    },
    'change-keys': () => {
      beforeHelp.current = focusHolder();
      setAreKeysOpen(true);
    },
    'pane-next': () => focusNeighbourPane(1),
    'pane-previous': () => focusNeighbourPane(-1),
    'theme-light': () => setColorScheme('light'),
    'theme-dark': () => setColorScheme('dark'),
    'theme-system': () => setColorScheme('auto'),
    'go-home': () => navigate('/'),
    'go-review': () => navigate('/review'),
    'go-studio': () => navigate('/studio'),
    'go-packs': () => navigate('/packs'),
    'go-keys': () => navigate('/keys'),
    'go-invite': () => navigate('/invite'),
    'go-feedback': () => navigate('/feedback'),
  });

  const own = useOwn(paletteNonce);
  const goTo = useMemo(() => {
    const offers: CommandOffers = {};
    for (const { slug, code, title } of challenges) {
      const command = `go-challenge-${slug}` as const;
      offers[command] = {
        run: () => navigate(`/challenge/${slug}`),
        binding: { command, title: `Go to ${code} ${title}`, chords: [], group: 'Go to' },
      };
    }
    for (const { slug, title } of own.packs) {
      const command = `go-challenge-${slug}` as const;
      offers[command] = {
        run: () => navigate(`/challenge/${slug}`),
        binding: { command, title: `Go to the pack ${title}`, chords: [], group: 'Go to' },
      };
    }
    for (const { id, title } of own.drafts) {
      const command = `go-draft-${id}` as const;
      offers[command] = {
        run: () => navigate(`/studio/${id}`),
        binding: { command, title: `Go to the draft ${title}`, chords: [], group: 'Go to' },
      };
    }
    return offers;
  }, [navigate, own]);
  useCommandOffers(goTo);

  const closeHelp = useCallback(() => {
    setHelp(null);
    setAreKeysOpen(false);
    setTimeout(() => returnFocus(beforeHelp.current), 0);
  }, []);
  const changeKeys = useCallback(() => {
    setHelp(null);
    setAreKeysOpen(true);
  }, []);
  return (
    <>
      <Suspense fallback={null}>{paletteNonce > 0 ? <Palette nonce={paletteNonce} /> : null}</Suspense>
      <Suspense fallback={null}>
        {help ? <HelpDialog pane={help.pane} onChangeKeys={changeKeys} onClose={closeHelp} /> : null}
      </Suspense>
      <Suspense fallback={null}>{areKeysOpen ? <KeyDialog onClose={closeHelp} /> : null}</Suspense>
    </>
  );
}
