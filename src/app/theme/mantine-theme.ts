/** Mantine drawn with the variables of theme.css, dense by default. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/** Light to dark; shades 7 (light scheme) and 4 (dark scheme) are `--iv-accent`. */
const accent: MantineColorsTuple = [
  '#e3ecfd',
  '#c9dafb',
  '#a9c6fd',
  '#93bbff',
  '#7fb0ff',
  '#5a8ff0',
  '#3d72dc',
  '#1f57c3',
  '#184aab',
  '#113a8a',
];

export const mantineTheme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    const isPrimary = input.color === undefined || input.color === 'accent';
    return isPrimary && input.variant === 'filled' ? { ...colors, color: 'var(--iv-on-accent)' } : colors;
  },
  colors: { accent },
  fontFamily: 'var(--iv-sans)',
  fontFamilyMonospace: 'var(--iv-mono)',
  defaultRadius: 4,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: { fontFamily: 'var(--iv-sans)', fontWeight: '600' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, events: { hover: true, focus: true, touch: false } } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});

/** The same variables in both schemes: theme.css already switches their values. */
const mapped: Record<string, string> = {
  '--mantine-color-body': 'var(--iv-bg)',
  '--mantine-color-text': 'var(--iv-text)',
  '--mantine-color-bright': 'var(--iv-text)',
  '--mantine-color-dimmed': 'var(--iv-text-dim)',
  '--mantine-color-placeholder': 'var(--iv-text-dim)',
  '--mantine-color-error': 'var(--iv-violation)',
  '--mantine-color-success': 'var(--iv-ok)',
  '--mantine-color-anchor': 'var(--iv-accent)',
  '--mantine-color-default': 'var(--iv-surface)',
  '--mantine-color-default-hover': 'var(--iv-surface-2)',
  '--mantine-color-default-color': 'var(--iv-text)',
  '--mantine-color-default-border': 'var(--iv-border-strong)',
  '--mantine-color-disabled': 'var(--iv-surface-2)',
  '--mantine-color-disabled-color': 'var(--iv-text-dim)',
  '--mantine-color-disabled-border': 'var(--iv-border)',
  '--mantine-color-accent-filled': 'var(--iv-accent)',
  '--mantine-color-accent-filled-hover': 'color-mix(in srgb, var(--iv-accent) 88%, var(--iv-text))',
  '--mantine-color-accent-light': 'var(--iv-accent-soft)',
  '--mantine-color-accent-light-color': 'var(--iv-accent)',
  '--mantine-primary-color-contrast': 'var(--iv-on-accent)',
};

export const mantineVariables: CSSVariablesResolver = () => ({ variables: {}, light: mapped, dark: mapped });
