namespace Territory.Ledger.Briefs;

/// <summary>The page's only style sheet: within it, so that a saved page is whole; it fits A4 and needs no colour.</summary>
internal static class BriefStyle
{
    public const string Sheet = """
        :root{font:14px/1.45 system-ui,"Noto Sans","Noto Sans Arabic","Segoe UI",Tahoma,sans-serif;color:#111;background:#fff}
        body{max-width:52rem;margin:1.5rem auto;padding:0 1rem}
        h1{font-size:1.5rem;margin:0 0 .2rem}h2{font-size:1.05rem;margin:1.4rem 0 .4rem;border-bottom:1px solid #999}
        p{margin:.3rem 0}.fine{font-size:.8rem;color:#444}.demo{border:1px solid #111;padding:0 .35em;font-size:.8rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #ddd}
        [dir=rtl] th,[dir=rtl] td{padding:.2rem 0 .2rem .6rem}th{font-weight:600}
        code,bdi.code{font-family:ui-monospace,Consolas,monospace;font-size:.85em;overflow-wrap:anywhere}
        @media print{@page{size:A4;margin:14mm}:root{font-size:10.5px}body{max-width:none;margin:0;padding:0}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}}
        """;
}
