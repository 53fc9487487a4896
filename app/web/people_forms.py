"""Forms of the roster: a file, how long details are kept, clearing them, and reasons."""

from datetime import datetime, time, timedelta

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from app.services.second_person import Second
from app.services.shanghai import SHANGHAI
from app.web.forms import ChineseForm


class RosterFile(ChineseForm):
    """A roster for a competition."""

    competition = SelectField("竞赛", coerce=int, validate_choice=False, choices=[])
    file = FileField("名单文件（.xlsx 或 .csv）", validators=[FileRequired("请选择文件")])


class ApplyRoster(ChineseForm):
    """What was seen in a preview, and whom of the missing to remove."""

    seen = HiddenField(validators=[DataRequired("请重新打开预览")])
    remove = SelectMultipleField("移除", coerce=int, validate_choice=False, choices=[])


class ShowPersonal(ChineseForm):
    """Why someone's details are shown."""

    reason = StringField("原因", validators=[DataRequired("请写明原因"), Length(max=200)])


class Retention(ChineseForm):
    """The last day on which personal details are kept."""

    until = DateField("保存到", validators=[InputRequired("请填写日期")])

    def moment(self) -> int:
        """Return the last millisecond of that day in Shanghai."""
        day = self.until.data
        if day is None:
            return 0
        midnight = datetime.combine(day + timedelta(days=1), time.min, SHANGHAI)
        return round(midnight.timestamp() * 1000) - 1


class Purge(ChineseForm):
    """The second person's signature under clearing personal details."""

    second_username = StringField("另一位组委会成员", validators=[DataRequired("请输入用户名"), Length(max=64)])
    second_password = PasswordField("口令", validators=[DataRequired("请输入口令"), Length(max=200)])

    def second(self, address: str) -> Second:
        """Return how the second person signs."""
        return Second(self.second_username.data or "", self.second_password.data or "", address)
