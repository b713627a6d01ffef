/** What a custodian keeps: a small text file that never leaves their hands. */
const HEAD = 'greenbridge-custodian-key v1'

export function keyFileText(keys: { publicKey: string; privateKey: string }): string {
  return `${HEAD}\npublic ${keys.publicKey}\nprivate ${keys.privateKey}\n`
}

/** The private key in such a file; null when it is none. */
export function privateKeyOf(text: string): string | null {
  const lines = text.trim().split(/\r?\n/)
  const found = /^private ([A-Za-z0-9_-]{43})$/.exec(lines[2] ?? '')
  return lines[0] === HEAD ? (found?.[1] ?? null) : null
}
