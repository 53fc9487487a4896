"""Forms of accounts: the administrator's, one's own password, the first set-up, the locked page."""

from wtforms import PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length

from app.services.access import ROLE_LABELS, Role
from app.services.accounts import AccountForm
from app.web.forms import ChineseForm

ALL_ROOMS = "all"
STAFF_ROLES = [SelectChoice(role.value, label) for role, label in ROLE_LABELS.items() if role is not Role.CONTESTANT]


class EditAccount(ChineseForm):
    """Name, role, where from, and rooms on duty."""

    name = StringField("姓名", validators=[DataRequired("请填写姓名"), Length(max=64)])
    role = SelectField("角色", choices=STAFF_ROLES)
    unit = StringField("单位", validators=[Length(max=128)])
    district = StringField("区（领队必填）", validators=[Length(max=32)])
    rooms = SelectMultipleField("监考考室", choices=[], validate_choice=False)

    def read(self) -> AccountForm:
        """Return what was set."""
        chosen = self.rooms.data or []
        rooms = {None if room == ALL_ROOMS else int(room) for room in chosen if room == ALL_ROOMS or room.isdecimal()}
        role = Role(self.role.data)
        return AccountForm(
            self.name.data or "", role, self.unit.data or "", self.district.data or "", frozenset(rooms)
        )


class AddAccount(EditAccount):
    """A new account also has a name to sign in with."""

    username = StringField("用户名", validators=[DataRequired("请填写用户名"), Length(max=32)])


class OwnPassword(ChineseForm):
    """Changing one's own password."""

    current = PasswordField("现在的口令", validators=[DataRequired("请输入现在的口令"), Length(max=200)])
    wanted = PasswordField("新口令", validators=[DataRequired("请输入新口令"), Length(max=200)])
    again = PasswordField("再输一次", validators=[DataRequired("请再输一次新口令"), Length(max=200)])


class Unlock(ChineseForm):
    """The password of who is signed in."""

    password = PasswordField("口令", validators=[DataRequired("请输入口令"), Length(max=200)])


class SetUp(ChineseForm):
    """The first administrator, with the code from the server's console."""

    code = StringField("安装码", validators=[DataRequired("请输入服务器控制台上的安装码"), Length(max=40)])
    username = StringField("用户名", validators=[DataRequired("请填写用户名"), Length(max=32)])
    name = StringField("姓名", validators=[DataRequired("请填写姓名"), Length(max=64)])
    password = PasswordField("口令", validators=[DataRequired("请设置口令"), Length(max=200)])
