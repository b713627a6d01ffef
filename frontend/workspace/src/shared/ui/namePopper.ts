import { nextTick } from 'vue'

/**
 * Gives the floating part of a select or a date picker, drawn inside `root`, the name that Element
 * Plus does not pass on, so that a screen reader says what has opened.
 */
export async function namePopper(root: HTMLElement | null | undefined, name: string): Promise<void> {
  await nextTick()
  for (const popper of root?.querySelectorAll('.el-popper') ?? []) {
    popper.setAttribute('aria-label', name)
  }
}
