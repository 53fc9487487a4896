"""Every refusal in Chinese, once, for pages and commands alike."""

from collections.abc import Mapping
from typing import TypeAlias

from app.services.refused import Refused

Worded: TypeAlias = tuple[int, str, str]
WORDS: Mapping[str, Worded] = {
    "sign_in_needed": (401, "请先登录", "登录后再打开这个页面。"),
    "sign_in_wrong": (400, "登录信息不正确", "请核对后重新输入。"),
    "sign_in_backed_off": (429, "尝试次数过多", "请在 {seconds} 秒后再试；忘记口令或准考证遗失请找监考员。"),
    "forbidden": (403, "没有权限", "您的账号不能使用这个页面。"),
    "no_round": (404, "没有这个环节", "它可能已被取消，或不属于您参加的竞赛。"),
    "not_drawn": (409, "试卷还没有生成", "请等待组委会组卷，或向监考员询问。"),
    "entry_closed": (409, "入场时间已过", "本场已停止入场；有特殊情况请找监考员。"),
    "sitting_over": (409, "本场已经结束", "您已交卷，可以在回执页查看服务器收到的作答。"),
    "no_sitting": (404, "没有这场考试", "请从“我的考试”重新进入。"),
    "no_simulation": (404, "不是模拟受理", "这场考试没有案件可以查看。"),
    "no_case": (404, "没有这一件", "它不在这场考试的试卷里。"),
    "bad_rescue_file": (400, "不是可用的待传答案文件", "“{field}”不对；请选择这位选手的电脑导出的“待传答案”文件。"),
    "same_person": (409, "需要另一个人", "两人决定不能由同一个账号确认。"),
    "nothing_chosen": (409, "没有可处理的记录", "请勾选尚未处理的记录。"),
    "no_item": (404, "题库里没有这道题", "编号“{item}”不存在，或这道题没有通过检查。"),
    "no_scenario": (404, "没有这个情景", "编号“{scenario}”不存在，或这个情景没有通过检查。"),
    "nothing_to_do": (409, "没有可以办理的考试", "{why}。请刷新后再看。"),
    "unknown_reason": (400, "没有选原因", "请从列表中选一个适用的原因。"),
    "words_too_long": (400, "说明太长", "说明不超过 {most} 个字。"),
    "second_needed": (400, "需要第二个人", "这项办理须两人确认，请另一位监考员输入用户名和口令。"),
    "no_seating": (409, "没有编排座位", "这位选手不在任何场次的座位表里，不能换座。"),
    "no_seat": (404, "没有这个座位", "它可能已被删除，或不属于这次竞赛。"),
    "seat_taken": (409, "座位有人", "{seat} 号座位已有选手，请换一个。"),
    "no_room": (404, "没有这个考室", "它不存在，或不归您监考。"),
    "no_session": (404, "没有这个场次", "它不存在，或不归您监考。"),
    "session_started": (409, "本场已经开考", "已开考的场次不能再开考或推迟。"),
    "session_by_clock": (409, "本场到点自动开考", "这一场按时间自动开考，不需要宣布。"),
    "session_sealed": (409, "本场已经封存", "封存后不再办理；有异议请向仲裁组提出。"),
    "not_expected": (404, "不在本场名单", "{number} 不在这一场您负责的考室名单里，请核对准考证。"),
    "identity_unchecked": (400, "还没有核对证件", "请核对本人、照片和证件后勾选，再检录。"),
    "no_free_seat": (409, "没有空座位", "这一场的考室已坐满，请主考安排备用座位。"),
    "already_working": (409, "已经开考", "这位选手已打开试卷，不能撤销检录或记为缺考。"),
    "still_working": (409, "还不能封存", "还有 {open} 人没有收卷，或没有到场也没有记为缺考。"),
    "held_left": (409, "还有待处理作答", "还有 {held} 条迟到的作答没有决定是否计入，先由两人处理。"),
    "no_hand": (404, "没有这次举手", "它可能已被取消，请刷新后再看。"),
    "hand_answered": (409, "已经有人答复", "另一位监考员先答复了，请刷新后再看。"),
    "unknown_incident": (400, "没有选事件类别", "请从列表中选一类事件。"),
    "no_silence": (404, "没有这次断线记录", "请刷新后再看。"),
    "silence_settled": (409, "已经处理过", "这次断线已补时或决定不补，请刷新后再看。"),
    "bad_grant": (400, "补时时长不对", "补时应在 1 分钟到 {most_minutes} 分钟之间。"),
    "empty_reason": (400, "没有写原因", "请写明原因，它会记入考场记录。"),
    "empty_notice": (400, "消息是空的", "请写下要告诉选手的话。"),
    "shortfall": (409, "内容不够组卷", "{lines}"),
    "no_blueprint": (409, "没有可用的组卷蓝图", "蓝图“{name}”不存在，或检查未通过。"),
    "no_simulation_paper": (409, "没有可用的模拟卷", "模拟卷“{name}”不存在，或检查未通过。"),
    "unproven": (409, "有情景没有通过验证", "{names}：请命题人运行 python -m simulations prove 查看原因。"),
    "not_graded": (409, "还有考试没有评分", "还有 {open} 场未结束或未评分，全部完成后才能发布成绩。"),
    "not_drawn_yet": (409, "还没有组卷", "先组卷，再进行这一步。"),
    "papers_sealed": (409, "试卷已封存", "由两位持钥匙人和监督员到场开启后，再进行这一步。"),
    "papers_in_use": (409, "不能封存", "练习卷和已有人开考的试卷不能封存。"),
    "bad_holders": (400, "持钥匙人不对", "请选两位不同的在用账号：监考员、主考或组委会。"),
    "not_sealed": (409, "试卷没有封存", "没有可以开启的试卷，请刷新后再看。"),
    "too_early_to_open": (409, "还没到开启时间", "开考前一小时才能开启，还要等 {minutes} 分钟。"),
    "not_a_holder": (403, "不是持钥匙人", "请由封卷时登记的两位持钥匙人本人开启。"),
    "no_auditor": (403, "监督员不在场", "第三位须是监督员，请监督员本人输入用户名和口令。"),
    "key_wrong": (409, "钥匙不对", "两把钥匙合起来打不开这份试卷，请核对是不是本环节的钥匙。"),
    "key_mistyped": (400, "钥匙抄写有误", "请对照封条逐组核对，末组是校验码。"),
    "seal_damaged": (500, "封存的试卷已损坏", "密文与封存时不一致，请用备份恢复后再开启。"),
    "no_backup_folder": (409, "没有备份目标", "请接好备份盘，并在设置 KAOCHANG_BACKUP 里写明可写入的文件夹。"),
    "backup_elsewhere": (409, "不在这里备份", "PostgreSQL 请用它自己的备份工具，见运维手册。"),
    "backup_failed": (507, "备份没有成功", "{why}。原来的备份不受影响，请检查备份盘后再试。"),
    "no_line": (404, "没有这一项", "检查单里没有这一项，或它不需要人工确认。"),
    "bad_request": (400, "请求不完整", "“{field}”不对，请刷新页面后重试。"),
    "not_closed": (409, "还没有收卷", "收卷后再确认。"),
    "no_page": (404, "没有这个页面", "地址可能写错了，请从页面上的链接进入。"),
    "busy": (503, "系统正忙", "请稍候再试，已保存的内容不受影响。"),
}  # fmt: skip


def worded(refused: Refused) -> Worded:
    """Return the status, title and message of a refusal; a code without words is a fault."""
    status, title, message = WORDS[refused.code]
    return status, title, message.format(**refused.facts)
