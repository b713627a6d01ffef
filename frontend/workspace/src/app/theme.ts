import { readonly, ref } from 'vue'

const KEY = 'greenbridge.theme'
export type Theme = 'system' | 'light' | 'dark'
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

const theme = ref<Theme>('system')

function apply(): void {
  if (theme.value === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme.value
}

/** Before the first paint: the choice made on an earlier visit. */
export function applyStoredTheme(): void {
  const stored = localStorage.getItem(KEY)
  theme.value = stored === 'light' || stored === 'dark' ? stored : 'system'
  apply()
}

/** Goes round: as the system says, light, dark. */
export function nextTheme(): void {
  theme.value = NEXT[theme.value]
  if (theme.value === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, theme.value)
  apply()
}

export const currentTheme = readonly(theme)
