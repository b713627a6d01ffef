import type { consultations } from './messages.zh-CN'

/** What a question may be about. */
export type KnowledgeField = keyof typeof consultations.fields

/** Every field, in the order it is offered. */
export const FIELDS: readonly KnowledgeField[] = [
  'WATER', 'AIR', 'NOISE', 'SOLID_WASTE', 'SOIL', 'RADIATION', 'PERMIT', 'EIA', 'MONITORING', 'ENFORCEMENT', 'CREDIT', 'CARBON',
  'PROCUREMENT', 'PETITION', 'PLATFORM', 'OTHER',
]
