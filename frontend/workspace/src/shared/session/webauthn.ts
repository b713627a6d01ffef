/** Passkeys: JSON of the server to and from what `navigator.credentials` takes and gives. */

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (it) => it.charCodeAt(0))

const textOf = (bytes: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

interface Descriptor {
  id: string
  type: 'public-key'
  transports?: AuthenticatorTransport[]
}
interface Asked {
  publicKey?: Asked
  challenge: string
  user?: { id: string; name: string; displayName: string }
  allowCredentials?: Descriptor[]
  excludeCredentials?: Descriptor[]
}

/** The options with bytes in place of base64url; the rest goes through as it is. */
export function readOptions(json: string): Record<string, unknown> {
  const all = JSON.parse(json) as Asked
  const asked = all.publicKey ?? all
  const descriptors = (list?: Descriptor[]) => list?.map((it) => ({ ...it, id: bytesOf(it.id) }))
  return {
    ...asked,
    challenge: bytesOf(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: bytesOf(asked.user.id) } }),
    ...(asked.allowCredentials && { allowCredentials: descriptors(asked.allowCredentials) }),
    ...(asked.excludeCredentials && { excludeCredentials: descriptors(asked.excludeCredentials) }),
  }
}

/** Whether this browser makes passkeys at all. */
export const hasPasskeys = (): boolean => typeof window !== 'undefined' && 'PublicKeyCredential' in window

/** A new passkey as JSON; null when the person or the browser says no. */
export async function createPasskey(options: string): Promise<string | null> {
  try {
    const publicKey = readOptions(options) as unknown as PublicKeyCredentialCreationOptions
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null
    if (!made) return null
    const response = made.response as AuthenticatorAttestationResponse
    return JSON.stringify({
      id: made.id,
      rawId: textOf(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment,
      clientExtensionResults: {},
      response: {
        clientDataJSON: textOf(response.clientDataJSON),
        attestationObject: textOf(response.attestationObject),
        transports: response.getTransports(),
      },
    })
  } catch {
    return null
  }
}

/** The signature of a passkey as JSON; null when the person or the browser says no. */
export async function askPasskey(options: string): Promise<string | null> {
  try {
    const publicKey = readOptions(options) as unknown as PublicKeyCredentialRequestOptions
    const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null
    if (!given) return null
    const response = given.response as AuthenticatorAssertionResponse
    return JSON.stringify({
      id: given.id,
      rawId: textOf(given.rawId),
      type: given.type,
      authenticatorAttachment: given.authenticatorAttachment,
      clientExtensionResults: {},
      response: {
        clientDataJSON: textOf(response.clientDataJSON),
        authenticatorData: textOf(response.authenticatorData),
        signature: textOf(response.signature),
        ...(response.userHandle && { userHandle: textOf(response.userHandle) }),
      },
    })
  } catch {
    return null
  }
}
