"""Forms and posted values of judging."""

from typing import Any

from wtforms import BooleanField, DateTimeLocalField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, Regexp

from app.services.refused import Refused
from app.services.shanghai import SHANGHAI
from app.web.forms import ChineseForm

LONGEST_COMMENT = 500


class SetPin(ChineseForm):
    """A PIN, twice, and the password that shows who sets it."""

    pin = PasswordField(
        "签名 PIN（六位数字）",
        validators=[DataRequired("请输入六位数字"), Regexp(r"\d{6}$", message="请输入六位数字")],
    )
    again = PasswordField("再输一遍", validators=[DataRequired("请再输一遍"), EqualTo("pin", "两次输入不一致")])
    password = PasswordField("登录口令", validators=[DataRequired("请输入登录口令"), Length(max=200)])


def posted_marks(posted: Any) -> tuple[dict[str, str], str]:  # noqa: ANN401  # whatever JSON was posted
    """Return a ballot's marks by criterion and its comment. Refuses with `bad_request(field)`."""
    marks = posted.get("marks") if isinstance(posted, dict) else None
    if not isinstance(marks, dict) or not all(isinstance(value, str) for value in marks.values()):
        raise Refused("bad_request", field="marks")
    return {str(key)[:32]: value[:12] for key, value in marks.items()}, str(posted.get("comment", ""))[
        :LONGEST_COMMENT
    ]


class CaseForm(ChineseForm):
    """A real case as the supervisor notes it: nothing of who applied."""

    window = StringField("窗口", validators=[DataRequired("请写窗口"), Length(max=32)])
    item = StringField("事项", validators=[DataRequired("请写事项"), Length(max=64)])
    difficulty = SelectField("难度", choices=[("甲", "甲类"), ("乙", "乙类"), ("丙", "丙类")])
    consent = BooleanField("申请人同意作为比武办件")
    interruption = StringField("中断情况", validators=[Length(max=200)])


class PanelForm(ChineseForm):
    """A panel's name, venue and time; who serves comes with it as lists of usernames."""

    name = StringField("组名", validators=[DataRequired("请填写组名"), Length(max=64)])
    venue = StringField("地点", validators=[DataRequired("请填写地点"), Length(max=64)])
    starts = DateTimeLocalField("开始时间（北京时间）", validators=[InputRequired("请填写开始时间")])

    def moment(self) -> int:
        """Return the start in exam milliseconds."""
        return round(self.starts.data.replace(tzinfo=SHANGHAI).timestamp() * 1000) if self.starts.data else 0
