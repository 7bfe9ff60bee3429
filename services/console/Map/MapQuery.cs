using Territory.OperationsConsole.Api;

namespace Territory.OperationsConsole.Map;

/// <summary>
/// What the map shows, as its address carries it: state at an instant of the world, by what was reported and what was
/// known up to one, with an area picked out. Nothing means now.
/// </summary>
public sealed record MapQuery
{
    public string? At { get; init; }
    public string? Reported { get; init; }
    public string? Known { get; init; }
    public string? Area { get; init; }
    /// <summary>Named only where there are several.</summary>
    public string? Theatre { get; init; }

    public bool IsNow => At is null && Reported is null && Known is null;

    /// <summary>What arrives later may change the answer: even the past does, when a late report tells of it, unless what was known is pinned.</summary>
    public bool Follows => Known is null;

    public MapQuery(string? at = null, string? reported = null, string? known = null, string? area = null, string? theatre = null) =>
        (At, Reported, Known, Area, Theatre) = (Tidy(at), Tidy(reported), Tidy(known), Tidy(area), Tidy(theatre));

    /// <summary>The address of a page for this view; the map's own without one.</summary>
    public string ToAddress(string page = "./") => page + QueryText.Of(("theatre", Theatre), ("at", At), ("reported", Reported), ("known", Known), ("area", Area));

    internal string ToApi(string theatre) => QueryText.Of(("theatre", theatre), ("at", At), ("reported", Reported), ("known", Known));

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
