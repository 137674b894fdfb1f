export { type ThemeName, useTheme } from './color-scheme';
export { mantineTheme, mantineVariables } from './mantine-theme';
export { ThemeMenu } from './theme-menu';
