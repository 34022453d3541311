"""核对 — questions asked of the whole database every night, and by `flask check`."""

CHECKS = {}


def check(name):
    """Register a question: a function that answers the ids of the records for which it does not hold."""

    def register(function):
        CHECKS[name] = function
        return function

    return register


def run():
    """[{"name", "ok", "ids"}] for every question, in the order of their features."""
    answers = []
    for name, question in CHECKS.items():
        ids = sorted(question())
        answers.append({"name": name, "ok": not ids, "ids": ids[:100]})
    return answers
