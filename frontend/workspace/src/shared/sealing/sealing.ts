import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'

/*
 * Sealing in the browser: HPKE (RFC 9180) with what the browser has built in. The form is that of the
 * server (platform::sealing): `GBE1`, the encapsulated key, then pieces of 1 MiB, each saying whether it
 * is the last. The rules of the form are written once there; the tests here open what is sealed here.
 */

const MAGIC = new TextEncoder().encode('GBE1')
const ENCAPSULATED = 65
/** Plain bytes of every piece but the last. */
export const PIECE = 1 << 20
const TAG = 16

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

type Bytes = Uint8Array<ArrayBuffer>

const mark = (isLast: boolean): Bytes => new Uint8Array([isLast ? 1 : 0])
const utf8 = (text: string): Bytes => new TextEncoder().encode(text)

export function fromBase64Url(text: string): Bytes {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (it) => it.charCodeAt(0))
}

export function toBase64Url(bytes: Uint8Array): string {
  const plain = Array.from(bytes, (it) => String.fromCharCode(it)).join('')
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

export function fromHex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (it) => Number.parseInt(it, 16))
}

/** Whether this page may use what the browser has built in: only over https, or on this machine. */
export const maySeal = (): boolean => typeof globalThis.crypto?.subtle !== 'undefined'

/** Seals what is in a blob, piece by piece, for a purpose; it opens for nothing else. */
export async function seal(publicKey: string, purpose: string, plain: Blob): Promise<Blob> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64Url(publicKey).buffer)
  const sender = await suite.createSenderContext({ recipientPublicKey, info: utf8(purpose).buffer })
  const parts: BlobPart[] = [MAGIC, sender.enc]
  const pieces = Math.max(1, Math.ceil(plain.size / PIECE))
  for (let index = 0; index < pieces; index += 1) {
    const piece = await plain.slice(index * PIECE, (index + 1) * PIECE).arrayBuffer()
    parts.push(await sender.seal(piece, mark(index + 1 === pieces).buffer))
  }
  return new Blob(parts, { type: 'application/octet-stream' })
}

/** Opens a sealed text; throws when the key or the purpose is another, or anything was changed. */
export async function open(privateKey: string, purpose: string, sealed: Uint8Array): Promise<Uint8Array> {
  const bytes = new Uint8Array(sealed)
  const head = MAGIC.length + ENCAPSULATED
  if (bytes.length <= head || !MAGIC.every((it, index) => bytes[index] === it)) throw new Error('not sealed')
  const recipient = await suite.createRecipientContext({
    recipientKey: await suite.kem.deserializePrivateKey(fromBase64Url(privateKey).buffer),
    enc: bytes.slice(MAGIC.length, head).buffer,
    info: utf8(purpose).buffer,
  })
  const plain: Uint8Array[] = []
  for (let at = head; at < bytes.length; at += PIECE + TAG) {
    const piece = bytes.slice(at, at + PIECE + TAG)
    const isLast = at + PIECE + TAG >= bytes.length
    plain.push(new Uint8Array(await recipient.open(piece.buffer, mark(isLast).buffer)))
  }
  const whole = new Uint8Array(plain.reduce((sum, it) => sum + it.length, 0))
  plain.reduce((at, it) => (whole.set(it, at), at + it.length), 0)
  return whole
}

/** A new pair of keys, each as base64url text. */
export async function newKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const pair = await suite.kem.generateKeyPair()
  const read = async (key: CryptoKey, isPublic: boolean): Promise<string> =>
    toBase64Url(
      new Uint8Array(
        await (isPublic ? suite.kem.serializePublicKey(key) : suite.kem.serializePrivateKey(key)),
      ),
    )
  return { publicKey: await read(pair.publicKey, true), privateKey: await read(pair.privateKey, false) }
}
