import { CombinedError } from '@urql/core'
import { expect, it } from 'vitest'
import { faultOf } from './faults'

const withCode = (code: string | undefined, message = 'words'): CombinedError =>
  new CombinedError({ graphQLErrors: [{ message, extensions: { code, requestId: 'req_7' } }] })

it('reads the code, the request id and, where it helps, the words', () => {
  expect(faultOf(withCode('FORBIDDEN'))).toEqual({
    kind: 'FORBIDDEN',
    requestId: 'req_7',
    detail: null,
  })
  expect(faultOf(withCode('LIMIT_EXCEEDED', 'first 最多 100'))).toEqual({
    kind: 'LIMIT_EXCEEDED',
    requestId: 'req_7',
    detail: 'first 最多 100',
  })
})

it('takes unknown codes for our fault', () => {
  expect(faultOf(withCode('TEAPOT')).kind).toBe('INTERNAL')
  expect(faultOf(withCode(undefined)).kind).toBe('INTERNAL')
})

it.each([
  [undefined, 'UNREACHABLE'],
  [502, 'INTERNAL'],
  [504, 'TIMEOUT'],
  [413, 'LIMIT_EXCEEDED'],
  [429, 'LIMIT_EXCEEDED'],
])('reads an answer without a body, status %s, as %s', (status, kind) => {
  const response =
    status === undefined ? undefined : new Response('', { status, headers: { 'x-request-id': 'req_9' } })
  const fault = faultOf(new CombinedError({ networkError: new Error('no answer'), response }))
  expect(fault.kind).toBe(kind)
  expect(fault.requestId).toBe(status === undefined ? null : 'req_9')
})
