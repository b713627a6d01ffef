import type { LocationQuery } from 'vue-router'

/** What is asked of the log, as the address of the page holds it. Days are days in China. */
export interface AuditQuestions {
  who: string
  action: string
  subject: string
  address: string
  result: '' | 'DONE' | 'REFUSED'
  from: string
  to: string
}

export const NO_QUESTIONS: AuditQuestions = {
  who: '', action: '', subject: '', address: '', result: '', from: '', to: '',
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The questions of an address; what makes no sense is left out. */
export function readQuestions(query: LocationQuery): AuditQuestions {
  const text = (name: string): string => {
    const value = query[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  const day = (name: string): string => (DAY.test(text(name)) ? text(name) : '')
  const result = text('result')
  return {
    who: text('who'),
    action: text('action'),
    subject: text('subject'),
    address: text('address'),
    result: result === 'DONE' || result === 'REFUSED' ? result : '',
    from: day('from'),
    to: day('to'),
  }
}

/** The address of the questions: only those that ask something. */
export function queryOf(asked: AuditQuestions): Record<string, string> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
}

/** The moment a day begins in China. */
export function beginOf(day: string, later = 0): string {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + later * 86_400_000).toISOString()
}

/** The filter of the API; the last day counts whole. */
export function filterOf(asked: AuditQuestions): {
  who: string | null
  action: string | null
  subjectId: string | null
  address: string | null
  result: 'DONE' | 'REFUSED' | null
  from: string | null
  to: string | null
} {
  return {
    who: asked.who || null,
    action: asked.action || null,
    subjectId: asked.subject || null,
    address: asked.address || null,
    result: asked.result || null,
    from: asked.from ? beginOf(asked.from) : null,
    to: asked.to ? beginOf(asked.to, 1) : null,
  }
}

/** Where the same entries are taken out as a file. */
export function exportOf(asked: AuditQuestions, form: 'csv' | 'jsonl'): string {
  const filter = filterOf(asked)
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filter, subject: filter.subjectId, subjectId: null })) {
    if (value !== null) query.set(name, value)
  }
  const text = query.toString()
  return `/exports/audit.${form}${text ? `?${text}` : ''}`
}
