"""Several papers as one file, through the pool and the kept parts. Knows neither who asks nor which papers there are."""

from casework.documents import joining, parts, render
from casework.documents.parts import silent


def file(papers, duplex=False, told=silent):
    """Bytes of a PDF with these papers, [(form, facts)], in their order; `duplex`: each begins on a front."""
    if len(papers) == 1:
        return render.pdf(*papers[0])[0]
    pieces = parts.pieces([(form.code, facts, False) for form, facts in papers], told)
    return joining.join([joining.Part(facts["paper"]["title"], piece.data, only=piece.only)
                         for (_, facts), piece in zip(papers, pieces, strict=True)],
                        title=papers[0][1]["paper"]["title"], numbered=False, duplex=duplex)


def roster(form, facts, told=silent):
    """Bytes of a roster of any length."""
    pieces = parts.leaves(form, facts, told)
    if len(pieces) == 1:
        return pieces[0].data.read_bytes()
    title = facts["paper"]["title"]
    return joining.join([joining.Part(title, piece.data) for piece in pieces], title=title, numbered=False)
