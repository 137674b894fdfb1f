/**
 * Which of the two themes is shown. The choice is kept in this browser; without one, the system's applies. The script
 * `public/theme.js` reads the same choice before the first paint.
 */
import { useComputedColorScheme } from '@mantine/core';

export type ThemeName = 'light' | 'dark';

/** The theme shown now. Changes when the user or the system changes it. */
export function useTheme(): ThemeName {
  return useComputedColorScheme('light', { getInitialValueInEffect: false });
}
