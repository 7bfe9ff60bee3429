using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Territory.Intake.Feeds;

/// <summary>The words of a page's article, or of a fragment of HTML, block by block; what is around them (menus, scripts, captions) is left out.</summary>
internal static partial class ArticleText
{
    // A parser looks through all open elements at each tag: what has more tags is no article but an attack on it.
    private const int MostTags = 20_000;
    // Every paragraph opens again what was left open before it, as HTML has it: a few thousand of both fill memory.
    private const int MostLeftOpen = 100;
    private const int MostArticles = 50;
    private const int MostParagraphs = 1000;
    private static readonly HashSet<string> Skipped = ["script", "style", "noscript", "template", "nav", "aside", "footer", "form", "figure", "figcaption", "iframe", "svg", "button", "select", "textarea", "head", "title"];
    private static readonly HashSet<string> Blocks = ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "article", "main", "header", "blockquote", "dd", "dt", "pre"];

    /// <summary>The words; null when there are too many tags, or too many left open, to be an article.</summary>
    public static string? Of(string html)
    {
        if (html.Count(c => c == '<') > MostTags || LeavesOpen(html)) return null;
        var document = new HtmlParser().ParseDocument(html);
        return document.Body is { } body ? Words(Article(body)) : "";
    }

    private static bool LeavesOpen(string html)
    {
        var open = 0;
        foreach (var tag in Formatting().EnumerateMatches(html))
            if ((open = Math.Max(0, open + (html[tag.Index + 1] == '/' ? -1 : 1))) > MostLeftOpen) return true;
        return false;
    }

    /// <summary>What is marked as the article, or as the page's main part, or holds the most words in paragraphs of its own.</summary>
    private static INode Article(IElement body)
    {
        var elements = Within(body).OfType<IElement>().ToList();
        if (elements.Where(e => e.LocalName == "article").Take(MostArticles).MaxBy(e => Words(e).Length) is { } marked) return marked;
        if (elements.Find(e => e.LocalName == "main") is { } main) return main;
        var dense = new Dictionary<INode, int>();
        foreach (var paragraph in elements.Where(e => e is { LocalName: "p", Parent: not null }).Take(MostParagraphs)) dense[paragraph.Parent!] = dense.GetValueOrDefault(paragraph.Parent!) + Words(paragraph).Length;
        return dense.Count > 0 ? dense.MaxBy(d => d.Value).Key : body;
    }

    private static string Words(INode root)
    {
        var words = new StringBuilder();
        foreach (var node in Within(root))
            if (node is IText text) words.Append(Spaces().Replace(text.Data, " "));
            else if (node is IElement element && Blocks.Contains(element.LocalName)) words.Append('\n');
        return Breaks().Replace(words.ToString(), "\n").Trim();
    }

    /// <summary>In the order of the page, without what is left out. By steps, not by calls: a page may be nested as deep as it likes.</summary>
    private static IEnumerable<INode> Within(INode root)
    {
        for (var node = root.FirstChild; node is not null;)
        {
            var skipped = node is IElement element && Skipped.Contains(element.LocalName);
            if (!skipped) yield return node;
            var next = skipped ? null : node.FirstChild;
            for (var at = node; next is null && at is not null && at != root; at = at.Parent) next = at.NextSibling;
            node = next;
        }
    }

    [GeneratedRegex(@"</?(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Formatting();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[ \n]*\n[ \n]*")]
    private static partial Regex Breaks();
}
