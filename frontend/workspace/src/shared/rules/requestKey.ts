/**
 * A key made once for one form and sent again with every retry, so that a repeated post is the
 * same post. `randomUUID` exists only on secure origins; a plain-http host falls back.
 */
export function newRequestKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
