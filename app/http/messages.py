"""What the API says to people, in Chinese and English: by code, chosen by Accept-Language, Chinese first."""

from typing import Final, Literal

Language = Literal["zh", "en"]

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    # titles of problems
    "bad_request": ("请求有误", "The request is wrong"),
    "not_found": ("没有找到", "Not found"),
    "unauthorized": ("需要密钥", "A key is needed"),
    "forbidden": ("不允许", "Not allowed"),
    "method_not_allowed": ("不支持此方法", "Method not allowed"),
    "conflict": ("现在不能这样做", "Not as things stand"),
    "too_large": ("请求过大", "The request is too large"),
    "misdirected": ("主机名不被接受", "The host is not accepted"),
    "unsupported_type": ("不支持此类型", "Unsupported media type"),
    "graph_away": ("图数据库暂不可用", "The graph is away"),
    "is_busy": ("服务繁忙", "The service is busy"),
    "internal": ("内部错误", "Internal error"),
    # details
    "no_such_path": ("没有这个地址：{path}", "There is no such path: {path}"),
    "wrong_method": ("{path} 不支持 {method}", "{path} does not take {method}"),
    "no_such_organization": ("没有标识为 {id} 的组织", "No organisation is identified by {id}"),
    "no_such_party_organization": ("没有标识为 {id} 的党组织", "No Party organisation is identified by {id}"),
    "no_such_unit": (
        "没有标识为 {id} 的主管单位或行业协会",
        "No supervising unit or association is identified by {id}",
    ),
    "no_such_run": ("没有批次 {id}", "There is no run {id}"),
    "ambiguous": ("{id} 可指多个对象：{candidates}", "{id} names several: {candidates}"),
    "bad_parameters": ("有 {count} 个参数不能接受：{names}", "{count} parameter(s) cannot be accepted: {names}"),
    "graph_away_detail": ("暂时读不到图数据库，请稍后重试", "The graph cannot be read now; please try again later"),
    "busy": ("同时请求过多，请稍后重试", "Too much is being asked at once; please try again in a moment"),
    "internal_detail": ("服务内部出错，已记入日志", "Something went wrong inside the service; it has been logged"),
    "unknown_host": (
        "请求的主机名 {host} 不是本机；如属本服务，请列入 ZUZHITU_ALLOWED_HOSTS",
        "The host {host} is not this machine; where it is this service's, name it in ZUZHITU_ALLOWED_HOSTS",
    ),
    "no_key": (
        "此请求需要有 {scope} 权限的密钥：Authorization: Bearer 密钥",
        "This needs a key of scope {scope}: Authorization: Bearer KEY",
    ),
    "bad_key": (
        "没有这个密钥，或请求头写法有误；应为 Authorization: Bearer 密钥",
        "There is no such key, or the header is wrong; it is Authorization: Bearer KEY",
    ),
    "no_scope": ("密钥 {name} 没有 {scope} 权限", "The key {name} has not the scope {scope}"),
    "beyond_subtree": (
        "密钥 {name} 只限本级范围，不能读取 {path}",
        "The key {name} is bounded to its own subtree and does not read {path}",
    ),
    "other_site": (
        "{origin} 的页面不能在此写入；如属本服务，请列入 ZUZHITU_ALLOWED_ORIGINS",
        "A page of {origin} cannot write here; where it is this service's, name it in ZUZHITU_ALLOWED_ORIGINS",
    ),
    "no_such_load": ("没有导入 {id}", "There is no load {id}"),
    "no_such_finding": ("没有问题 {id}", "There is no finding {id}"),
    "body_too_large": ("请求体超过上限 {limit} 字节", "The body is larger than {limit} bytes"),
    "said": ("{text}", "{text}"),
    "no_pair_of": (
        "不能同时按 {by} 统计；其中一个须为 kind 或 trade",
        "Cannot count by {by} at once; one of them must be kind or trade",
    ),
    "empty_graph": ("图中还没有已完成的批次", "No run has been finished in the graph yet"),
    # the command line
    "no_such_source": ("没有数据来源 {value}；可用的有 {allowed}", "there is no source {value}; there are {allowed}"),
    "which_run": ("--out 需要写明批次", "--out needs the run that it is about"),
    "no_key_file": (
        "没有指明密钥文件；请设 ZUZHITU_KEYS 或用 --file",
        "no file of keys is named; set ZUZHITU_KEYS, or use --file",
    ),
    "no_such_scope": ("没有权限 {value}；可用的有 {allowed}", "there is no scope {value}; there are {allowed}"),
    "bad_key_name": (
        "{value} 不能作名称；请用至多 64 个字母、数字、点或横线",
        "{value} cannot be a name; use up to 64 letters, digits, dots and dashes",
    ),
    "bad_bound": (
        "--{by} {value}：不是编号；区划填代码，如 210202，责任主体填 id",
        "--{by} {value}: it is no id; a region is named by its code such as 210202, a lead by its id",
    ),
    "bound_reads_alone": (
        "限于 --{by} 的密钥只能读取：--scope read",
        "a key that is bounded by --{by} reads alone: --scope read",
    ),
    "key_exists": (
        "已有密钥 {value}；请另取名称，或先执行 zuzhitu keys remove",
        "there is a key {value} already; take another name, or run zuzhitu keys remove first",
    ),
    "no_such_key": ("没有密钥 {value}；现有 {allowed}", "there is no key {value}; there are {allowed}"),
    "no_such_check": ("没有检查项 {value}；可用的有 {allowed}", "there is no check {value}; there are {allowed}"),
    "accept_needs": ("accept 需要 {allowed}", "accept needs {allowed}"),
    "no_such_statement": (
        "没有语句 {value}；相近的有 {allowed}",
        "there is no statement {value}; near it there are {allowed}",
    ),
    "no_such_ending": ("--out {path}：文件名应以 {allowed} 结尾", "--out {path}: the name ends with one of {allowed}"),
    "means_nothing": ("--{option} {value}：没有这一项", "--{option} {value}: there is no such thing"),
    "means_several": (
        "--{option} {value} 可指多项，请写代码",
        "--{option} {value} means several; take one by its code",
    ),
    "near_are": ("相近的有 {near}", "near it there are {near}"),
    "allowed_are": ("可用的有 {allowed}", "it is one of {allowed}"),
    "listed_by": ("{where} 列出全部", "{where} lists them all"),
    "file_needs_out": ("--file 与 --out 一起使用", "--file goes with --out"),
    "nothing_loaded": ("还没有导入任何数据；请先执行 zuzhitu load", "nothing is loaded; run zuzhitu load first"),
    "not_empty": (
        "图已有修订号 {revision}；import 需要空的图",
        "the graph is at revision {revision}; import needs an empty one",
    ),
    "cannot_write": (
        "{path} 不能写入（{why}）；请指定已有的、可写的文件夹",
        "{path} cannot be written ({why}); name a folder that is there and may be written",
    ),
    "reversed_period": ("{start} 在 {end} 之后", "{start} is after {end}"),
    "too_many_points": (
        "共 {count} 个时点，最多 {most} 个；请缩短区间或按年查询",
        "{count} points, {most} at most; ask for a shorter period, or by year",
    ),
    # recorded against derived
    "difference.passed_over": (
        "规则考虑过登记的上级，另有更优者",
        "the rules considered the recorded one, and another won",
    ),
    "difference.level_skipped": (
        "登记的上级在推导的上级之上，越过一级",
        "the recorded one stands above the derived one",
    ),
    "difference.level_added": ("登记的上级在推导的上级之下，多出一级", "the recorded one stands below the derived one"),
    "difference.elsewhere": ("登记的上级与推导的上级不在一条链上", "the recorded one stands on another chain"),
    # parameters
    "unknown_parameter": (
        "没有这个参数；此地址可用的参数：{allowed}",
        "There is no such parameter; this address takes: {allowed}",
    ),
    "repeated_parameter": ("只能给出一次", "May be given only once"),
    "bad_date": (
        "不是 YYYY、YYYY-MM 或 YYYY-MM-DD 形式的有效日期",
        "Not a valid date of the form YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    "bad_as_of": (
        "--as-of {value}：不是 YYYY、YYYY-MM 或 YYYY-MM-DD 形式的有效日期",
        "--as-of {value}: not a valid date of the form YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    "bad_known_at": (
        "没有已完成的批次 {value}，或本图没有保留它当时的状态",
        "No run {value} has been finished, or the graph does not reach back to what was known then",
    ),
    "too_many_rows": (
        "共 {count} 行，一张工作表最多 {most} 行；请用 csv 或 jsonl，或加筛选条件",
        "{count} rows, a sheet holds {most}; take csv or jsonl, or filter",
    ),
    "bad_cursor": ("不是本服务给出的翻页标记", "Not a cursor that this service gave for this list"),
    "not_one_of": ("应为以下之一：{allowed}", "Must be one of {allowed}"),
    "out_of_range": ("应为 {low} 到 {high} 之间的整数", "Must be an integer from {low} to {high}"),
    "too_short": ("不能为空", "Must not be empty"),
    "too_long": ("过长", "Too long"),
    "not_boolean": ("应为 true 或 false", "Must be true or false"),
    "unknown_region": ("没有区划 {value}", "There is no region {value}"),
    "unknown_trade": ("没有行业 {value}", "There is no trade {value}"),
    "unknown_rule": ("没有规则 {value}", "There is no rule {value}"),
    "unknown_check": ("没有检查项 {value}", "There is no check {value}"),
    "unknown_holder": ("没有标识为 {value} 的单位或党组织", "Nothing is identified by {value}"),
    "invalid": ("不能接受的值", "A value that cannot be accepted"),
    # breaks of a chain
    "break.no_lead": ("{name}没有责任主体：行政上无上级，但党组织不能无上级", "Nobody answers for {name}"),
    "break.no_party_organization": ("责任主体{name}未设党组织", "{name}, which leads, hosts no Party organisation"),
    "break.no_superior": (
        "{name}没有上级党组织，链条未到市委",
        "{name} has no superior; the path stops below the city committee",
    ),
    "break.cycle": (
        "{name}的上级{next}已在链条中，形成循环",
        "{next}, the superior of {name}, is on the path already: a cycle",
    ),
    "break.not_in_force": ("{name}在当日不存在（{when}）", "{name} does not exist at the date ({when})"),
    "break.next_not_in_force": (
        "{name}之后的{next}在当日不存在（{when}）",
        "{next}, which follows {name}, does not exist at the date ({when})",
    ),
    "break.lead_not_in_force": (
        "{name}的责任主体{next}在当日不存在（{when}）：链条各级仍在，但没有在任的责任主体",
        "{next}, which leads {name}, does not exist at the date ({when}): the links hold, who answers is gone",
    ),
    "life.ceased": ("自{date}起不再存在", "it ceased on {date}"),
    "life.founded": ("{date}才成立", "it was founded on {date}"),
    # why a holder was passed over: the steps of the one order
    "lost.precedence": ("另一条规则优先", "another rule goes before"),
    "lost.rank": ("同一规则内次序在后", "a lower rank within the rule"),
    "lost.existence": ("当时不存在", "it did not exist then"),
    "lost.nearness": ("区域较远或依据较间接", "farther away or less direct"),
    "lost.provisional": ("只是暂定", "it is only provisional"),
    "lost.id": ("其他相同，按编号在后", "equal otherwise; its id comes later"),
    # why an organisation is uncovered
    "reason.uncovered_must": (
        "正式党员{full}名，已达{must}名，应建而未建党组织",
        "{full} full members, {must} or more, and nothing built",
    ),
    "reason.uncovered_few": (
        "正式党员{full}名，不足{must}名，尚未联合组建",
        "{full} full members, fewer than {must}, and in no joint branch",
    ),
    "reason.uncovered_few_none_full": (
        "没有正式党员，有预备党员或未转组织关系的党员",
        "no full members, but probationary or untransferred ones",
    ),
    "reason.uncovered_none": ("没有党员", "no members"),
    "reason.unknown": (
        "未建党组织，也未上报起决定作用的人数",
        "nothing built, and a count that would decide was not reported",
    ),
    "reason.about": ("（人数为约数）", " (a count is approximate)"),
    "reason.uncertain": ("（日期不精确，类别可能不同）", " (a date is not precise: the class may differ)"),
    # what a link rests on that no rule proposed
    "rests.own": (
        "《{sources}》登记：{end}是{start}的党组织",
        "{sources} records {end} as the Party organisation of {start}",
    ),
    "rests.joint": (
        "《{sources}》登记：联合党支部{end}覆盖{start}",
        "{sources} records that the joint branch {end} covers {start}",
    ),
    "rests.hosted_by": ("《{sources}》登记：{end}设在{start}", "{sources} records that {end} sits in {start}"),
    "rests.subordinate_to": (
        "《{sources}》登记：{start}的上级是{end}",
        "{sources} records {end} as the superior of {start}",
    ),
    "rests.superior": (
        "联合党支部{start}随其所在单位，上级为{end}",
        "The joint branch {start} follows its host, whose superior organisation is {end}",
    ),
    "rests.unnamed": ("未注明来源", "A source that is not named"),
    "support": (
        "{name}是其主行业的协会党组织，作为依托",
        "{name} is an association's Party organisation of its main trade, and helps",
    ),
    # names of ratios, kinds, levels
    "ratio.organization_coverage": ("组织覆盖率", "Covered by a Party organisation"),
    "ratio.own_building": ("单独组建率", "With a Party organisation of its own"),
    "ratio.building": ("组建率", "Built where it must be"),
    "ratio.dalian": ("大连口径组建率", "Built where there are members"),
    "ratio.work_coverage": ("工作覆盖率", "Reached by Party work"),
    "kind.supervising_unit": ("业务主管单位", "Supervising unit"),
    "kind.association": ("行业协会", "Trade association"),
    "kind.firm": ("社会中介组织", "Intermediary"),
    "kind.social_group": ("社会团体", "Social group"),
    "kind.non_enterprise": ("民办非企业单位", "Private non-enterprise unit"),
    "kind.foundation": ("基金会", "Foundation"),
    "kind.committee": ("党委", "Party committee"),
    "kind.general_branch": ("党总支", "General branch"),
    "kind.branch": ("党支部", "Party branch"),
    "kind.joint_branch": ("联合党支部", "Joint branch"),
    "kind.work_committee": ("工委", "Work committee"),
    "kind.leading_group": ("党组", "Leading group"),
    "class.unknown": ("未上报", "Not reported"),
    "severity.severe": ("严重", "severe"),
    "severity.warning": ("警告", "warning"),
    "severity.info": ("提示", "information"),
    "kind.agree": ("一致", "agree"),
    "kind.differ": ("不一致", "differ"),
    "kind.only_recorded": ("只有登记", "only recorded"),
    "kind.only_derived": ("只有推导", "only derived"),
    "severity.hard": ("应建未建", "Must build"),
    "severity.soft": ("个别党员", "A few members"),
    "severity.none": ("没有党员", "No members"),
    "severity.unknown": ("未上报", "Not reported"),
    "bound.more_than": ("多于", "more than"),
    "bound.about": ("约", "about"),
    "level.national": ("国家级", "National"),
    "level.province": ("省级", "Province"),
    "level.city": ("市级", "City"),
    "level.district": ("区市县级", "District"),
    # why a rule gave nothing
    "why.rule_set": (
        "当日适用规则集{rule_set}，本规则属于{sets}",
        "rule set {rule_set} holds on that day, the rule belongs to {sets}",
    ),
    "why.nothing": ("没有提出任何对象", "it proposed nobody"),
    "why.another": ("提出了对象，但不是所问的", "it proposed somebody else"),
    "why.won": ("由本规则确定", "it decided"),
    "why.passed_over": ("提出了对象，但未被采用", "it proposed, and another won"),
    "why.no_relationship": ("{name}没有“{type}”", "{name} has no {type}"),
    "why.in_force": ("“{type}”{end}当日不在有效期内", "{type} {end} is not in force on the day"),
    "why.property": (
        "“{type}”{end}：规则要求{condition}，而{found}",
        "{type} {end}: the rule needs that {condition}, but {found}",
    ),
    "why.end": (
        "“{type}”指向{end}，不是规则所需的同一对象",
        "{type} leads to {end}, not to the one that the rule needs",
    ),
    "why.condition": (
        "{end}：规则要求{condition}，而{found}",
        "{end}: the rule needs that {condition}, but {found}",
    ),
    "why.holder": ("按此到达的是{end}，不是所问的对象", "this leads to {end}, not to the one that was asked for"),
    # types of relationships
    "type.SUPERVISED_BY": ("业务主管单位", "supervising unit"),
    "type.AFFILIATED_TO": ("行政挂靠单位", "affiliated unit"),
    "type.APPROVED_BY": ("批准机关", "approving body"),
    "type.REGISTERED_WITH": ("登记管理机关", "registering authority"),
    "type.LOCATED_IN": ("所在区划", "seat"),
    "type.ACTS_IN": ("活动区域", "region that it acts in"),
    "type.PART_OF": ("上级区划", "region above"),
    "type.IN_TRADE": ("所属行业", "trade"),
    "type.SUPERVISES_TRADE": ("主管行业", "trade that it supervises"),
    "type.MEMBER_OF": ("加入协会", "membership"),
    "type.HEAD_OFFICE": ("总部", "head office"),
    "type.SERVES_TRADE": ("服务行业", "trade that it serves"),
    "type.HOSTED_BY": ("党组织所在单位", "host of a Party organisation"),
    "type.COVERS": ("党组织覆盖", "coverage by a Party organisation"),
    "type.SUBORDINATE_TO": ("隶属党组织", "recorded superior"),
    "type.CONSULTED": ("沟通征求意见", "consultation"),
    "type.DECIDED": ("决定", "decision"),
    "type.ACTS": ("党组织活动区域", "region that a Party organisation acts in"),
    "type.FINEST": ("最细活动区域", "finest region that it acts in"),
    "type.SPEAKS": ("单位的党组织", "Party organisation that speaks for a unit"),
    "type.HOST": ("所在单位（推导）", "host, derived"),
    "type.COVERS_ONE": ("仅覆盖一家", "covers one alone"),
    "type.FOLLOWS": ("随其所在单位", "follows its host"),
    "type.AGREED": ("所覆盖单位一致的上级", "superior on which those it covers agree"),
    "type.STATED_LEVEL": ("已陈述的层级", "stated level"),
    "type.DISTRICT": ("所属区县（推导）", "district, derived"),
    "type.TERRITORY": ("属地党组织", "territorial Party organisation"),
    "type.SEAT": ("所在地（推导）", "seat, derived"),
    "type.LEVEL": ("有效层级", "effective level"),
    "type.LEAD": ("责任主体", "lead"),
    "type.SUPERIOR": ("直接上级", "superior"),
    # claims
    "claim.party_organizations": ("党组织数", "Party organisations"),
    "claim.party_organizations_in_trade": ("在本行业机构中建立的党组织数", "Party organisations in firms of the trade"),
    "claim.members": ("党员数", "Party members"),
    "claim.hard_gap": ("应建未建的单位数", "Units that must build and have not"),
    "claim.party_organizations_not_grown": (
        "党组织数没有增加的年数",
        "Years in which Party organisations did not grow",
    ),
    "claim.members_not_grown": ("党员数没有增加的年数", "Years in which members did not grow"),
    "reading.with_associations": ("含行业协会党委、党总支", "the associations' own committees included"),
    "reading.without_associations": ("不含行业协会党委、党总支", "without the associations' own committees"),
    "reading.all": ("各单位合计", "all units"),
}


def say(code: str, language: Language, **values: object) -> str:
    """The message of a code in a language. An unknown code is a KeyError: it is a defect of ours."""
    return MESSAGES[code][0 if language == "zh" else 1].format(**values)


def chosen_language(accept: str | None) -> Language:
    """The better of zh and en by an Accept-Language header; Chinese where neither is asked for."""
    best: tuple[float, Language] = (0.0, "zh")
    for part in (accept or "").split(","):
        name, _, rest = part.strip().partition(";")
        primary = name.strip().lower().split("-")[0]
        try:
            weight = float(rest.strip().removeprefix("q=")) if rest.strip() else 1.0
        except ValueError:
            continue
        if primary == "zh" and weight > best[0]:
            best = (weight, "zh")
        elif primary == "en" and weight > best[0]:
            best = (weight, "en")
    return best[1]
