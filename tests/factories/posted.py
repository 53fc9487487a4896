"""Acts as they may be posted: proper ones with what the trial content has, and any garbage beside them."""

from hypothesis import strategies as st

from simulations.window import ACTS

SERVICES = st.sampled_from(["TS-01", "TS-02", "TS-03"])
PEOPLE = st.sampled_from(["applicant", "agent"])
PAPERS = st.sampled_from(["statement", "card", "letter", "consent"])
MATERIALS = st.sampled_from(["id-card", "letter", "marriage", "labour", "statement", "consent"])
FLAWS = st.lists(st.sampled_from(["missing", "unsigned", "expired", "forged"]), max_size=3)
DOCUMENTS = st.sampled_from(["acceptance", "supplement-notice", "refusal", "relay-receipt", "transfer-slip"])
GAPS = st.lists(st.fixed_dictionaries({"material": MATERIALS, "flaws": FLAWS}), max_size=3)
WORDS = st.sampled_from(["", "无", "2026-10-01", "10 个工作日", "qinghe", "x" * 500])
KNOWN = {
    "question": st.sampled_from(["why", "account", "show-card"]),
    "phrase": st.sampled_from(["greeting", "thanks"]),
    "person": PEOPLE,
    "means": st.sampled_from(["id_card", "ss_card", "code"]),
    "service": SERVICES,
    "application": SERVICES,
    "situation": st.sampled_from(["local", "outside", "only"]),
    "paper": PAPERS,
    "side": st.sampled_from([1, 2]),
    "material": MATERIALS,
    "licence": st.sampled_from(["marriage", "resident-id"]),
    "check": st.sampled_from(["labour", "insured"]),
    "verdict": st.sampled_from(["collect", "waive", "return", "unneeded"]),
    "flaws": FLAWS,
    "field": st.sampled_from(["account", "kind", "since", "gaps", "until", "reasons", "destination", "limit"]),
    "value": WORDS | GAPS | st.lists(st.sampled_from(["paid-a-year", "involuntary"]), max_size=2),
    "decision": st.sampled_from(["accept", "accept_pending", "supplement", "refuse", "relay", "guide"]),
    "document": DOCUMENTS,
    "destination": st.sampled_from(["qinghe", "yunqiao", "district-hall"]),
    "how": st.sampled_from(["neutral", "praise"]),
}
KEYS = {
    "ask": ["question"], "say": ["phrase"], "read": ["person", "means"], "compare": ["person"],
    "inspect": ["paper", "side"], "give_back": ["paper"], "keep": ["paper"], "rate": ["how"], "choose": ["service"],
    "drop": ["application"], "situation": ["application", "situation"],
    "scan": ["paper", "application", "material", "side"], "authorize": ["person"], "fetch": ["licence", "person"],
    "check": ["check", "person"], "verdict": ["application", "material", "verdict", "flaws"],
    "fill": ["application", "field", "value"], "sign": ["application"], "decide": ["application", "decision"],
    "revoke": ["application"], "compose": ["application", "document", "field", "value"],
    "seal": ["application", "document"], "receive": ["application", "document"], "issue": ["application", "document"],
    "hand_off": ["application", "destination"], "archive": ["application"],
}  # fmt: skip
# What ends a case is left to the tests that want it: few long runs would come about.
LASTING = sorted(ACTS.keys() - {"finish", "pass", "suspend"})
PROPER = st.sampled_from(LASTING).flatmap(
    lambda do: st.fixed_dictionaries({"do": st.just(do), **{key: KNOWN[key] for key in KEYS.get(do, [])}})
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
GARBAGE = st.builds(
    lambda do, facts: {"do": do, **facts},
    st.sampled_from([*ACTS, "fly"]) | JUNK,
    st.dictionaries(st.sampled_from(sorted(KNOWN)), JUNK | st.one_of(*KNOWN.values()), max_size=5),
)
ACT = st.one_of(PROPER, PROPER, PROPER, GARBAGE)
