import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

// The real colours are the CSS variables of tokens.css, which turn with the scheme by themselves. Mantine wants ten
// shades of a main colour; it gets the
// token ten times and is told below which variable of its own means what.
const shades = (...names: string[]) => names.map((name) => `var(--${name})`) as unknown as MantineColorsTuple
// Mantine draws with ten greys, light ones first in `gray`, the scheme's text first in `dark`.
const gray = shades('canvas', 'sunken', 'line', 'line', 'control', 'ink-3', 'ink-3', 'ink-2', 'ink', 'ink')
const dark = shades(
  'ink',
  'ink-2',
  'ink-3',
  'ink-3',
  'control',
  'raised',
  'surface',
  'canvas',
  'sunken',
  'sunken',
)
const petrol = shades(...Array.from({ length: 10 }, () => 'petrol'))

export const theme = createTheme({
  primaryColor: 'petrol',
  colors: { petrol, gray, dark },
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '640' },
  fontSizes: { xs: '12px', sm: '13px', md: '15px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '18px', md: '22px', lg: '24px', xl: '24px' },
  radius: { xs: '7px', sm: '10px', md: '10px', lg: '14px', xl: '22px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Checkbox: { defaultProps: { radius: 4 } },
    Radio: { defaultProps: { size: 'md' } },
    RadioGroup: { defaultProps: { size: 'md' } },
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    MultiSelect: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md', allowDeselect: false, checkIconPosition: 'right' } },
  },
})

const meanings = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--petrol)',
  '--mantine-color-error': 'var(--brick)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--control)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-petrol)',
  '--mantine-primary-color-filled': 'var(--petrol)',
  '--mantine-primary-color-filled-hover': 'var(--petrol-pressed)',
  '--mantine-color-petrol-filled': 'var(--petrol)',
  '--mantine-color-petrol-filled-hover': 'var(--petrol-pressed)',
  '--mantine-color-petrol-text': 'var(--petrol)',
  '--mantine-color-petrol-light': 'var(--petrol-tint)',
  '--mantine-color-petrol-light-hover': 'var(--petrol-tint)',
  '--mantine-color-petrol-light-color': 'var(--on-petrol-tint)',
  '--mantine-color-petrol-outline': 'var(--petrol)',
  '--mantine-color-petrol-outline-hover': 'var(--petrol-tint)',
}

/** What Mantine's own variables mean with us, in both schemes alike. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--mantine-color-white': 'var(--on-petrol)' },
  light: meanings,
  dark: meanings,
})
