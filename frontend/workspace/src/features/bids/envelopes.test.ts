import { expect, it } from 'vitest'
import { newKeys, open } from '@/shared/sealing/sealing'
import { seal } from '@/shared/sealing/sealing'
import { fieldsOf, filesProblem, plainEnvelope, purposeOf, send } from './envelopes'

const form = { priceYuan: '8.6万', durationDays: '30天', plan: ' 按月上门收运 ' }

it('puts each thing into its own envelope', () => {
  const fields = fieldsOf(form, ' 资质齐全 ')
  expect(fields.qualification).toEqual({ note: '资质齐全' })
  expect(fields.technical).toEqual({ plan: '按月上门收运', durationDays: 30 })
  expect(fields.price).toEqual({ priceYuan: '86000.00' })
})

it('seals fields and files so that the length of a price tells nothing', async () => {
  const keys = await newKeys()
  const purpose = purposeOf('dem_1', 'prv_1', 'price')
  expect(purpose).toBe('greenbridge envelope v1|dem_1|prv_1|PRICE')
  const short = plainEnvelope({ priceYuan: '1' }, [])
  const long = plainEnvelope({ priceYuan: '123456789.01' }, [])
  expect(short.size).toBe(long.size)

  const file = new File(['licence'], '许可证.pdf')
  const plain = plainEnvelope({ note: '资质' }, [file])
  const sealed = await seal(keys.publicKey, purpose, plain)
  const opened = await open(keys.privateKey, purpose, new Uint8Array(await sealed.arrayBuffer()))
  const length = new DataView(opened.buffer).getUint32(0)
  const said = JSON.parse(new TextDecoder().decode(opened.slice(4, 4 + length)))
  expect(said).toEqual({ note: '资质', files: [{ name: '许可证.pdf', size: 7 }] })
  expect(new TextDecoder().decode(opened.slice(4 + length))).toBe('licence')
})

it('names too many and too large files', () => {
  expect(filesProblem([{ size: 1 }])).toBe(null)
  expect(filesProblem([{ size: 70 * 1024 * 1024 }])).toBe('large')
  expect(filesProblem(Array.from({ length: 21 }, () => ({ size: 1 })))).toBe('many')
})

it('hands back the sentence of the server', async () => {
  const refusing = async (): Promise<Response> =>
    new Response(JSON.stringify({ errors: [{ message: '报价已截止' }] }), { status: 422 })
  expect(await send('dem_1', 'price', new Blob(['x']), refusing as typeof fetch)).toEqual({ refused: '报价已截止' })
  const lost = async (): Promise<Response> => {
    throw new TypeError('network')
  }
  expect(await send('dem_1', 'price', new Blob(['x']), lost as typeof fetch)).toEqual({ refused: '' })
})
