using Territory.Contracts;
using Territory.Intake.Reading;
using Territory.Theatres;

namespace Territory.Bench.Reading;

/// <summary>What a reader makes of a passage, as far as it is judged.</summary>
public sealed record Told(string Area, string? Governorate, string? From, string? To, ClaimKind Kind, string At, double Confidence, string Rule, IReadOnlyList<string>? With = null)
{
    public bool OfGovernorate => Area == Governorate;

    public static Told Of(ReadClaim c) => new(c.Area, c.Governorate, c.From, c.To, c.Kind, c.Effective.At, c.Confidence, c.Rule, c.With);
}

/// <summary>Which of the facts told are those expected: strictly by place, taker and kind, or only by governorate and taker.</summary>
public sealed class Judging(Theatre theatre)
{
    public bool Strict(Expected e, Told told) =>
        (Same(e.Pcode, told, e.Adm1) && Holder(e, told) && (e.Kind == told.Kind || e.AltKinds?.Contains(told.Kind) == true))
        || e.Alternatives?.Any(a => a.Pcode == told.Area && Party(a.To, told.To) && a.Kind == told.Kind) == true;

    // Of those who hold it together the words may name any first.
    private bool Holder(Expected e, Told told) => Party(e.To, told.To) || e.With?.Any(with => Party(with, told.To)) == true;

    public bool Relaxed(Expected e, Told told) => Governorate(e) == told.Governorate && (Party(e.To, told.To) || e.Alternatives?.Any(a => Party(a.To, told.To)) == true);

    /// <summary>What is claimed or expected to have changed; one read as another kind that its passage allows is no miss.</summary>
    public static Tally Changes(Judged j) => Tally.Of(j.Strict, (e, t) => t is null ? e!.Kind == ClaimKind.Change : t.Kind == ClaimKind.Change || e?.Kind == ClaimKind.Change);

    /// <summary>The same place and taker, whatever the kind.</summary>
    public bool Alike(Expected e, Told told) => Same(e.Pcode, told, e.Adm1) && Party(e.To, told.To);

    /// <summary>A party is right for the coalition it belongs to, and by its earlier name for its later one: whoever goes on under its own leadership keeps its colour.</summary>
    public bool Party(string? one, string? other) =>
        one == other || (one is not null && other is not null && (theatre.FindActor(one)?.Parent == other || theatre.FindActor(other)?.Parent == one || GoesOnAs(one, other) || GoesOnAs(other, one)));

    private bool GoesOnAs(string one, string other) =>
        theatre.Successions.Any(s => s.From == one && s.To == other) && theatre.FindActor(one)?.Colour == theatre.FindActor(other)?.Colour;

    private static bool Same(string? pcode, Told told, string? governorate) => pcode == told.Area || (string.IsNullOrEmpty(pcode) && governorate == told.Governorate);

    private string? Governorate(Expected e) =>
        e.Adm1 is { Length: > 0 } stated ? stated : e.Pcode is not null && theatre.FindArea(e.Pcode)?.Path is [var top, ..] ? top : e.Pcode;
}

/// <summary>A passage with what was read, each fact paired at most once.</summary>
public sealed record Judged(Passage Passage, IReadOnlyList<(Expected? Expected, Told? Told)> Strict, IReadOnlyList<(Expected? Expected, Told? Told)> Relaxed)
{
    public static Judged Of(Passage passage, IReadOnlyList<Told> told, Judging judging) => new(passage, Paired(passage, told, judging.Strict), Paired(passage, told, judging.Relaxed));

    public IEnumerable<Told> FalseFlips => Strict.Where(p => p is { Expected: null, Told: { Kind: ClaimKind.Change, OfGovernorate: true } }).Select(p => p.Told!);

    private static List<(Expected?, Told?)> Paired(Passage passage, IReadOnlyList<Told> told, Func<Expected, Told, bool> fits)
    {
        var (open, pairs) = (passage.Expected.ToList(), new List<(Expected?, Told?)>());
        // An exact kind before one that is merely right too.
        foreach (var t in told)
        {
            var at = open.FindIndex(e => e.Kind == t.Kind && fits(e, t)) is >= 0 and var exact ? exact : open.FindIndex(e => fits(e, t));
            if (at < 0 && passage.AlsoOk?.Any(e => fits(e, t)) == true) continue;
            pairs.Add((at < 0 ? null : open[at], t));
            if (at >= 0) open.RemoveAt(at);
        }
        pairs.AddRange(open.Select(e => ((Expected?)e, (Told?)null)));
        return pairs;
    }
}
