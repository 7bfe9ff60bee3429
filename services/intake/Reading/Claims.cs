using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>A finding as the claim that leaves the reader.</summary>
internal static class Claims
{
    // A place that may be one of several is never sure enough to go on by itself.
    private const double Ambiguous = 0.4;

    public static ReadClaim Of(Finding f, Scene scene, string text)
    {
        var area = f.Area;
        return new ReadClaim(
            area.Code, area.Level, scene.GovernorateOf(area), f.From, f.To, f.Kind, f.Status, f.Place.Extent, f.Manner,
            f.Effective ?? scene.Published, f.ClaimedBy, f.Via, f.Hedged,
            Math.Round(f.Place.Ambiguous || f.Place.Stranger ? Math.Min(Ambiguous, f.Confidence) : f.Confidence, 2), f.Rule,
            f.Place.Cued || f.Place.Extent == Extent.Whole, Evidence(f.Spans, text),
            f.Place.Ambiguous ? [.. f.Place.Areas.Select(a => a.Code)] : [], f.Place.Ambiguous || f.Place.Stranger || f.Review, f.Siege, f.With.Count == 0 ? null : f.With);
    }

    private static List<TextSpan> Evidence(IEnumerable<TextSpan> spans, string text)
    {
        var evidence = new List<TextSpan>();
        foreach (var span in spans.Distinct().OrderBy(s => s.Start).ThenBy(s => s.End))
        {
            if (evidence.Count > 0 && (span.Start <= evidence[^1].End || (span.Start == evidence[^1].End + 1 && text[evidence[^1].End] == ' '))) evidence[^1] = new TextSpan(evidence[^1].Start, Math.Max(evidence[^1].End, span.End));
            else evidence.Add(span);
        }
        return evidence;
    }
}
