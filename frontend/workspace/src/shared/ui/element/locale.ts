import zhCN from 'element-plus/es/locale/lang/zh-cn'

export type ElementLocale = typeof zhCN

/** The words inside the parts of Element Plus; English comes when it is asked for. */
export async function elementLocale(locale: string): Promise<ElementLocale> {
  return locale === 'en' ? (await import('element-plus/es/locale/lang/en')).default : zhCN
}

export { zhCN as elementZhCN }
