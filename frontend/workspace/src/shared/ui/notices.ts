import { readonly, ref } from 'vue'

const spoken = ref('')
const shown = ref('')
let isForNextPage = false

/** What assistive technology should say now; nothing is shown. */
export function announce(text: string): void {
  // The same sentence twice is not a change; a zero-width space makes it one.
  spoken.value = spoken.value === text ? `${text}\u200b` : text
}

/** A result of an act, shown above the page until the next page is opened. */
export function notify(text: string): void {
  shown.value = text
  isForNextPage = false
}

/** The same, for acts that end by going to another page. */
export function notifyOnNextPage(text: string): void {
  shown.value = text
  isForNextPage = true
}

export function clearNotice(): void {
  shown.value = ''
}

/** Another page was opened: a notice that has been seen goes. */
export function turnPage(): void {
  if (!isForNextPage) clearNotice()
  isForNextPage = false
}

/** For the layout, which shows the one and speaks the other. */
export const notices = { spoken: readonly(spoken), shown: readonly(shown) }
