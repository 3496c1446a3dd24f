"""Why a title mention makes no record: the codes of rejects, in words."""

REASONS = {
    "rule": "the sentence tells rules, criteria or procedures",
    "criteria": "what must be met for the title, not who has it",
    "future": "the award is only wished for or announced",
    "negated": "the text says that the title was not given",
    "foreign": "a gift of a foreign body",
    "private": "a gift of a clan or a family",
    "speech": "somebody speaks of the title; nobody is given it",
    "honorific": "an honour before a name, as people are addressed",
    "no-verb": "a title held in passing: nothing says that somebody is given it",
    "no-recipient": "nothing in the text says who receives it",
    "unnamed-person": "a single syllable that the text never completes to a name",
    "vague-title": "a vague form of a title without the context that settles it",
    "invalid-record": "the fact breaks a rule of the record",
}
