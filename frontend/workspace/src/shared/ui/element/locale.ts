import en from 'element-plus/es/locale/lang/en'
import zhCN from 'element-plus/es/locale/lang/zh-cn'

/** The words inside the parts of Element Plus. */
export function elementLocale(locale: string): typeof zhCN {
  return locale === 'en' ? en : zhCN
}
