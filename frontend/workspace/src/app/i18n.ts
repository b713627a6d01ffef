import { createI18n } from 'vue-i18n'
import { zhCN } from './messages/zh-CN'

const KEY = 'greenbridge.locale'
export type Locale = 'zh-CN' | 'en'

/** The words of the workspace; Chinese comes with the page. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN } as Record<string, typeof zhCN>,
})

/** English is fetched when somebody asks for it. */
export async function setLocale(locale: Locale): Promise<void> {
  if (locale === 'en') {
    const { en } = await import('./messages/en')
    i18n.global.setLocaleMessage('en', en as typeof zhCN)
  }
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
  localStorage.setItem(KEY, locale)
}

/** The language chosen on an earlier visit. */
export async function applyStoredLocale(): Promise<void> {
  if (localStorage.getItem(KEY) === 'en') await setLocale('en')
}
