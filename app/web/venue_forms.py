"""Forms of competitions, rounds, rooms, sessions and seats."""

from datetime import datetime

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateTimeLocalField, HiddenField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from app.services.shanghai import SHANGHAI
from app.services.venue import NewRoom, NewSession
from app.web.forms import ChineseForm
from proctor.lockdown import Mode

MODES = [SelectChoice("off", "不要求"), SelectChoice("allowed", "可以用"), SelectChoice("required", "必须用")]


class AddCompetition(ChineseForm):
    """A competition."""

    name = StringField("竞赛名称", validators=[DataRequired("请填写名称"), Length(max=200)])
    rulebook = SelectField("竞赛规则", choices=[])


class AddRoom(ChineseForm):
    """A room of rows and columns."""

    competition = SelectField("竞赛", coerce=int, validate_choice=False, choices=[])
    name = StringField("考室名称", validators=[DataRequired("请填写考室名称"), Length(max=64)])
    rows = IntegerField("几排", validators=[InputRequired("请填写排数"), NumberRange(1, 30, "1 到 30 排")])
    columns = IntegerField("每排几座", validators=[InputRequired("请填写座数"), NumberRange(1, 12, "1 到 12 座")])
    aisles = StringField("过道在第几列之后", validators=[Length(max=40)])

    def read(self) -> NewRoom:
        """Return the room."""
        aisles = tuple(
            int(one) for one in (self.aisles.data or "").replace("，", ",").split(",") if one.strip().isdecimal()
        )
        return NewRoom(self.name.data or "", self.rows.data or 0, self.columns.data or 0, aisles)


class EditSession(ChineseForm):
    """When a session is held, and by which rules."""

    title = StringField("场次名称", validators=[DataRequired("请填写场次名称"), Length(max=64)])
    opens = DateTimeLocalField("开考时间（北京时间）", validators=[InputRequired("请填写开考时间")])
    late_minutes = IntegerField("迟到几分钟内可入场", default=30, validators=[InputRequired(), NumberRange(0, 44640)])
    hand_in_minutes = IntegerField("开考几分钟后可交卷", default=0, validators=[InputRequired(), NumberRange(0, 1440)])
    by_hand = BooleanField("由主考宣布开考（不按时间自动开考）")
    check_in = BooleanField("检录后才能打开试卷")
    seb = SelectField("Safe Exam Browser", choices=MODES)

    def read(self) -> NewSession:
        """Return the session."""
        moment = self.opens.data or datetime.fromtimestamp(0, SHANGHAI)
        opens = round(moment.replace(tzinfo=SHANGHAI).timestamp() * 1000)
        return NewSession(
            self.title.data or "",
            opens,
            self.late_minutes.data or 0,
            by_hand=bool(self.by_hand.data),
            check_in=bool(self.check_in.data),
            hand_in_minutes=self.hand_in_minutes.data or 0,
            seb=Mode(self.seb.data),
        )


class SebFile(ChineseForm):
    """A configuration of Safe Exam Browser."""

    file = FileField("考试浏览器配置（.seb，未加密）", validators=[FileRequired("请选择文件")])


class PutSeat(ChineseForm):
    """A contestant and the seat to put them in."""

    contestant = HiddenField(validators=[DataRequired("请选择选手")])
    seat = HiddenField(validators=[DataRequired("请选择座位")])


class AddRound(ChineseForm):
    """A round: what its papers are drawn by, and when it is."""

    competition = SelectField("竞赛", coerce=int, validate_choice=False, choices=[])
    title = StringField("环节名称", validators=[DataRequired("请填写环节名称"), Length(max=200)])
    plan = SelectField("试卷", validate_choice=False, choices=[])
    opens = DateTimeLocalField("开考时间（北京时间）", validators=[InputRequired("请填写开考时间")])
    late_minutes = IntegerField("迟到几分钟内可入场", default=30, validators=[InputRequired(), NumberRange(0, 44640)])
    personal = BooleanField("各人进入后计时")
    practice = BooleanField("练习，可以反复做，不计成绩")
