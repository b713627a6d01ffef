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
  choose: '选择{name}',
  chooseAll: '选择本页全部',
  chosen: '已选 {count} 家',
  chooseNone: '取消选择',
} as const

export const move = {
  act: '调整地区',
  title: '调整 {count} 家单位的地区',
  to: '调整到',
  note: '调整的原因',
  noteHint: '记入审计记录',
  preview: '预览',
  do: '调整 {count} 家',
  able: '将调整 {count} 家，从现在的地区到新的地区：',
  left: '有 {count} 家不能调整：',
  losing: '不再看到其中部分单位的审核员：{names}',
  gaining: '新看到其中部分单位的审核员：{names}',
  same: '看到这些单位的审核员没有变化',
  follows: '立即生效，成员会收到通知，服务机构的页面一起调整；正在审核的事项仍由原地区办完。',
  done: '已调整 {count} 家单位的地区',
  open: '可以撤销的调整',
  pending: '{count} 家单位已调整到{region}，{at} 前可以撤销',
  undo: '撤销',
  undone: '已撤销，单位回到原来的地区',
} as const

export const tellMany = {
  act: '发通知',
  title: '通知 {count} 家单位',
  follows: '这些单位的全部成员都会收到，发出后不能撤回：',
  heading: '标题',
  body: '内容',
  do: '发给 {count} 家',
  done: '已通知 {count} 人',
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
