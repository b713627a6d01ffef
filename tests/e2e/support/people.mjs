// What people do in the workspace, by the words and fields they see.
import { hasNoFault, isWellMade, openPage } from './browser.mjs'
import { PASSWORD, until } from './house.mjs'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** A made-up credit code that passes the check of GB 32100-2015. */
export function creditCode(number) {
  const body = `91320509MA${String(number).padStart(7, '0')}`
  const sum = [...body].reduce((total, it, at) => total + ALPHABET.indexOf(it) * WEIGHTS[at], 0)
  return body + ALPHABET[(31 - (sum % 31)) % 31]
}

/** Opens a select of the form and takes the choice with this text. */
export async function choose(page, field, text) {
  await page.click(field)
  await page.locator('.el-select-dropdown__item:visible', { hasText: text }).first().click()
  await page.waitForFunction(() => ![...document.querySelectorAll('.el-select-dropdown')].some((it) => it.offsetParent))
}

export const WUJIANG = ['江苏省', '苏州市', '吴江区']
export const JIASHAN = ['浙江省', '嘉兴市', '嘉善县']

export async function choosePlace(page, place) {
  for (const [at, name] of place.entries()) await choose(page, `#field-regionCode${at ? `-${at}` : ''}`, name)
}

/** What people who register choose. */
export const CHOSEN = 'Lan7-Quan3-Shui'

export async function register(browser, house, { kind, name, number, place = WUJIANG }) {
  const page = await openPage(browser)
  await page.goto(`${house.address}/workspace/register`)
  if (kind === 'PROVIDER') await page.locator('label.el-radio').nth(1).click()
  await page.fill('#field-creditCode', creditCode(number))
  await page.fill('#field-organisationName', name)
  await choosePlace(page, place)
  await page.fill('#field-displayName', '张工')
  await page.fill('#field-email', `person${number}@example.org`)
  await page.fill('#field-password', CHOSEN)
  await page.click('button[type=submit]')
  await page.getByRole('heading', { name: '请查收邮件' }).waitFor()
  const link = await until(() => house.linkTo(`person${number}@example.org`))
  await page.goto(link)
  await page.getByText('邮箱已确认').waitFor()
  await enter(page, house, `person${number}@example.org`, CHOSEN)
  return page
}

/** The moderator of the region lets registrations in, by the names of the firms. */
export async function letIn(browser, house, email, names) {
  const page = await signIn(browser, house, email)
  await page.goto(`${house.address}/workspace/moderation`)
  for (const name of names) {
    await page.locator('button', { hasText: name }).click()
    await page.locator('.decide button[type=submit]').click()
    await page.locator('button', { hasText: name }).waitFor({ state: 'detached' })
  }
}

export async function signIn(browser, house, email) {
  const page = await openPage(browser)
  await enter(page, house, email, PASSWORD)
  return page
}

/** Signs in on a page. */
export async function enter(page, house, email, password) {
  await page.goto(`${house.address}/workspace/sign-in`)
  await page.fill('#field-email', email)
  await page.fill('#field-password', password)
  await page.click('button[type=submit]')
  await page.waitForURL(`${house.address}/workspace/`)
}

/** As the deadline field writes an instant: 2026年11月21日 18:00. */
export function asTyped(instant) {
  const china = new Date(instant + 8 * 3_600_000).toISOString()
  const [year, month, day] = china.slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${day}日 ${china.slice(11, 16)}`
}

/** Posts a need for waste and gives its id; `more` fills in what else is asked. */
export async function postNeed(page, house, title, deadline, { place = WUJIANG, more } = {}) {
  await page.goto(`${house.address}/workspace/demands/new`)
  await page.fill('#field-title', title)
  await choose(page, '#field-categoryCode', '危险废物')
  await page.fill('#field-wasteCode', 'HW09')
  await page.fill('#field-quantity', '180')
  await choosePlace(page, place)
  await page.fill('#field-budgetMinYuan', '8万')
  await page.fill('#field-budgetMaxYuan', '12万')
  await page.fill('#field-description', '加弹车间产生废乳化液，桶装暂存，每季度约 45 吨，要求自带车辆上门收运。')
  await page.click('#field-deadline')
  await page.fill('#field-deadline', asTyped(deadline))
  await page.keyboard.press('Enter')
  await more?.(page)
  await page.getByRole('button', { name: '预览', exact: true }).click()
  await page.locator('.preview .el-button--primary').click()
  await page.waitForURL(/\/demands\/dem_/)
  return page.url().split('/').pop()
}

/** The association of the region lets a need through. */
export async function approveNeed(browser, house, title, email = 'moderator.jiangsu@example.org') {
  const page = await signIn(browser, house, email)
  await page.goto(`${house.address}/workspace/moderation`)
  await page.waitForSelector('table')
  await isWellMade(page, 'the queue')
  await page.locator('button', { hasText: title }).click()
  await page.locator('.decide button[type=submit]').click()
  await page.locator('button', { hasText: title }).waitFor({ state: 'detached' })
  hasNoFault(page, 'moderator')
}

/** Bids for a need. */
export async function bidFor(page, house, id) {
  await page.goto(`${house.address}/workspace/bids/new?demand=${id}`)
  await page.fill('#field-priceYuan', '9.65万')
  await page.fill('#field-durationDays', '30')
  await page.fill('#field-plan', '自有危化品运输车辆，按月上门收运，含联单办理。')
  await page.locator('form button[type=submit]').click()
  await page.locator('.el-dialog .el-button--primary').click()
  await page.waitForURL(`${house.address}/workspace/bids`)
}
