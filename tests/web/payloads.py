"""PAYLOADS: sixty texts that run a script, or break the page, wherever one of them is shown as anything but text.

Each that runs sets `window.ran` or opens a dialog. None holds a date, so that a sentence around it can.
"""

RUN = "window.ran=1"
FAMILIES: dict[str, tuple[str, ...]] = {
    "script": (
        f"<script>{RUN}</script>",
        f"<ScRiPt >{RUN}</sCrIpT\t>",
        "<script src=data:text/javascript,window.ran=1></script>",
        f"<scr<script>ipt>{RUN}</script>",
        f"</title><script>{RUN}</script>",
        f"</textarea><script>{RUN}</script>",
        f"<script type=module>{RUN}</script>",
    ),
    "handler": (
        f"<img src=x onerror={RUN}>",
        "<img src=x onerror=&#119;indow.ran=1>",
        f"<body onload={RUN}>",
        f"<input autofocus onfocus={RUN}>",
        f"<details open ontoggle={RUN}>",
        f"<video><source onerror={RUN}></video>",
        f"<p style=animation:x onanimationstart={RUN}>",
        f"<a/onpointerover={RUN}/href=#>peka</a>",
    ),
    "svg": (
        f"<svg onload={RUN}>",
        f"<svg><script>{RUN}</script></svg>",
        f"<svg><animate attributeName=x onbegin={RUN} dur=1s></svg>",
        f"<svg><a xlink:href=javascript:{RUN}><text y=9>x</text></a></svg>",
        f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    ),
    "address": (
        f"javascript:{RUN}",
        f"JaVaScRiPt:{RUN}",
        f"java\tscript:{RUN}",
        f"\x01JAVASCRIPT:{RUN};//ett",
        f"<a href=javascript:{RUN}>visa</a>",
        f"vbscript:{RUN}",
        f"data:text/html,<script>{RUN}</script>",
        "https://example.se/?a=\"onmouseover='window.ran=1'",
    ),
    "template": (
        "{{7*7}}",
        "{% include '/etc/passwd' %}",
        "${{7*7}} #{7*7} <%= 7*7 %>",
        "{{ config.__class__.__init__.__globals__ }}",
        "%(secret)s %s {0.__class__}",
    ),
    "attribute": (
        f'" autofocus onfocus={RUN} x="',
        f"' autofocus onfocus={RUN} x='",
        f"` autofocus onfocus={RUN} x=`",
        f'"><script>{RUN}</script>',
        f"'><img src=x onerror={RUN}>",
    ),
    "letters": (
        f"\N{FULLWIDTH LESS-THAN SIGN}script\N{FULLWIDTH GREATER-THAN SIGN}{RUN}",
        f"%c0%bcscript%c0%be{RUN}%c0%bc/script%c0%be",
        f"<\x00script>{RUN}</script>",
        f"\N{RIGHT-TO-LEFT OVERRIDE}<script>{RUN}</script>\N{POP DIRECTIONAL FORMATTING}",
        f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
        f"&lt;script&gt;{RUN}&lt;/script&gt;",
        f"\N{LINE SEPARATOR}<script>{RUN}</script>\N{ZERO WIDTH SPACE}",
    ),
    "style": (
        "<style>*{display:none!important}</style>",
        "<link rel=stylesheet href=data:text/css,*{display:none}>",
        "</style><p style=position:fixed;inset:0>täcker allt</p>",
    ),
    "break": (
        f"--><script>{RUN}</script><!--",
        f"]]><script>{RUN}</script><![CDATA[",
        f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
        "<meta http-equiv=refresh content='0;url=data:text/html,borta'>",
        "<base href=//example.invalid/>",
        f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
        f"<table><style><td title='</style><img src=x onerror={RUN}>'></table>",
        "</main></body></html><plaintext>",
        f'"}}</script><script>{RUN}</script>',
    ),
    "other notations": (
        "\r\nSet-Cookie: ran=1\r\n\r\n<b>kropp</b>",
        f"[visa](javascript:{RUN}) **fet** ![](x)",
        "<form action=//example.invalid><button>Logga in</button></form>",
    ),
}
PAYLOADS = tuple(payload for family in FAMILIES.values() for payload in family)
