import { ref } from 'vue'

/** How many notices are unread, as the bell shows it; counted up to 100 by the server. */
export const unreadCount = ref(0)

/** What the bell says: nothing for none, 99+ for more than it can count. */
export function bellText(count: number): string {
  if (count <= 0) return ''
  return count > 99 ? '99+' : String(count)
}

/** The address of a notice inside the workspace; null when it leads elsewhere. */
export function workspacePath(path: string): string | null {
  if (path === '/workspace') return '/'
  return path.startsWith('/workspace/') && !path.includes('//') ? path.slice('/workspace'.length) : null
}
