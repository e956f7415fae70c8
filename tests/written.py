"""One issue in our own words, and the ways in which pages, mails and prints lay an issue out."""

from __future__ import annotations

from archive.reference import Series

SERIES = Series(
    "us-japan-alliance-digest",
    "US-Japan Alliance Digest",
    "Sasakawa USA",
    ("US-Japan Alliance Digest", "Alliance Digest"),
    ("japan", "united-states"),
    2022,
    15,
)

ITEMS: tuple[tuple[str, str], ...] = (
    (
        "Ministers agree on shared hangars at Misawa",
        "The defense ministers met in Sendai on April 4 and settled how the two air forces will share "
        "hangars at Misawa. "
        "Work on the first of six buildings begins in May, and the cost of 41 billion yen is split in half.",
    ),
    (
        "Tanker collision closes strait for two days",
        "A collision of two tankers off Shimonoseki closed the Kanmon Strait to traffic from April 6 until April 8. "
        "The coast guard flew eleven sailors to safety; Navy divers from Sasebo helped to seal a leaking hull.",
    ),
    (
        "Diet committee questions price of radar sites",
        "Members of the budget committee asked why the long-range radar sites on two islands would cost a "
        "third more than "
        "planned. The ministry named steel, wages and the weak yen, and it promised a full account by the end of June.",
    ),
    (
        "Students return under renewed exchange programme",
        "Some 300 students from 40 universities have taken up places in Hiroshima and Sapporo, the first "
        "since the exchange "
        "was renewed last October. Half of them study semiconductors, a field in which both governments want "
        "more engineers.",
    ),
    (
        "Envoy tours flood-damaged towns in Kumamoto",
        "The US ambassador spent April 9 in the Kuma valley, where floods had cut off three towns in March. "
        "He walked through "
        "a school that Marines had helped to clear and said that friends “do not wait to be asked” when rivers rise.",
    ),
)
HEADLINES = tuple(headline for headline, _ in ITEMS)
BODIES = tuple(body for _, body in ITEMS)

CLOSING = (
    "“US-Japan Alliance Digest” is a bi-weekly summary of what the two countries did together, made for these tests. "
    "To get the “Alliance Digest” by mail, write to the editors at"
)
FOOTER = "2024 Some Institute | Privacy Policy | Sitemap"
RELATED = "".join(
    f'<li><a href="/p/us-japan-alliance-digest-vol-{number}/">'
    f"US-Japan Alliance Digest Vol {number.replace('-', '.')}</a>"
    "<p>Leaders met, a statement was issued and the ministry spoke of progress on trade.</p></li>"
    for number in ("1-8", "2-3", "3-7")
)


def printed(number: str = "2.7", mark: str = "• ", sections: tuple[str, str] | None = None, gap: str = "\n") -> str:
    """The issue as text copied from its page."""
    first, second = sections or ("", "")
    head, body = (gap.join(mark + text for text in texts) for texts in (HEADLINES, BODIES))
    title = f"US-Japan Alliance Digest Vol {number}"
    parts = (title, "Download this publication (PDF)", f"Publications {title}", f"Download {title}")
    return "\n\n".join(filter(None, (*parts, first, head, second, body, CLOSING, f"Download {title}", FOOTER))) + "\n"


def listed(mark: str = "", tag: str = "li", sections: tuple[str, str] | None = None) -> str:
    """Headlines and bodies as elements of a page."""
    around = ("<ul>", "</ul>") if tag == "li" else ("", "")
    head, body = ("".join(f"<{tag}>{mark}{text}</{tag}>\n" for text in texts) for texts in (HEADLINES, BODIES))
    first, second = (f"<h3>{word}</h3>" for word in sections) if sections else ("", "<p>&nbsp;</p>")
    return f"{first}{around[0]}{head}{around[1]}{second}{around[0]}{body}{around[1]}"


def page(content: str, title: str = "US-Japan Alliance Digest Vol 2.7", download: str = "", head: str = "") -> str:
    """A page with all that a site puts around its content."""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - Sasakawa USA</title>{head}
<script>var teaser = "<li>Not a headline</li>";</script><style>.entry {{ color: #123 }}</style></head>
<body class="single has-sidebar">
<header class="site-header"><nav><ul><li>About</li><li>Programs</li><li>Publications</li></ul></nav></header>
<div class="breadcrumbs">Home > Publications > {title}</div>
<main><article class="post"><h1>{title}</h1>{download}
{content}
<p>{CLOSING} <a href="mailto:digest@example.org">the editors</a>.</p>
</article></main>
<aside class="sidebar"><h4>Recent Publications</h4><ul>{RELATED}</ul></aside>
<div class="related-posts"><h3>Related Publications</h3><ul>{RELATED}</ul></div>
<footer><p>{FOOTER}</p><p>Custom WordPress Design, Development &amp; Digital Marketing by time4design</p></footer>
</body></html>"""
