/// How the page looks: light and dark, wide and narrow, on paper.
enum Stylesheet {
  static let text: StaticString = """
    :root{color-scheme:light dark;--bg:#f6f5f1;--card:#fff;--ink:#1c2024;--soft:#5c646d;--line:#dcdad2;--track:#eceae3;
    --land:#dedbd0;--accent:#2f5d8a;--ok:#23744a;--degraded:#9a5b00;--down:#b3261e;--unknown:#66666f;
    --maintenance:#2457a6}
    @media (prefers-color-scheme:dark){:root{--bg:#12161b;--card:#1a2027;--ink:#e6e9ec;--soft:#9aa5b1;--line:#2c343d;
    --track:#262e37;--land:#303a45;--accent:#7fb0e0;--ok:#5cc48d;--degraded:#f0b04a;--down:#ff7b70;--unknown:#a9b0b8;
    --maintenance:#8ab4f8}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;
    font-variant-numeric:tabular-nums}
    .banner,main,footer{max-width:1120px;margin:0 auto;padding:0 24px}
    .banner{margin-top:24px;padding:20px 24px;background:var(--card);border:1px solid var(--line);
    border-left:8px solid var(--tone);border-radius:10px;max-width:1072px}
    .banner p{margin:6px 0}
    .brand{font-size:12px;letter-spacing:.14em;text-transform:uppercase;color:var(--soft)}
    h1{margin:0 0 8px;font-size:34px;line-height:1.15;letter-spacing:-.01em}
    h1 .mark{color:var(--tone);margin-right:.35em}
    h2{margin:36px 0 12px;font-size:20px}
    h3{margin:18px 0 10px;font-size:15px}
    .counts{display:flex;flex-wrap:wrap;gap:6px 18px}
    .counts b{margin-left:6px}
    .seen,.note,.none,.legend,footer{color:var(--soft)}
    .replay{margin-top:12px;padding:8px 12px;border:1px dashed var(--soft);border-radius:6px}
    .ok{--tone:var(--ok)}.degraded{--tone:var(--degraded)}.down{--tone:var(--down)}
    .unknown{--tone:var(--unknown)}.maintenance{--tone:var(--maintenance)}
    .badge{color:var(--tone);font-weight:600;white-space:nowrap}
    .badge .mark{display:inline-block;width:1.2em}
    .card{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:8px;
    padding:14px 18px;margin-bottom:14px;break-inside:avoid}
    .card h3{margin:0 0 6px;font-size:16px;overflow-wrap:anywhere}
    .card h3 .badge{margin-right:12px}
    .facts{margin:0 0 10px;padding-left:1.2em}
    .gantt{display:grid;grid-template-columns:minmax(90px,max-content) 1fr;gap:1px 12px;font-size:13px;align-items:center}
    .gantt svg{width:100%;display:block}
    .gantt .label{max-width:300px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
    .axis{display:flex;justify-content:space-between;color:var(--soft);font-size:12px}
    .chips{display:flex;flex-wrap:wrap;gap:6px;margin:8px 0 0;font-size:13px}
    .chips b{width:100%}
    .chips span{background:var(--track);border-radius:5px;padding:1px 8px;overflow-wrap:anywhere}
    .shape{fill:var(--tone)}
    .hollow{fill:var(--card);stroke:var(--tone);stroke-width:.9}
    .halo{fill:var(--tone);opacity:.22}
    .silent{fill:var(--unknown);opacity:.45}
    .track{fill:var(--track)}
    .map{display:block;width:100%;height:auto;background:var(--card);border:1px solid var(--line);border-radius:8px}
    .land{fill:var(--land)}
    .graticule{stroke:var(--line);stroke-width:.25}
    .pin{transform-box:fill-box;transform-origin:center}
    .pin .shape{stroke:var(--card);stroke-width:.45}
    .name{font-size:4.2px;font-weight:600;fill:var(--ink);stroke:var(--card);stroke-width:1.2;paint-order:stroke;
    stroke-linejoin:round}
    .legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13px;margin:8px 0 0}
    .columns{display:grid;grid-template-columns:1fr 1fr;gap:0 40px}
    .meter{margin-bottom:12px;break-inside:avoid}
    .meter p{display:flex;justify-content:space-between;gap:12px;margin:0 0 3px;font-size:14px}
    .meter .badge{margin-left:10px;font-size:13px}
    .meter svg{display:block;width:100%}
    .meter .note{margin:2px 0 0;font-size:12px}
    .share{fill:var(--accent)}.s1{opacity:.72}.s2{opacity:.54}.s3{opacity:.4}.s4{opacity:.28}
    .changes{padding-left:1.4em}.changes .note{display:block;font-size:13px}
    table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);font-size:13.5px}
    th,td{text-align:left;vertical-align:top;padding:6px 10px;border-top:1px solid var(--line);overflow-wrap:break-word}
    thead th{border-top:0;color:var(--soft);font-size:12px;font-weight:600;white-space:nowrap}
    tbody th{font-weight:600;min-width:190px;overflow-wrap:anywhere}
    .wide{min-width:104px;overflow-wrap:anywhere}
    td:first-child{box-shadow:inset 3px 0 0 var(--tone)}
    td .note{display:block;font-size:12px}th .note{display:block;font-size:12px;font-weight:400}
    .number,.age{white-space:nowrap}
    .strip{display:block;width:110px;height:16px;margin-top:3px;border-bottom:1px solid var(--line)}
    .said{display:block}.said .badge{margin-right:8px}
    a{color:var(--accent)}
    footer{padding-top:12px;padding-bottom:32px;font-size:12.5px}
    @media screen and (max-width:760px){
    .banner,main,footer{padding-left:16px;padding-right:16px}
    .banner{margin:12px 12px 0}
    h1{font-size:26px}
    .columns{grid-template-columns:1fr}
    .gantt{grid-template-columns:96px 1fr}
    .pin{transform:scale(1.7)}
    .name{font-size:9px;stroke-width:2}
    thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    table,tbody{display:block}
    tr{display:flex;flex-wrap:wrap;gap:2px 14px;padding:9px 12px;border-top:1px solid var(--line);
    box-shadow:inset 3px 0 0 var(--tone)}
    td,th[scope=row]{display:inline-flex;gap:6px;padding:0;border:0;min-width:0;align-items:baseline}
    th[scope=row]{flex:1 1 60%}
    td:first-child{box-shadow:none;flex:0 0 84px}
    .wide{flex:1 1 100%}
    td:empty{display:none}
    .strip{width:76px}
    td.wide::before,td.number::before,td.age::before{content:attr(data-label);color:var(--soft)}
    }
    @media print{
    :root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--track:#eee;--land:#ddd;
    --accent:#2f5d8a;--ok:#23744a;--degraded:#9a5b00;--down:#b3261e;--unknown:#66666f;--maintenance:#2457a6}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    body{font-size:11px}
    .banner,main,footer{max-width:none;padding-left:0;padding-right:0}
    .banner{margin:0;padding-left:16px}
    table{font-size:10px}
    tbody th{min-width:128px}
    .wide{min-width:84px}
    .strip{width:72px;height:12px}
    tr,.map{break-inside:avoid}
    h2,h3{break-after:avoid}
    thead{display:table-header-group}
    a{color:inherit}
    }
    """
}
