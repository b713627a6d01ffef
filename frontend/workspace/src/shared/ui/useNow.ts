import { getCurrentInstance, onMounted, onUnmounted, ref, type Ref } from 'vue'

const TICK_MS = 30_000
const now = ref(Date.now())
let watchers = 0
let timer = 0

/** The present, good to half a minute; one timer for all clocks on the page. */
export function useNow(): Ref<number> {
  if (getCurrentInstance()) {
    onMounted(() => {
      now.value = Date.now()
      watchers += 1
      if (watchers === 1) timer = window.setInterval(() => (now.value = Date.now()), TICK_MS)
    })
    onUnmounted(() => {
      watchers -= 1
      if (watchers === 0) window.clearInterval(timer)
    })
  }
  return now
}
