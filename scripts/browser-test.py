#!/usr/bin/env python3
"""Opens every page of the HTML reports from disk in Chromium and uses them as a reader would.

Sorts, filters and searches; follows evidence links; answers a QA lead's three questions within three clicks; with 200
payloads in names, texts and rules it looks for console errors, requests, and elements or attributes that no report
writes. Needs nothing but Python and Chromium; where Chromium is absent it says so and passes.

    scripts/browser-test.py PROGRAM [--screenshots FOLDER]
"""

import argparse
import base64
import csv
import json
import os
import pathlib
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
failures = []


def check(condition, message):
    if not condition:
        failures.append(message)
        print(f"browser: FAILED {message}")


class Browser:
    """Chromium without a window, spoken to through a pipe."""

    def __init__(self, program, profile):
        to_read, self.to = os.pipe()
        self.source, from_write = os.pipe()
        command = [
            program, "--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run",
            "--disable-extensions", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-default-apps", "--no-default-browser-check", "--hide-scrollbars",
            "--force-color-profile=srgb", f"--user-data-dir={profile}", "about:blank",
        ]
        if os.geteuid() == 0:
            command.insert(1, "--no-sandbox")

        def places():
            # Away from 3 and 4 first, so that neither is closed by the other.
            first, second = os.dup(to_read), os.dup(from_write)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            command, preexec_fn=places, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.buffer = b""
        self.number = 0
        self.events = []
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = None
        self.session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(domain + ".enable")

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def receive(self, seconds):
        end = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.source], [], [], left)[0]:
                return None
            piece = os.read(self.source, 1 << 20)
            if not piece:
                raise RuntimeError("the browser went away")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, params=None, seconds=120):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params or {}}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = self.receive(end - time.monotonic())
            if answer is None:
                break
            if answer.get("id") == message["id"]:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)
        raise RuntimeError(f"{method}: no answer")

    def run(self, expression):
        """The value of a JavaScript expression on the page."""
        answer = self.call(
            "Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:400])
        return answer["result"].get("value")

    def open(self, address):
        # By way of an empty page, so that the old one cannot be taken for the new one.
        self.call("Page.navigate", {"url": "about:blank"})
        self.until("location.href", lambda place: place == "about:blank", 60)
        self.events = []
        self.call("Page.navigate", {"url": address})
        self.settle(urllib.parse.urlsplit(address).path)

    def settle(self, path=None):
        """Waits until the page, which is the one at `path` if that is given, and its script have run."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            if self.run("document.readyState") == "complete" and self.run("location.href") != "about:blank" \
                    and (path is None or self.run("location.pathname") == path):
                # One more round through the queue, for what a change of the hash sets off.
                self.run("new Promise(function (go) { setTimeout(go, 120); })")
                return
            time.sleep(0.05)
        raise RuntimeError("the page does not load")

    def click(self, expression):
        """Clicks the element that an expression finds; says whether there was one."""
        found = self.run(
            f"(function () {{ var e = {expression}; if (!e) {{ return null; }} e.click();"
            " return e.pathname || location.pathname; })()")
        self.settle(found)
        return found is not None

    def until(self, expression, accepts, seconds=5):
        """The value of an expression once it is accepted, or the last one where it never is."""
        end = time.monotonic() + seconds
        while True:
            value = self.run(expression)
            if accepts(value) or time.monotonic() > end:
                return value
            time.sleep(0.1)

    def faults(self, base):
        """Console errors, exceptions, and requests for anything but files of the report."""
        found = []
        for event in self.events:
            params = event.get("params", {})
            if event["method"] == "Runtime.exceptionThrown":
                found.append("exception: " + json.dumps(params.get("exceptionDetails", {}))[:300])
            elif event["method"] == "Runtime.consoleAPICalled" and params.get("type") in ("error", "warning", "assert"):
                found.append("console: " + json.dumps(params.get("args", []))[:300])
            elif event["method"] == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                found.append("log: " + params["entry"]["text"][:300] + " " + params["entry"].get("url", ""))
            elif event["method"] == "Network.requestWillBeSent":
                url = params["request"]["url"]
                if not url.startswith(base):
                    found.append("request: " + url[:200])
            elif event["method"] == "Page.javascriptDialogOpening":
                found.append("dialog: " + params.get("message", ""))
        return found

    def screen(self, width, height, dark, phone):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone})
        self.call(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def picture(self, path):
        data = self.call("Page.captureScreenshot", {"format": "png"})["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))


# What a report is made of; anything else on a page came from outside.
ELEMENTS = set(
    "html head meta title style script body header main footer nav section h1 h2 h3 h4 p a b i span small bdi div "
    "details summary table thead tbody tr th td ul ol li dl dt dd mark del time blockquote form select option input "
    "output button svg line rect circle polyline text".split())
FOREIGN = """
(function (known) {
  var found = [];
  document.querySelectorAll('*').forEach(function (e) {
    var name = e.localName;
    if (known.indexOf(name) === -1) { found.push('<' + name + '>'); }
    for (var i = 0; i < e.attributes.length; i++) {
      var a = e.attributes[i];
      if (/^on/i.test(a.name) || a.name === 'style' || a.name === 'src' || a.name === 'srcdoc') {
        found.push(name + ' ' + a.name);
      }
      if (a.name === 'href' && !/^([\\w.~%-]+\\/|\\.\\.\\/)?([\\w.~%-]+\\.html)?(#[\\w:,=-]*)?$/.test(a.value)) {
        found.push('href ' + a.value);
      }
    }
  });
  var scripts = document.querySelectorAll('script').length, styles = document.querySelectorAll('style').length;
  if (scripts !== 1 || styles !== 1) { found.push(scripts + ' scripts, ' + styles + ' styles'); }
  if (window.hacked) { found.push('a payload ran'); }
  return found.slice(0, 20);
})(KNOWN)
"""


def address(path):
    return "file://" + urllib.parse.quote(str(path))


def pages(folder):
    return sorted(pathlib.Path(folder).rglob("*.html"))


def sound(browser, path, base):
    """No page may have console errors, foreign elements, ids that stand twice, or links that lead nowhere."""
    browser.open(address(path))
    name = path.relative_to(base)
    for fault in browser.faults(address(base)):
        check(False, f"{name}: {fault}")
    for fault in browser.run(FOREIGN.replace("KNOWN", json.dumps(sorted(ELEMENTS)))):
        check(False, f"{name}: foreign {fault}")
    twice = browser.run(
        "(function () { var seen = {}, twice = []; document.querySelectorAll('[id]').forEach(function (e) {"
        " if (seen[e.id]) { twice.push(e.id); } seen[e.id] = true; }); return twice.slice(0, 5); })()")
    check(not twice, f"{name}: ids stand twice: {twice}")
    return browser.run("Array.from(document.querySelectorAll('[id]')).map(function (e) { return e.id; })"), browser.run(
        "Array.from(document.querySelectorAll('a[href]')).map(function (e) { return e.href; })")


def links_hold(ids, links, base):
    """Every link leads to an anchor that is there."""
    count = 0
    for page, addresses in links.items():
        for link in set(addresses):
            parts = urllib.parse.urlsplit(link)
            target = pathlib.Path(urllib.parse.unquote(parts.path))
            count += 1
            if target not in ids:
                check(False, f"{page.relative_to(base)}: no page {link}")
            elif parts.fragment and not parts.fragment.startswith("set=") and parts.fragment not in ids[target]:
                check(False, f"{page.relative_to(base)}: no anchor {link}")
    return count


SHOWN = "Array.from(document.querySelectorAll('%s')).filter(function (e) { return !e.hidden; })"


def sorts(browser, name):
    """Each head that sorts puts its column in order, one way and the other."""
    heads = browser.run("document.querySelectorAll('th[data-sort]').length")
    for place in range(min(heads, 24)):
        order = []
        for _ in range(2):
            browser.run(f"document.querySelectorAll('th[data-sort]')[{place}].click()")
            values = browser.run(
                f"(function (h) {{ var t = h.closest('table'), n = Array.prototype.indexOf.call(h.parentNode.children, h);"
                " return Array.from(t.tBodies[0].rows).map(function (r) { return r.children[n].getAttribute('data-v'); }); })"
                f"(document.querySelectorAll('th[data-sort]')[{place}])")
            numbers = [float(value) for value in values if value]
            order.append(numbers)
            check(
                numbers == sorted(numbers) or numbers == sorted(numbers, reverse=True), f"{name}: column {place} is not sorted")
            blank = [not value for value in values]
            if any(value is not None for value in values):
                check(blank == sorted(blank), f"{name}: column {place} has empty cells among others")
        check(order[0] == list(reversed(order[1])) or sorted(order[0]) == sorted(order[1]), f"{name}: column {place} loses rows")
    return heads


def filters(browser, name):
    """Each choice shows what it says and nothing else; a search finds its words."""
    forms = browser.run("document.querySelectorAll('form.filter').length")
    for place in range(forms):
        form = f"document.querySelectorAll('form.filter')[{place}]"
        body = f"document.querySelector('[data-list=\"' + {form}.getAttribute('data-for') + '\"]')"
        count = f"parseInt({form}.querySelector('output').textContent, 10)"
        total = browser.run(f"{body}.children.length")
        check(browser.run(count) == total, f"{name}: list {place} counts {browser.run(count)} of {total}")
        selects = browser.run(f"{form}.querySelectorAll('select[data-key]').length")
        for number in range(selects):
            select = f"{form}.querySelectorAll('select[data-key]')[{number}]"
            for option in range(1, min(4, browser.run(f"{select}.options.length"))):
                browser.run(
                    f"(function (s) {{ s.value = s.options[{option}].value;"
                    f" s.dispatchEvent(new Event('input', {{ bubbles: true }})); }})({select})")
                wrong = browser.run(
                    f"(function (s) {{ return Array.from({body}.children).filter(function (e) {{ return !e.hidden &&"
                    " (e.getAttribute('data-' + s.getAttribute('data-key')) || '').split(' ').indexOf(s.value) === -1; }).length; })"
                    f"({select})")
                check(wrong == 0, f"{name}: list {place} choice {number} shows {wrong} others")
            browser.run(
                f"(function (s) {{ s.value = ''; s.dispatchEvent(new Event('input', {{ bubbles: true }})); }})({select})")
        if total:
            browser.run(
                f"(function (i) {{ i.value = 'no such words anywhere'; i.dispatchEvent(new Event('input', {{ bubbles: true }})); }})"
                f"({form}.querySelector('input'))")
            check(browser.run(count) == 0, f"{name}: list {place} finds what is not there")
            browser.run(
                f"(function (i) {{ i.value = ''; i.dispatchEvent(new Event('input', {{ bubbles: true }})); }})"
                f"({form}.querySelector('input'))")
            check(browser.run(count) == total, f"{name}: list {place} does not come back")
    return forms


VISIBLE = (
    "(function () { var t = document.getElementById(location.hash.slice(1)); if (!t) { return 'no target'; }"
    " var r = t.getBoundingClientRect(); if (!r.height) { return 'hidden'; }"
    " return r.bottom > 0 && r.top < innerHeight ? t.textContent : 'out of sight ' + r.top; })()")


def three_clicks(browser, main, name):
    """Which agents, which rules, show me the line: at most three clicks from the first page."""
    browser.open(address(main))
    check(browser.click("document.querySelector('nav a[href$=\"#agents\"]')"), f"{name}: no way to the agents")
    check(
        browser.run("document.querySelectorAll('.agents tbody tr').length") > 0, f"{name}: no agents after one click")
    # The name leads to everything about the agent, where the lines of the worst rule are open.
    agents = browser.run("document.querySelectorAll('.agents td:first-child a').length")
    followed = exact = 0
    for place in range(min(agents, 5)):
        browser.open(address(main))
        browser.click("document.querySelector('nav a[href$=\"#agents\"]')")
        check(browser.click(f"document.querySelectorAll('.agents td:first-child a')[{place}]"), f"{name}: no way to an agent")
        shown = browser.until(VISIBLE, lambda text: text not in (None, "no target", "hidden") and "out of sight" not in text)
        check("kpi" in (browser.run("(document.getElementById(location.hash.slice(1)) || document.body).innerHTML") or ""),
              f"{name}: agent {place} is {shown!r}")
        line = ("Array.from((document.getElementById(location.hash.slice(1)) || document).querySelectorAll('.byrule[open] > .lines a.q'))"
                ".filter(function (e) { return e.getBoundingClientRect().height; })[0]")
        # The line that opens is the one that is quoted first: a piece of it without what marks put between.
        quote = browser.run(
            f"(function (e) {{ if (!e) {{ return null; }} var at = e.querySelector('.sp'), best = '';"
            " if (!at) { var mark = e.querySelector('mark'); return mark ? mark.textContent : ''; }"
            " for (at = at.nextSibling; at; at = at.nextSibling) {"
            " var text = at.textContent.split(/ [/／] /)[0].replace(/…/g, '');"
            " if (text.length > best.length) { best = text; }"
            f" if (/ [/／] /.test(at.textContent)) {{ break; }} }} return best; }})({line})")
        if quote is None:
            continue
        browser.click(line)
        shown = browser.until(VISIBLE, lambda text: quote.strip() in (text or ""))
        check(quote.strip() in (shown or ""), f"{name}: the line of an agent is {shown!r}, not {quote!r}")
        exact += bool(quote.strip())
        # And back: a conversation leads to its agent.
        back = ("(document.getElementById(location.hash.slice(1)) || document).closest('.conv').querySelector('.facts a')")
        if browser.run(f"!!{back}"):
            browser.click(back)
            there = browser.run("(document.getElementById(location.hash.slice(1)) || document.body).innerHTML") or ""
            check("kpi" in there, f"{name}: a conversation does not lead to its agent")
        followed += 1
    check(followed > 0 and exact > 0, f"{name}: no line of any agent, or none with what was quoted")
    browser.open(address(main))
    browser.click("document.querySelector('nav a[href$=\"#rules\"]')")
    check(browser.run("document.querySelectorAll('.rules tbody tr').length") > 0, f"{name}: no rules after one click")
    count = "Array.from(document.querySelectorAll('.rules td a')).filter(function (e) { return /[1-9]/.test(e.textContent); })[0]"
    check(browser.click(count), f"{name}: no findings of a rule after two clicks")
    rows = browser.run(SHOWN % "[data-list=findings] tr" + ".map(function (e) { return e.getAttribute('data-r'); })")
    check(rows and len(set(rows)) == 1, f"{name}: the findings of one rule are of {len(set(rows))}")
    line = "Array.from(document.querySelectorAll('[data-list=findings] tr')).filter(function (e) { return !e.hidden; })[0].querySelector('a.q')"
    quote = browser.run(f"{line}.querySelector('mark') ? {line}.querySelector('mark').textContent : ''")
    browser.click(line)
    shown = browser.until(VISIBLE, lambda text: quote in (text or ""))
    check(quote in (shown or ""), f"{name}: the line of a rule is {shown!r}, not {quote!r}")


TOP = (
    "(function () { var t = document.getElementById(location.hash.slice(1)); if (!t) { return 'no target'; }"
    " var r = t.getBoundingClientRect(); return r.top > -2 && r.top < innerHeight / 2 ? '' : 'at ' + Math.round(r.top)"
    " + ' of ' + innerHeight; })()")


def table(path):
    """The rows of a CSV file by its head."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def figures(browser, page, folder, name):
    """What the pages of agents show is what the CSV files say: cards, score parts, rules, trend, metrics."""
    agents = table(folder / "agents.csv")
    sections, trend, rules = (table(folder / f"{f}.csv") for f in ["agent_sections", "trend", "agent_rules"])
    metrics = {(row["agent_id"], row["metric"]): row for row in table(folder / "metrics.csv")}
    count = 0

    def decimal(text, digits):
        return f"{decimal_half(float(text), digits)}" if text else "–"

    def decimal_half(value, digits):
        scaled = int(abs(value) * 10**digits + 0.5)
        sign = "−" if value < 0 and scaled else ""
        return sign + f"{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"

    ranked = sum(row["ranked"] == "1" for row in agents)
    browser.open(address(page) + "#agents")
    names = browser.run("Array.from(document.querySelectorAll('.agents td:first-child a')).map(function (e) { return e.href; })")
    check(len(names) == len(agents), f"{name}: {len(names)} agents, not {len(agents)}")
    for link, agent in zip(names, agents):
        browser.open(link)
        place = "document.getElementById(location.hash.slice(1))"
        shown = browser.run(
            f"(function (e) {{ function cells(s) {{ return Array.from(e.querySelectorAll(s)).map(function (r) {{"
            " return [r.getAttribute('data-metric')].concat(Array.from(r.cells).map(function (c) { return c.textContent; })); }); }"
            " return { cards: Array.from(e.querySelectorAll('.kpi b')).map(function (b) { return b.textContent; }),"
            " parts: cells('.parts tbody tr'), trend: cells('.trends tbody tr'), metrics: cells('.metrics tbody tr'),"
            " rules: Array.from(e.querySelectorAll('.byrule > summary')).map(function (s) { return s.textContent; }) };"
            f" }})({place})")
        who = agent["agent_id"]
        cards = [decimal(agent["score"], 2), f"{agent['rank']} / {ranked}" if agent["ranked"] == "1" else "–",
                 agent["conversations"], agent["auto_fails"]]
        check(shown["cards"][:4] == cards, f"{name}: {who}: {shown['cards']} is not {cards}")
        count += 4
        for row in (row for row in sections if row["agent_id"] == who and row["category"]):
            wanted = [row["category_title"], decimal(row["points"], 2), decimal(row["possible"], 2)]
            check(any(line[1:4] == wanted for line in shown["parts"]), f"{name}: {who}: no part {wanted}")
            count += 2
        own = [row for row in trend if row["agent_id"] == who]
        check(len(own) == len(shown["trend"]), f"{name}: {who}: {len(shown['trend'])} days, not {len(own)}")
        for line, row in zip(shown["trend"], own):
            wanted = [row["start"], row["conversations"], decimal(row["score"], 2)]
            check(line[1:4] == wanted and line[5] == row["finding_conversations"], f"{name}: {who}: {line} is not {wanted}")
            count += 4
        for row in (row for row in rules if row["agent_id"] == who and row["verb"] in ("forbid", "require")):
            wanted = f"{row['rule_title']} ×{row['findings']} {row['conversations']} conversations"
            check(any(wanted in text for text in shown["rules"]), f"{name}: {who}: no rule {wanted!r}")
            count += 2
        for line in shown["metrics"]:
            row = metrics.get((who, line[0]))
            check(row is not None, f"{name}: {who}: no metric {line[0]}")
            if row is None:
                continue
            if row["unit"] == "count":
                check(line[2] == row["value"], f"{name}: {who}: {line[0]} {line[2]} is not {row['value']}")
            elif row["unit"] == "ratio" and line[2].endswith("%"):
                # A half may fall on either side: six decimals are written, one of a percentage is shown.
                check(abs(float(line[2][:-1]) - float(row["value"]) * 100) <= 0.05001, f"{name}: {who}: {line[0]} is {line[2]}")
            if row["count"]:
                check(line[3] == row["count"], f"{name}: {who}: {line[0]} has n {line[3]}, not {row['count']}")
            count += 2
    return count


def headings(browser, page, name):
    """A link to a section or a conversation shows its beginning."""
    browser.open(address(page))
    names = browser.run("Array.from(document.querySelectorAll('nav a')).map(function (e) { return e.hash; })")
    last = browser.run("document.querySelectorAll('.conv').length ? '#c1' : ''")
    for anchor in names + ([last] if last else []):
        browser.open(address(page))
        browser.click(f"document.querySelector('nav a[href$=\"{anchor}\"]')") if anchor != last else browser.open(address(page) + last)
        place = browser.until(TOP, lambda text: not text, 2)
        # The last section may be shorter than the window.
        end = browser.run("scrollY + innerHeight >= document.documentElement.scrollHeight - 2")
        check(not place or end, f"{name}: {anchor} is shown {place}")


def payloads():
    source = (ROOT / "Tests/ZhijianFormatsTests/Report/HTMLReportSafetyTests.swift").read_text()
    texts = [
        "<script>hacked=1</script>", "<img src=x onerror=hacked=1>", "\"><svg onload=hacked=1>", "</title><script>hacked=1</script>",
        "</style><script>hacked=1</script>", "</script><script>hacked=1</script>", "javascript:hacked=1",
        "<iframe srcdoc='<script>parent.hacked=1</script>'>", "' onfocus='hacked=1' autofocus='", "<base href=//x.example/>",
        "<meta http-equiv=refresh content='0;url=//x.example'>", "<style>*{background:url(//x.example)}</style>",
        "<details open ontoggle=hacked=1>", "<math><mi xlink:href='javascript:hacked=1'>", "--></div></details></main><h1>x</h1>",
        "<![CDATA[<script>hacked=1</script>]]>", "<link rel=stylesheet href=//x.example/a.css>", "&lt;script&gt;hacked=1",
        "<form action=//x.example><button>x</button></form>", "<object data='data:text/html,<script>hacked=1</script>'>",
    ]
    assert "alert(1)" in source
    # Ten shapes of each: as it is, in words, doubled, in quotes, with breaks, bars and signs of other tables.
    shapes = ["{}", "a {} b", "{0}{0}", "\"{}\"", "'{}'", "`{}`", "{}\\n", "\t{}", "=1+{}", "\u202e{}\u2028"]
    return [shape.format(text) for text in texts for shape in shapes]


def hostile(folder, names):
    """Rules and chats whose every text is a payload."""
    rules = folder / "rules" / "xss" / "attitude"
    rules.mkdir(parents=True)
    for number, text in enumerate(names[:40]):
        shown = "".join(c for c in text if 32 <= ord(c) < 0x2000).replace("'", "''")
        (rules / f"xss-{number}.yaml").write_text(
            f"id: xss-{number}\ntitle: '{shown} t{number}'\nwhy: '{shown} w{number}'\ncategory: attitude\nseverity: major\n"
            f"status: stable\nscore: {{deduct: 1}}\nforbid:\n  role: agent\n  keyword: [evil{number}x]\n  boundary: any\n"
            f"examples:\n  - finding: '客服: ⟦evil{number}x⟧'\n  - clean: '客服: 您好'\n")
    (folder / "zhijian.yaml").write_text("rules: [rules/xss]\n")
    (folder / "scorecard.yaml").write_text(
        "sections:\n  - {id: attitude, title: '<b>态度</b>', weight: 1}\nbands: {A: 90, B: 0}\nminimum_sample: 2\n")
    lines = []
    for number, text in enumerate(names):
        agent = names[(number * 7) % 40]
        lines.append(json.dumps({
            "id": f"{text} {number}", "platform": text, "shop": text, "group": text, "close_reason": text,
            "customer": {"id": text, "name": text}, "agents": [{"id": agent, "name": agent}],
            "messages": [
                {"role": "customer", "text": text, "at": f"2026-11-01T09:{number % 60:02d}:00+08:00"},
                {"role": "agent", "sender": agent, "text": f"{text} evil{number % 40}x",
                 "at": f"2026-11-01T10:{number % 60:02d}:00+08:00"},
                {"role": "customer", "kind": "image", "text": text},
            ]}, ensure_ascii=False))
    (folder / "chats.jsonl").write_text("\n".join(lines) + "\n")


def score(program, arguments, folder=ROOT):
    answer = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True)
    if answer.returncode not in (0, 1):
        print(answer.stderr, file=sys.stderr)
        sys.exit(f"browser: {' '.join(map(str, arguments))} gave {answer.returncode}")


def many(folder, count):
    """So many conversations out of the shipped ones, each with an id of its own."""
    lines = []
    for path in sorted((ROOT / "fixtures/transcripts").rglob("*.jsonl")):
        lines += [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    with open(folder, "w") as file:
        for number in range(count):
            conversation = dict(lines[number % len(lines)])
            conversation["id"] = f"{conversation.get('id', 'x')}-{number}"
            file.write(json.dumps(conversation, ensure_ascii=False) + "\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("program")
    arguments.add_argument("--screenshots", help="a folder to put pictures of the pages in")
    arguments = arguments.parse_args()
    chromium = os.environ.get("CHROMIUM") or next((p for p in map(shutil.which, BROWSERS) if p), None)
    if not chromium:
        print("browser: skipped, there is no Chromium (Debian: chromium; scripts/setup.sh browser installs it)")
        return
    program = str(pathlib.Path(arguments.program).resolve())
    work = pathlib.Path(tempfile.mkdtemp(prefix="zhijian-browser-"))
    browser = None
    try:
        reports = work / "报告 #1"
        reports.mkdir()
        chats = work / "chats.jsonl"
        many(chats, 620)
        score(program, ["score", ROOT / "fixtures/transcripts", "--format", "html", "--output", reports / "one.html",
                        "--format", "coaching", "--output", reports / "coaching"])
        score(program, ["score", chats, "--format", "html", "--output", reports / "many pages.html",
                        "--format", "jsonl", "--output", work / "new.jsonl", "--lang", "en", "--format", "csv", "--output", work / "many"])
        score(program, ["score", ROOT / "fixtures/transcripts", "--lang", "en", "--format", "html", "--output", reports / "en.html",
                        "--format", "csv", "--output", work / "one"])
        tables = ROOT / "fixtures/metrics/workbook"
        score(program, ["score", tables / "chats.jsonl", "--tables", tables / "tables.yaml", "--kpi", "s4", "--format", "html",
                        "--output", reports / "tables.html"])
        score(program, ["score", ROOT / "fixtures/transcripts", "--format", "jsonl", "--output", work / "old.jsonl"])
        score(program, ["compare", work / "old.jsonl", work / "new.jsonl", "--format", "html",
                        "--output", reports / "compare.html"])
        texts = payloads()
        (work / "xss").mkdir()
        hostile(work / "xss", texts)
        # More conversations than one page has: the agents get pages of their own.
        lines = (work / "xss/chats.jsonl").read_text().rstrip("\n").split("\n")
        with open(work / "xss/many.jsonl", "w") as file:
            for number in range(3):
                for line in lines:
                    conversation = json.loads(line)
                    conversation["id"] += f" {number}"
                    file.write(json.dumps(conversation, ensure_ascii=False) + "\n")
        score(program, ["score", "many.jsonl", "--scorecard", "scorecard.yaml", "--lexicons", ROOT / "lexicons", "--format", "html",
                        "--output", reports / "xss-pages.html", "--privacy", "none"], work / "xss")
        check(len(list((reports / "xss-pages_files").glob("agent-*.html"))) == 40, "not every agent has a page")
        for name, extra in [("xss", []), ("xss-plain", ["--privacy", "none"])]:
            score(program, ["score", "chats.jsonl", "--scorecard", "scorecard.yaml", "--lexicons", ROOT / "lexicons", "--format", "html",
                            "--output", reports / f"{name}.html", "--format", "coaching",
                            "--output", reports / f"{name}-coaching", *extra], work / "xss")
        check((reports / "many pages_files").is_dir(), "many conversations make no folder of pages")

        browser = Browser(chromium, work / "profile")
        browser.screen(1280, 900, False, False)
        ids, links = {}, {}
        for path in pages(reports):
            ids[path], links[path] = sound(browser, path, reports)
            ids[path] = set(ids[path])
        count = links_hold(ids, links, reports)
        heads = forms = 0
        for name in ["one.html", "compare.html", "coaching/index.html", "many pages.html", "many pages_files/agents.html",
                     "many pages_files/agent-001.html", "tables.html",
                     "many pages_files/rules.html", "many pages_files/findings.html",
                     "many pages_files/conversations.html", "many pages_files/conversations-002.html"]:
            browser.open(address(reports / name))
            heads += sorts(browser, name)
            browser.open(address(reports / name))
            forms += filters(browser, name)
            for fault in browser.faults(address(reports)):
                check(False, f"{name} in use: {fault}")
        shown = figures(browser, reports / "en.html", work / "one", "en.html")
        shown += figures(browser, reports / "many pages_files/agents.html", work / "many", "many pages.html")
        for name in ["one.html", "many pages.html", "xss-plain.html", "xss-pages.html"]:
            three_clicks(browser, reports / name, name)
            for fault in browser.faults(address(reports)):
                check(False, f"{name} followed: {fault}")
        for width in [1280, 390]:
            browser.screen(width, 844, False, width < 500)
            for name in ["one.html", "compare.html"]:
                headings(browser, reports / name, f"{name} at {width}")
        browser.screen(1280, 900, False, False)
        # The payloads are there as text.
        browser.open(address(reports / "xss-plain.html"))
        text = browser.run("document.body.textContent")
        missing = [t for t in texts if "".join(c for c in t if 32 <= ord(c) < 0x2000).strip() not in text]
        check(len(missing) == 0, f"{len(missing)} payloads are not shown as text, such as {missing[:1]}")
        # Nothing is wider than a phone.
        browser.screen(390, 844, False, True)
        for path in pages(reports):
            browser.open(address(path))
            width = browser.run("document.documentElement.scrollWidth")
            check(width <= 390, f"{path.relative_to(reports)}: {width} px wide on a phone")
        # A sheet is one page of paper.
        browser.screen(1280, 900, False, False)
        sheets = sorted((reports / "coaching").glob("agent-*.html"))
        for path in sheets:
            browser.open(address(path))
            data = base64.b64decode(browser.call("Page.printToPDF", {"preferCSSPageSize": True})["data"])
            count_of_pages = len(re.findall(rb"/Type\s*/Page[^s]", data))
            check(count_of_pages == 1, f"{path.name} takes {count_of_pages} pages of paper")
        if arguments.screenshots:
            shoot(browser, reports, pathlib.Path(arguments.screenshots))
        print(
            f"browser: {len(ids)} pages, {count} links, {heads} columns sorted, {forms} lists filtered, {len(texts)} payloads, "
            f"{shown} figures of agents as in the CSV"
            + (f", {len(failures)} FAILED" if failures else ": passed"))
    finally:
        if browser:
            browser.close()
        shutil.rmtree(work, ignore_errors=True)
    sys.exit(1 if failures else 0)


def shoot(browser, reports, folder):
    folder.mkdir(parents=True, exist_ok=True)
    views = [("one.html", ""), ("one.html", "#agents"), ("one.html", "#findings"), ("one.html", "#rules"),
             ("one.html", "#c1"), ("compare.html", ""), ("compare.html", "#rules"), ("coaching/agent-001.html", ""), ("coaching/index.html", ""),
             ("many pages.html", ""), ("many pages_files/agent-001.html", ""), ("tables.html", "#performance"), ("many pages_files/agents.html", ""), ("many pages_files/conversations.html", ""),
             ("many pages_files/conversations-002.html", "")]
    for width, height, phone in [(1280, 900, False), (390, 844, True)]:
        for dark in [False, True]:
            browser.screen(width, height, dark, phone)
            for name, anchor in views:
                browser.open(address(reports / name) + anchor)
                stem = (name + anchor).replace("/", "-").replace(".html", "").replace(" ", "-").replace("#", "-")
                browser.picture(folder / f"{stem}-{width}{'-dark' if dark else ''}.png")


if __name__ == "__main__":
    main()
