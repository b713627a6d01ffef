import { describe, expect, it } from 'vitest'
import { en } from './en'
import { zhCN } from './zh-CN'

type Tree = { [name: string]: string | Tree }

/** `a.b.c` → text, for every leaf. */
function leaves(tree: Tree, above = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of Object.entries(tree)) {
    const path = above + name
    if (typeof value === 'string') found.set(path, value)
    else for (const [key, text] of leaves(value, `${path}.`)) found.set(key, text)
  }
  return found
}

const chinese = leaves(zhCN as unknown as Tree)
const english = leaves(en as unknown as Tree)
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()

const sources = import.meta.glob<string>('../../**/*.{vue,ts}', { query: '?raw', import: 'default', eager: true })

describe('the words', () => {
  it('are the same in both languages, with the same gaps', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
    for (const [key, text] of chinese) {
      expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(text))
    }
  })

  it('have no exclamation marks and nothing the formatter would read as a sign', () => {
    for (const [key, text] of [...chinese, ...english]) expect(text, key).not.toMatch(/[!！|@]/)
  })

  it('are all there that the pages ask for by name', () => {
    expect(Object.keys(sources).length).toBeGreaterThan(40)
    const missing = Object.entries(sources).flatMap(([path, source]) => {
      const asked = source.matchAll(/\bt\(\s*'([\w.]+)'/g)
      return [...asked].flatMap((it) => (chinese.has(it[1] ?? '') ? [] : [`${path}: ${it[1]}`]))
    })
    expect(missing).toEqual([])
  })
})
