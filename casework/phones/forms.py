"""What the phone asks."""

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField
from wtforms.validators import Length, Optional

from casework.core.fields import TextField
from casework.core.forms import ActionForm


class PhotosForm(ActionForm):
    not_facts = ActionForm.not_facts | {"files"}
    files = MultipleFileField(_l("拍照或选择照片、PDF"))
    brought_by = TextField(_l("谁提供"), [Optional(), Length(max=60)])
    proves = TextField(_l("证明什么"), [Optional(), Length(max=200)])
