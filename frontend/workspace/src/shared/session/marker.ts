/** Where the public pages look who is signed in on this browser; `frontend/design/account.js` reads it. */
const KEY = 'greenbridge.person'

/** Leaves the name of who is signed in, or takes it away. No page of ours trusts it with anything. */
export function markPerson(name: string | null): void {
  try {
    if (name === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, name)
  } catch {
    // Without storage the public pages offer to sign in, which leads to the workspace just the same.
  }
}
