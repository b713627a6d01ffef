export const audit = {
  title: '审计记录',
  lead: '谁在什么时候对什么做了什么，新的在前。记录不能修改。',
  filter: '对象编号',
  find: '查找',
  all: '查看全部',
  at: '时间',
  actor: '操作人',
  action: '动作',
  subject: '对象',
  result: '结果',
  empty: { all: '还没有记录', subject: '没有关于这个编号的记录' },
} as const
