"""法 — what the law says, as plain functions over dated tables.

Only the standard library and this package may be imported here: no Flask, no database, no clock. Facts, days and
tables come in as arguments; values go out (Finding, Due, Refusal…), each naming its article. A sentence for people
is a Message: a template to be translated and its arguments, never finished text.
"""
