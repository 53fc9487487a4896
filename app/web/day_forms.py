"""Forms of the day's pages: checking in, opening papers, sealing, noting on the checklist."""

from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from app.web.forms import ChineseForm


class CheckIn(ChineseForm):
    """The admission number, scanned or typed, and what was compared."""

    number = StringField("准考证号", validators=[DataRequired("请扫描或输入准考证号"), Length(max=40)])
    identity = BooleanField("本人、照片与证件相符", default=True)
    phone = BooleanField("手机已上交", default=True)


class Number(ChineseForm):
    """One contestant of a list, for a button beside the name."""

    number = HiddenField(validators=[DataRequired(), Length(max=40)])
    back = HiddenField(validators=[Length(max=1)])


class OpenPapers(ChineseForm):
    """Two holders with their halves, and an auditor who is there."""

    first_username = StringField("持钥匙人一：用户名", validators=[DataRequired("请本人输入用户名"), Length(max=64)])
    first_password = PasswordField("口令", validators=[DataRequired("请本人输入口令"), Length(max=200)])
    first_half = StringField("第一把钥匙", validators=[DataRequired("请对照封条输入钥匙"), Length(max=120)])
    second_username = StringField("持钥匙人二：用户名", validators=[DataRequired("请本人输入用户名"), Length(max=64)])
    second_password = PasswordField("口令", validators=[DataRequired("请本人输入口令"), Length(max=200)])
    second_half = StringField("第二把钥匙", validators=[DataRequired("请对照封条输入钥匙"), Length(max=120)])
    witness_username = StringField("监督员：用户名", validators=[DataRequired("请监督员输入用户名"), Length(max=64)])
    witness_password = PasswordField("口令", validators=[DataRequired("请监督员输入口令"), Length(max=200)])


class SealPapers(ChineseForm):
    """The two who will keep the halves of the key."""

    first = StringField("持钥匙人一：用户名", validators=[DataRequired("请填写用户名"), Length(max=64)])
    second = StringField("持钥匙人二：用户名", validators=[DataRequired("请填写用户名"), Length(max=64)])


class SignSecond(ChineseForm):
    """The second person, who signs with a password of their own."""

    second_username = StringField("第二人：用户名", validators=[DataRequired("请第二人输入用户名"), Length(max=64)])
    second_password = PasswordField("口令", validators=[DataRequired("请第二人输入口令"), Length(max=200)])


class CheckWords(ChineseForm):
    """What a person saw when confirming a line of the checklist."""

    words = StringField("情况", validators=[DataRequired("请写明看到的情况"), Length(max=200)])
