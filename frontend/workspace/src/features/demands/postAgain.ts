import { plainYuan } from '@/shared/rules/money'
import type { DemandForm } from './demandForm'
import type { DemandDetailFragment } from './demands.generated'

type Earlier = Pick<
  DemandDetailFragment,
  'title' | 'description' | 'address' | 'wasteCode' | 'quantity' | 'category' | 'region' | 'budgetMin' | 'budgetMax'
>

const yuan = (money: { fen: number } | null): string =>
  money === null ? '' : plainYuan(money.fen).replace(/\.00$/, '')

/** The form of an earlier need; the deadline is chosen anew. */
export function formOf(demand: Earlier): DemandForm {
  return {
    title: demand.title,
    description: demand.description,
    categoryCode: demand.category?.code ?? '',
    categoryName: demand.category?.name ?? '',
    regionCode: demand.region.code,
    regionName: demand.region.fullName,
    address: demand.address ?? '',
    budgetMinYuan: yuan(demand.budgetMin),
    budgetMaxYuan: yuan(demand.budgetMax),
    wasteCode: demand.wasteCode ?? '',
    quantity: demand.quantity === null ? '' : String(demand.quantity),
    deadline: '',
  }
}
