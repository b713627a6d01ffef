import { SESSION_HEADERS } from '@/shared/api/sessionFetch'

/** Largest letter or certificate, as the server takes it. */
export const LARGEST_BYTES = 10 * 1024 * 1024

/** What is wrong with a file before it is sent; the server looks at its content again. */
export function fileProblem(file: Pick<File, 'size' | 'name'>): 'large' | 'kind' | null {
  if (!/\.(pdf|jpe?g|png)$/i.test(file.name)) return 'kind'
  return file.size > LARGEST_BYTES ? 'large' : null
}

/** Sends a document; null when it was taken, else the sentence of the server or `''`. */
export async function sendDocument(
  registrationId: string,
  kind: 'letter' | 'certificate',
  file: Blob,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<string | null> {
  try {
    const place = `/documents/registrations/${registrationId}/${kind}`
    const answer = await fetch(place, { method: 'POST', headers: SESSION_HEADERS, body: file })
    if (answer.ok) return null
    const body = (await answer.json()) as { errors?: { message?: string }[] }
    return body.errors?.[0]?.message ?? ''
  } catch {
    return ''
  }
}
