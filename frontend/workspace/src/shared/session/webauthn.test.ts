import { expect, it } from 'vitest'
import { readOptions } from './webauthn'

it('reads bytes where the browser wants bytes, and nothing else', () => {
  const json = JSON.stringify({
    publicKey: {
      challenge: 'AP-_',
      rpId: 'localhost',
      timeout: 300000,
      allowCredentials: [{ id: 'AQI', type: 'public-key', transports: ['usb'] }],
    },
  })
  const read = readOptions(json) as { challenge: Uint8Array; rpId: string; allowCredentials: { id: Uint8Array }[] }
  expect([...read.challenge]).toEqual([0, 255, 191])
  expect([...(read.allowCredentials[0]?.id ?? [])]).toEqual([1, 2])
  expect(read.rpId).toBe('localhost')
  expect('user' in read).toBe(false)
})
