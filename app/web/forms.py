"""Forms, with their messages in Chinese."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    SubmitField,
)
from wtforms.validators import DataRequired, Length, NumberRange


class ChineseForm(FlaskForm):
    """A form whose validators speak Chinese."""

    class Meta(FlaskForm.Meta):
        """WTForms' own Chinese messages."""

        locales = ("zh",)


class ContestantLogin(ChineseForm):
    """Admission number and access code, as printed on the ticket."""

    admission_number = StringField("准考证号", validators=[DataRequired("请输入准考证号"), Length(max=40)])
    access_code = StringField("入场码", validators=[DataRequired("请输入准考证上的入场码"), Length(max=40)])
    submit = SubmitField("登录")


class StaffLogin(ChineseForm):
    """Name and password of staff."""

    username = StringField("用户名", validators=[DataRequired("请输入用户名"), Length(max=64)])
    password = PasswordField("口令", validators=[DataRequired("请输入口令"), Length(max=200)])
    submit = SubmitField("登录")


class EnterRound(ChineseForm):
    """The contestant confirms name and rules."""

    agreed = BooleanField("我已核对个人信息，阅读并遵守考试规则", validators=[DataRequired("请先核对信息并勾选")])
    pledged = BooleanField("我承诺：独立作答，不交谈、不传递、不携带通信工具，不泄露试题；如有违反，接受取消成绩")
    submit = SubmitField("进入考场")


class GrantTime(ChineseForm):
    """Extra time for one sitting."""

    minutes = IntegerField(
        "补时（分钟）", validators=[DataRequired("请填写分钟数"), NumberRange(1, 240, "1 到 240 分钟")]
    )
    reason = StringField("原因", validators=[DataRequired("请写明原因"), Length(max=200)])


class Reason(ChineseForm):
    """A reason that goes into the record."""

    reason = StringField("原因", validators=[DataRequired("请写明原因"), Length(max=200)])


class Message(ChineseForm):
    """A message to one contestant."""

    text = StringField("消息", validators=[DataRequired("请写下要告诉选手的话"), Length(max=500)])


class Decide(ChineseForm):
    """Two people's decision on held entries: the second signs with their own password."""

    held = SelectMultipleField("记录", coerce=int, validate_choice=False)
    accepted = RadioField(
        "决定", choices={"yes": "接受，计入作答", "no": "不接受"}, validators=[DataRequired("请选择接受或不接受")]
    )
    reason = StringField("原因", validators=[DataRequired("请写明原因"), Length(max=200)])
    second_username = StringField(
        "另一位监考员", validators=[DataRequired("请输入另一位监考员的用户名"), Length(max=64)]
    )
    second_password = PasswordField("口令", validators=[DataRequired("请输入另一位监考员的口令"), Length(max=200)])


class RescueFile(ChineseForm):
    """A page's unsent entries, saved as a file."""

    file = FileField("待传答案文件", validators=[FileRequired("请选择文件")])


class ConfirmReceipt(ChineseForm):
    """A contestant confirms the hand-in or the score as shown."""

    what = HiddenField(validators=[DataRequired()])
    version = IntegerField(validators=[DataRequired()])
    submit = SubmitField("确认")


class Confirm(ChineseForm):
    """A button alone; the form is there for its token."""

    submit = SubmitField("确定")
