import { expect, it } from 'vitest'
import { newKeys, open, seal } from '@/shared/sealing/sealing'
import { keyFileText, privateKeyOf } from './keyFile'

it('gives back the key that opens', async () => {
  const keys = await newKeys()
  const found = privateKeyOf(keyFileText(keys).replaceAll('\n', '\r\n'))
  const sealed = await seal(keys.publicKey, 'share', new Blob(['s']))
  const opened = await open(found ?? '', 'share', new Uint8Array(await sealed.arrayBuffer()))
  expect(new TextDecoder().decode(opened)).toBe('s')
})

it('takes nothing else for a key', () => {
  for (const text of ['', 'private abc', 'greenbridge-custodian-key v1\npublic a\nprivate b']) {
    expect(privateKeyOf(text)).toBe(null)
  }
})
