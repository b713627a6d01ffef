/** A place inside the workspace to go on to after signing in; anything else is the overview. */
export function safeNext(next: unknown): string {
  const isInside = typeof next === 'string' && /^\/(?![/\\])/.test(next)
  return isInside ? next : '/'
}
