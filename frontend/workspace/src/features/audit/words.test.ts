import { expect, it } from 'vitest'
import { auditAction } from './messages.zh-CN'

const sources = import.meta.glob<string>('../../../../../backend/**/*.rs', { query: '?raw', import: 'default', eager: true })

/** How the sources name what they write into the log. */
const NAMED = [
  /\baction: "([a-z_]+\.[a-z_]+)"/g,
  /\b(?!announce\b)\w+\(\s*cx,[^";]*"([a-z_]+\.[a-z_]+)"(?! =>)/g,
  /::\w+(?:,| =>) "([a-z_]+\.[a-z_]+)"/g,
  /\{ "([a-z_]+\.[a-z_]+)" \}/g,
]

/** Every action of the log, by reading the sources of the server without their tests. */
function actions(): string[] {
  const texts = Object.entries(sources).flatMap(([path, text]) =>
    /\/tests(\/|\.rs)|_test\.rs/.test(path) ? [] : [text.split('#[cfg(test)]')[0] ?? ''],
  )
  const found = texts.flatMap((text) => NAMED.flatMap((it) => [...text.matchAll(it)].map((hit) => hit[1] ?? '')))
  return [...new Set(found)].sort()
}

it('has words for every action that the server writes into the log, and for no other', () => {
  const named = Object.entries(auditAction).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`))

  expect(named.length).toBeGreaterThan(60)
  expect(named.sort()).toEqual(actions())
})
