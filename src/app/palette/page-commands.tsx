/** The commands that work on every page, and the dialogs that list commands: palette, help, and the keys to be changed. */
import { useMantineColorScheme } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { challenges } from '../catalogue';
import { type CommandOffers, focusedPane, focusNeighbourPane, useCommandOffers, useCommands } from '../keyboard';
import { focusHolder, returnFocus } from './return-focus';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));
const KeyDialog = lazy(async () => ({ default: (await import('./key-dialog')).KeyDialog }));
const HelpDialog = lazy(async () => ({ default: (await import('./help-dialog')).HelpDialog }));

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

  const goTo = useMemo(() => {
    const offers: CommandOffers = {};
    for (const { slug, code, title } of challenges) {
      const command = `go-challenge-${slug}` as const;
      offers[command] = {
        run: () => navigate(`/challenge/${slug}`),
        binding: { command, title: `Go to ${code} ${title}`, chords: [], group: 'Go to' },
      };
    }
    return offers;
  }, [navigate]);
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
