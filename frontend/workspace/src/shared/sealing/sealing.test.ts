import { expect, it } from 'vitest'
import { fromBase64Url, fromHex, newKeys, open, PIECE, seal, toBase64Url } from './sealing'

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer())

it('opens what it sealed, with its key and for its purpose only', async () => {
  const keys = await newKeys()
  const other = await newKeys()
  for (const length of [0, 5, PIECE, PIECE + 1]) {
    const plain = new Uint8Array(length).fill(7)
    const sealed = await bytesOf(await seal(keys.publicKey, 'a', new Blob([plain])))
    // Compared byte by byte here: the matcher takes seconds for a million of them.
    const opened = await open(keys.privateKey, 'a', sealed)
    expect(opened.length === length && opened.every((it) => it === 7)).toBe(true)
    await expect(open(keys.privateKey, 'b', sealed)).rejects.toThrow()
    await expect(open(other.privateKey, 'a', sealed)).rejects.toThrow()
  }
})

it('does not open what was changed or cut', async () => {
  const keys = await newKeys()
  const sealed = await bytesOf(await seal(keys.publicKey, 'a', new Blob([new Uint8Array(2 * PIECE)])))
  const changed = sealed.slice()
  changed.set([(changed.at(-1) ?? 0) ^ 1], sealed.length - 1)
  await expect(open(keys.privateKey, 'a', changed)).rejects.toThrow()
  await expect(open(keys.privateKey, 'a', sealed.slice(0, 69 + PIECE + 16))).rejects.toThrow()
  await expect(open(keys.privateKey, 'a', new Uint8Array(10))).rejects.toThrow()
})

it('writes bytes as text and reads them back', () => {
  const bytes = new Uint8Array([0, 250, 251, 252, 253, 254, 255])
  expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes)
  expect(fromHex('00ff10')).toEqual(new Uint8Array([0, 255, 16]))
})
