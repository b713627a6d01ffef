export const organisations = {
  title: '单位',
  lead: '负责地区内的企业和服务机构。违反规则的可以暂停，暂停期间只能查看。',
  find: '单位名称或统一社会信用代码',
  findAct: '查找',
  showAll: '查看全部',
  views: '按状态查看',
  view: { all: '全部', active: '正常', suspended: '已暂停' },
  empty: {
    all: '负责地区内还没有单位',
    active: '没有状态正常的单位',
    suspended: '没有暂停的单位',
    text: '没有找到这样的单位，换个名称试试',
  },
  name: '单位',
  kind: '类型',
  region: '地区',
  standing: '状态',
  acts: '操作',
} as const

export const organisationKind = {
  ENTERPRISE: '企业',
  PROVIDER: '服务机构',
  ASSOCIATION: '协会',
  REGULATOR: '监管部门',
  OPERATOR: '运营单位',
} as const

export const suspend = {
  act: '暂停',
  actNamed: '暂停{name}',
  title: '暂停 {name}',
  follows: '暂停后对方不能发布需求和报价，已登录的成员需要重新登录；以下内容对方会看到。',
  reason: '暂停原因和依据',
  reasonHint: '写明事实和所依据的规则条款',
  until: '暂停到哪一天',
  untilHint: '期满次日自动恢复；不填则直到协会恢复',
  appeal: '申诉方式和期限',
  appealHint: '向谁、怎样、几日内申诉',
  done: '{name} 已暂停',
} as const

export const restrict = {
  act: '限制',
  actNamed: '限制{name}或解除限制',
  title: '{name} 的公开限制',
  follows: '限制公开显示在机构页面和名录里，期间不向需求方推荐。内容会告知机构。',
  kind: '程度',
  kinds: { RESTRICTED: '限制推荐', SUSPENDED: '暂停推荐', REMOVED: '移出名录（页面保留并写明）' },
  reason: '原因和依据',
  reasonHint: '写明事实和所依据的规则条款，会公开',
  until: '限制到哪一天',
  untilHint: '期满次日自动解除；不填则直到协会解除',
  appeal: '申诉方式和期限',
  appealHint: '向谁、怎样、几日内申诉，会公开',
  to: '至 {day}',
  lift: '解除限制',
  note: '解除的原因',
  done: '{name} 的限制已公开',
  lifted: '{name} 的限制已解除',
} as const

export const restore = {
  act: '恢复',
  actNamed: '恢复{name}',
  title: '恢复 {name}',
  note: '恢复的原因',
  noteHint: '记入审计记录',
  done: '{name} 已恢复',
} as const

export const suspension = {
  title: '本单位已被暂停，期间只能查看',
  reason: '原因',
  term: '期限',
  fromTo: '{from}至{to}，期满自动恢复',
  from: '{from}起，至协会恢复为止',
  appeal: '申诉',
} as const
