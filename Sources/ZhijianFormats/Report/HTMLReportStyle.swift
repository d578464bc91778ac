/// The style sheet of the page: system fonts, light and dark, wide and narrow screens, paper.
enum HTMLReportStyle {
  static let sheet = colours + frame + tables + chat + details + coaching + narrow

  private static let colours = """
    :root{--bg:#f4f6f8;--panel:#fff;--text:#1d2733;--quiet:#64707d;--line:#dfe4ea;--accent:#0b6b80;
    --soft:#eef3f6;--mine:#dff0ee;--critical:#b3261e;--major:#b8560a;--minor:#7d6608;--info:#54657a;--good:#1c7a44;
    --critical-bg:#fbe4e2;--major-bg:#fdebd8;--minor-bg:#fbf3cd;--info-bg:#e6ecf2;--good-bg:#dcf3e4}
    @media screen and (prefers-color-scheme:dark){:root{--bg:#12171d;--panel:#1a2129;--text:#dfe6ec;--quiet:#94a1ae;--line:#2e3843;
    --accent:#5cc0d3;--soft:#222b35;--mine:#1d3b3d;--critical:#ff8e86;--major:#f5a55c;--minor:#dcc35a;--info:#a2b3c6;
    --good:#6fce95;--critical-bg:#4a2020;--major-bg:#46301a;--minor-bg:#3d3618;--info-bg:#29343f;--good-bg:#1b3a28}}

    """

  private static let frame = """
    *{box-sizing:border-box}[hidden]{display:none!important}
    html{scroll-padding-top:4rem;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--bg);color:var(--text);font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",
    "Source Han Sans SC",system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
    header,main,footer{max-width:1240px;margin:0 auto;padding:0 20px}header{padding-top:24px}
    h1{font-size:24px;line-height:1.3;margin:0}h2{font-size:19px;margin:36px 0 12px}h3{font-size:15px;margin:20px 0 8px}
    h4{font-size:14px;margin:20px 0 6px;color:var(--quiet);font-weight:600}
    p{margin:6px 0}small{font-size:12px;color:var(--quiet)}.quiet{color:var(--quiet);font-size:13px}
    nav{position:sticky;top:0;z-index:3;display:flex;gap:4px;padding:8px 0;margin-top:10px;border-bottom:1px solid var(--line);
    overflow-x:auto}header{display:contents}header>h1,header>p,header>nav{max-width:1240px;margin-left:auto;margin-right:auto;
    padding-left:20px;padding-right:20px}header>h1{padding-top:24px}header>nav{background:var(--bg)}
    nav a{padding:4px 14px;border-radius:6px;white-space:nowrap;font-weight:600}nav a[aria-current]{background:var(--soft)}.steps{display:flex;gap:20px;justify-content:center}nav a:hover{background:var(--soft);text-decoration:none}
    .warn{background:var(--minor-bg);border-radius:6px;padding:8px 12px;font-size:13px}
    .panel,.kpi{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:14px 16px}
    .panel h3{margin-top:0}.kpis{display:grid;grid-template-columns:repeat(5,1fr);gap:12px;margin-bottom:12px}
    .kpi{display:flex;flex-direction:column}.kpi b{font-size:26px;line-height:1.35;font-weight:600}.kpi.alert b{color:var(--critical)}
    .two{display:grid;grid-template-columns:2fr 3fr;gap:12px}.two.even{grid-template-columns:1fr 1fr;margin:12px 0}
    .two>*{min-width:0}.panel h4{margin:0 0 4px}.trend{width:100%;max-width:540px;display:block}
    .trend .value{fill:none;stroke:var(--accent);stroke-width:2}.trend .limit{fill:none;stroke:var(--quiet);stroke-dasharray:4 3}
    .trend .at{fill:var(--accent)}.trend .out{fill:var(--critical)}
    svg text{fill:var(--quiet);font-size:11px}svg line.zero{stroke:var(--quiet)}svg line.grid{stroke:var(--line)}
    .bars{width:100%;max-width:380px;display:block}.bars .bar{fill:var(--accent)}.bars text{font-size:12px}
    .whisker{width:120px;height:18px;vertical-align:middle}.whisker .range{stroke:var(--quiet);stroke-width:1.5}
    .whisker .mean{fill:var(--accent)}
    .sev,.chip,.badge{display:inline-block;border-radius:4px;padding:0 7px;font-size:12px;line-height:20px;white-space:nowrap;
    margin-right:5px;background:var(--info-bg);color:var(--info)}
    .sev.critical,.badge.fail{background:var(--critical-bg);color:var(--critical)}.sev.major,.sev.mooddrop{background:var(--major-bg);color:var(--major)}
    .sev.minor{background:var(--minor-bg);color:var(--minor)}.sev.good{background:var(--good-bg);color:var(--good)}
    .badge{font-weight:600}.chip{background:var(--soft);color:var(--quiet)}.lost{color:var(--critical)}.won{color:var(--good)}
    .ctl{font:11px/1.2 ui-monospace,monospace;background:var(--critical-bg);color:var(--critical);border-radius:3px;padding:0 3px}
    .cid{font-size:12px;color:var(--quiet)}
    :target{outline:2px solid var(--accent);outline-offset:2px}section:target{outline:none}.conv:target{outline:none;border-color:var(--accent)}
    .js.filter{display:none}.js .js.filter{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-bottom:10px}
    select,input,.more{font:inherit;font-size:14px;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:6px;
    padding:5px 10px;max-width:100%}input{flex:1 1 200px;min-width:0}.count{color:var(--quiet);font-size:13px}
    .more{display:block;margin:12px auto;padding:6px 24px;color:var(--accent);cursor:pointer}
    footer{margin-top:40px;padding-bottom:40px;border-top:1px solid var(--line);padding-top:12px}

    """

  private static let tables = """
    .scroll{overflow-x:auto;background:var(--panel);border:1px solid var(--line);border-radius:10px}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{text-align:left;vertical-align:top;padding:8px 10px;border-bottom:1px solid var(--line)}tr:last-child td{border-bottom:0}
    th{font-size:12px;color:var(--quiet);font-weight:600;white-space:nowrap}th[data-sort]{cursor:default}
    .js th[data-sort]{cursor:pointer}th[aria-sort=ascending]::after{content:" ↑"}th[aria-sort=descending]::after{content:" ↓"}
    .n{text-align:right;white-space:nowrap}td small{display:block}td .chip{margin-left:5px}
    .agents td{white-space:nowrap}.agents td:first-child{font-weight:600}
    .findings td:nth-child(2){width:18em}.findings td:nth-child(4),.findings td:nth-child(5){white-space:nowrap}
    .findings td:nth-child(7){max-width:11em}.findings .q,.lines .q{color:inherit}
    .rules td:first-child{min-width:15em}.flips td:first-child{max-width:14em}.flips td:nth-child(n+2):nth-child(-n+5){white-space:nowrap}.panel .scroll{border:0}.panel td,.panel th{padding:6px 8px}
    .lines{list-style:none;margin:8px 0;padding-left:16px}.lines li{padding:5px 0;border-bottom:1px solid var(--line)}
    .lines li:last-child{border-bottom:0}.lines small{display:block}.lines.panel{padding:6px 16px}.sp{color:var(--quiet)}
    mark{color:inherit;background:var(--info-bg);border-radius:3px;padding:1px 2px;border-bottom:2px solid var(--info)}
    mark.critical{background:var(--critical-bg);border-color:var(--critical)}mark.major{background:var(--major-bg);border-color:var(--major)}
    mark.minor{background:var(--minor-bg);border-color:var(--minor)}mark.good{background:var(--good-bg);border-color:var(--good)}
    .ref{display:inline-block;min-width:16px;text-align:center;margin-left:3px;padding:0 3px;font-size:11px;line-height:16px;
    border-radius:8px;background:var(--info-bg);vertical-align:2px}
    .figures{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;font-size:13px}.figures dt{color:var(--quiet)}.figures dd{margin:0}

    """

  private static let chat = """
    .conv{background:var(--panel);border:1px solid var(--line);border-radius:10px;margin-bottom:8px;content-visibility:auto;
    contain-intrinsic-size:auto 52px}
    .conv>summary{display:grid;grid-template-columns:64px 84px minmax(90px,1fr) 160px minmax(0,2.2fr) minmax(0,1fr);gap:10px;align-items:center;
    padding:10px 14px;cursor:pointer;list-style:none}.conv>summary::-webkit-details-marker{display:none}
    .conv[open]>summary{border-bottom:1px solid var(--line)}.conv>summary .score{font-size:17px;font-weight:600;text-align:right}
    .conv>summary .badge{justify-self:start}.conv>summary .when{color:var(--quiet);font-size:13px}.conv>summary .cid{text-align:right}
    .conv>summary:hover{background:var(--soft);border-radius:10px}
    .cols{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,440px);gap:24px;padding:12px 16px 20px}
    .facts span{display:inline-block;margin-right:14px;font-size:13px}.chat{display:flex;flex-direction:column;gap:10px;padding-top:6px}
    .m{max-width:86%;align-self:flex-start}.m.agent,.m.bot{align-self:flex-end}
    .by{font-size:12px;color:var(--quiet);display:flex;flex-wrap:wrap;gap:0 6px;align-items:center;margin-bottom:2px}
    .m.agent .by,.m.bot .by{justify-content:flex-end}.by .no{color:inherit;opacity:.7}.by .chip{line-height:16px;margin:0}
    .b{background:var(--soft);border-radius:4px 12px 12px 12px;padding:7px 12px;white-space:pre-wrap;unicode-bidi:isolate;overflow:hidden}
    .m.agent .b{background:var(--mine);border-radius:12px 4px 12px 12px}.m.bot .b{background:none;border:1px dashed var(--line)}
    .m.note .b{background:var(--minor-bg)}.m.hit .b{box-shadow:0 0 0 2px var(--major)}.m:target{outline-offset:5px;border-radius:6px}
    del{color:var(--quiet)}.kind{color:var(--quiet)}.ev{align-self:center;text-align:center;color:var(--quiet);font-size:12px;margin:2px 0}
    .ev.day{font-weight:600}.ev.swing{background:var(--info-bg);border-radius:12px;padding:1px 12px}.ev.drop{background:var(--critical-bg);
    color:var(--critical)}.ev.rise{background:var(--good-bg);color:var(--good)}.ev.cut{border-top:1px dashed var(--line);align-self:stretch;padding-top:4px}
    .dot{display:inline-block;width:9px;height:9px;border-radius:50%;background:var(--line);flex:none}
    .dot.negative{background:var(--critical)}.dot.positive{background:var(--good)}

    """

  private static let details = """
    summary{cursor:pointer}.person{background:var(--panel);border:1px solid var(--line);border-radius:10px;margin-bottom:6px;padding:8px 14px}
    .agentpage h2 .cid{font-weight:400;margin-left:8px}.person[open]>summary{margin-bottom:10px}.person .panel,.person .kpi{border-color:var(--line)}
    .points{margin:4px 0;padding-left:1.4em}.points li{padding:4px 0}.points p{margin:2px 0}
    .points blockquote{padding-left:8px;border-left:3px solid var(--line);font-size:13px}.points blockquote small{display:block}
    .total td{font-weight:600;border-top:2px solid var(--quiet)}.share{font-weight:400}.lines.lowest li{display:flex;flex-wrap:wrap;gap:2px 8px;align-items:baseline}.lowest .sev{margin:0}
    .person>summary .cid{margin-left:10px}.person>summary bdi{font-weight:600}.byrule{margin:6px 0 6px 14px}
    .right h4:first-child{margin-top:4px}.fs{list-style:none;margin:0;padding:0}
    .f{border-left:3px solid var(--info);padding:2px 0 2px 10px;margin-bottom:12px}.f.critical{border-color:var(--critical)}
    .f.major{border-color:var(--major)}.f.minor{border-color:var(--minor)}.f.good{border-color:var(--good)}
    .f p{margin:2px 0}.fh{display:flex;flex-wrap:wrap;gap:2px 6px;align-items:baseline}.fh .num{font-size:11px;color:var(--quiet)}
    .ft{font-weight:600;color:inherit}.fa{color:var(--quiet);font-size:13px}.fh .sev,.fh .chip{margin:0}
    blockquote{margin:3px 0;font-size:14px}.go{font-size:12px;white-space:nowrap}.why{font-size:13px;color:var(--quiet)}td .why{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
    td details .why{display:block}
    .nt{font-size:13px}.curve{width:100%;display:block}.curve .mood{fill:none;stroke:var(--accent);stroke-width:2}.curve .at{fill:var(--accent)}
    .curve .score{fill:var(--panel);stroke:var(--quiet)}.curve .swing{fill:var(--good-bg);opacity:.7}.curve .swing.drop{fill:var(--critical-bg)}
    .legend{font-size:12px}.sw{font-size:13px}.sw.drop{color:var(--critical)}.sw.rise{color:var(--good)}
    .right details{margin:6px 0}.right summary{font-size:13px;color:var(--accent)}.right table{font-size:13px}.right td,.right th{padding:4px 8px}
    .ledger .head td{background:var(--soft)}.ledger .head small{display:block}.ledger tr:not(.head):not(.total):not(.fail) td:first-child{padding-left:20px}
    .ledger .fail td{background:var(--critical-bg);font-weight:600}
    .ledger .minus td:nth-child(3){color:var(--critical)}.ledger .plus td:nth-child(3){color:var(--good)}
    .ledger .total td{font-weight:600;border-top:2px solid var(--quiet)}

    """

  private static let coaching = """
    .sheet h2{margin:18px 0 6px}.sheet table{font-size:13px}.sheet th,.sheet td{padding:4px 8px}
    .points{margin:4px 0;padding-left:1.4em}.points li{padding:4px 0}.points p{margin:2px 0}
    .sheet blockquote{margin:4px 0;padding:2px 10px;border-left:3px solid var(--line);font-size:13px}
    .sheet blockquote small{margin-left:8px}.sheet .scroll{max-width:760px}
    .agreed{margin-top:18px;max-width:760px}.agreed th{width:16em;white-space:nowrap}.agreed td{border-bottom:1px solid var(--quiet)}
    @page{size:A4;margin:12mm}@media print{.sheet,.sheet~footer{line-height:1.35}header>h1{padding-top:0}
    .sheet section{margin:0}.sheet h2{margin:6px 0 2px;font-size:13px}.sheet table,.sheet blockquote{font-size:10px}
    .sheet th,.sheet td{padding:1px 6px}.sheet .scroll,.agreed{max-width:none}.points li{padding:1px 0}.points p{margin:0}
    .sheet .why{font-size:10px}.sheet~footer{margin-top:8px;padding:4px 20px 0}.sheet~footer p{font-size:9px;margin:2px 0}.agreed td{height:20px}.sheet .warn{margin:2px 0;padding:3px 8px;font-size:10px}
    .sheet td small{display:inline;font-size:9px;margin-left:6px}.sheet blockquote small,.sheet th{font-size:10px}.sheet mark{padding:0 1px}}

    """

  private static let narrow = """
    @media (max-width:900px){.cols{grid-template-columns:1fr}.conv>summary{grid-template-columns:auto auto 1fr;gap:2px 10px}
    .conv>summary .score{text-align:left}.conv>summary .when,.conv>summary .tags,.conv>summary .cid{grid-column:1/-1;text-align:left}
    .two,.two.even{grid-template-columns:1fr}.kpis{grid-template-columns:repeat(2,1fr)}}
    @media (max-width:640px){header>h1,header>p,header>nav,main,footer{padding-left:12px;padding-right:12px}.kpi b{font-size:22px}
    .cols{padding:10px 10px 16px}.m{max-width:94%}.cards thead{display:none}.cards,.cards tbody,.cards tr,.cards td{display:block;width:auto}
    .cards tr{padding:8px 4px;border-bottom:6px solid var(--bg)}.cards td{border:0;padding:2px 10px;display:flex;gap:10px;white-space:normal;
    text-align:left;max-width:none}.cards td::before{content:attr(data-l);flex:0 0 5.5em;color:var(--quiet);font-size:12px;line-height:24px}
    .cards td.none{display:none}
    .agents tr{display:grid;grid-template-columns:1fr 1fr}.agents td:first-child,.agents td:nth-child(4),.agents td:nth-child(n+10){grid-column:1/-1}
    .diff tr{display:grid;grid-template-columns:1fr 1fr}.diff td:first-child,.diff td:nth-child(2){grid-column:1/-1}
    .agents td::before{flex-basis:4.5em}.cards td>small{align-self:center}.findings td:nth-child(2){width:auto;flex-wrap:wrap}.findings td:nth-child(2) small{flex-basis:100%}
    .findings td:nth-child(7){max-width:none}.figures{grid-template-columns:1fr}.figures dd{margin-bottom:4px}nav a{padding:4px 10px}}
    @media print{:root{--bg:#fff;--panel:#fff;color-scheme:light}.kpis{grid-template-columns:repeat(5,1fr)}.kpi b{font-size:18px}nav,.filter,.more{display:none!important}body{font-size:11px}header,main,footer{max-width:none}
    tr,.m,.f,.kpi{break-inside:avoid}.conv{content-visibility:visible;break-inside:auto}h2{break-after:avoid}a{color:inherit}
    .js tr[hidden]{display:table-row!important}}

    """
}
