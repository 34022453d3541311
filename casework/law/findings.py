"""What the law says to people, as values: a Message is a sentence to be translated, a Finding an opinion."""

from dataclasses import dataclass

from casework.law.sources import Citation


def N_(template):
    """Marks a template for the catalogue and hands it back unchanged; the caller translates."""
    return template


class Message:
    """A sentence: Message(N_("已超过 {days} 个工作日"), days=5). Arguments may be Messages themselves.

    str() is the Chinese sentence; render(translate) asks `translate` for each template first.
    """

    __slots__ = ("args", "template")

    def __init__(self, template, /, **args):
        self.template, self.args = template, args

    def render(self, translate):
        said = {k: v.render(translate) if isinstance(v, Message) else v for k, v in self.args.items()}
        return translate(self.template).format(**said)

    def __str__(self):
        return self.render(N_)

    def __repr__(self):
        return f"Message({str(self)!r})"

    def __eq__(self, other):
        return isinstance(other, Message) and (self.template, self.args) == (other.template, other.args)

    def __hash__(self):
        return hash((self.template, tuple(sorted(self.args))))


@dataclass(frozen=True)
class Finding:
    """An opinion to show and to keep. `weight` is info, warn or error; `about` names the field or line meant."""

    code: str
    message: Message
    basis: tuple[Citation, ...] = ()
    weight: str = "warn"
    about: str | None = None
