/** Everything is shown in the time of the three provinces, wherever the browser stands. */
const ZONE = 'Asia/Shanghai'
const ZONE_OFFSET = '+08:00'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

interface Parts {
  year: string
  month: string
  day: string
  hour: string
  minute: string
}

function partsOf(instant: Date): Parts {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const found = Object.fromEntries(format.formatToParts(instant).map((it) => [it.type, it.value]))
  return found as unknown as Parts
}

const isChinese = (locale: string): boolean => locale.startsWith('zh')

/** `2026年11月21日`; takes an instant or a plain date `2026-11-21`. */
export function formatDate(value: string, locale: string): string {
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  const { year, month, day } = plain
    ? { year: plain[1] ?? '', month: plain[2] ?? '', day: plain[3] ?? '' }
    : partsOf(new Date(value))
  if (!isChinese(locale)) return `${year}-${month}-${day}`
  return `${year}年${Number(month)}月${Number(day)}日`
}

/** `11月21日 18:00`, for dense lists in which the year goes without saying. */
export function formatShortDateTime(value: string, locale: string): string {
  const { month, day, hour, minute } = partsOf(new Date(value))
  const date = isChinese(locale) ? `${Number(month)}月${Number(day)}日` : `${month}-${day}`
  return `${date} ${hour}:${minute}`
}

/** `2026年11月21日 18:00`. */
export function formatDateTime(value: string, locale: string): string {
  const { hour, minute } = partsOf(new Date(value))
  return `${formatDate(value, locale)} ${hour}:${minute}`
}

/** How long until an instant, in the one unit that matters; null once it has passed. */
export type TimeLeft = { unit: 'days' | 'hours' | 'minutes'; count: number } | null

export function timeLeft(until: string, now: number): TimeLeft {
  const left = new Date(until).getTime() - now
  if (left <= 0) return null
  if (left >= 2 * DAY_MS) return { unit: 'days', count: Math.floor(left / DAY_MS) }
  if (left >= HOUR_MS) return { unit: 'hours', count: Math.floor(left / HOUR_MS) }
  return { unit: 'minutes', count: Math.max(1, Math.floor(left / MINUTE_MS)) }
}

/** Whole days from today to a plain date in the zone: 0 today, negative when overdue. */
export function daysUntil(date: string, now: number): number {
  const { year, month, day } = partsOf(new Date(now))
  return Math.round((Date.parse(date) - Date.parse(`${year}-${month}-${day}`)) / DAY_MS)
}

/** A wall-clock text `2026-11-21T18:00:00` of the three provinces as an instant. */
export function instantOf(wallClock: string): string {
  return new Date(`${wallClock}${ZONE_OFFSET}`).toISOString()
}

/** An instant as the wall clock of the three provinces shows it: `2026-11-21T18:00:00`. */
export function wallClockOf(instant: string): string {
  const { year, month, day, hour, minute } = partsOf(new Date(instant))
  return `${year}-${month}-${day}T${hour}:${minute}:00`
}

/** The wall clock in the three provinces some minutes after now, at the next whole minute. */
export function wallClockAfter(minutes: number, now: number): string {
  return wallClockOf(new Date(Math.ceil(now / MINUTE_MS) * MINUTE_MS + minutes * MINUTE_MS).toISOString())
}

/** The wall clock in the three provinces `days` after now, at `hour` o'clock. */
export function wallClockIn(days: number, hour: number, now: number): string {
  const { year, month, day } = partsOf(new Date(now + days * DAY_MS))
  return `${year}-${month}-${day}T${String(hour).padStart(2, '0')}:00:00`
}
