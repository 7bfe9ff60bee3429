using Territory.Hosting.Http;

namespace Territory.Ledger.Areas;

/// <summary>What a person's request comes to: events to append, or what stands in its way.</summary>
/// <param name="Id">Id of the change or observation it leads to.</param>
/// <param name="Known">It came before under the same key, and this was recorded then.</param>
public sealed record Verdict(string Id, IReadOnlyList<object> Events, Obstacle? Obstacle = null, Granted? Known = null)
{
    internal static Verdict Refused(Why why, string field, string? found, string expected) => new("", [], new(why, field, found, expected));
}

/// <summary>What every request of a person carries.</summary>
/// <param name="Id">The id of what it leads to, derived from the person's key: the same key is the same id.</param>
/// <param name="Fingerprint">Hash of everything asked for: another request under the same key is noticed.</param>
/// <param name="Person"><c>person:…</c>.</param>
/// <param name="At">When it was asked, UTC.</param>
/// <param name="IfVersion">The version the person saw; null when it does not matter.</param>
public sealed record Asked(string Id, string Fingerprint, string Person, DateTimeOffset At, int? IfVersion)
{
    /// <summary>The end of the matter before anything is decided: the request is known, its key was used for another, or the area has moved on. Null: go on.</summary>
    internal Verdict? Settled(AreaState state)
    {
        if (state.Requests.GetValueOrDefault(Id) is { } granted)
            return granted.Request == Fingerprint
                ? new(Id, [], Known: granted)
                : Verdict.Refused(Why.Meaning, "Idempotency-Key", "a key used for another request", $"a key of its own for each request; {Id} was recorded under this one");
        return IfVersion is { } version && version != state.Version
            ? Verdict.Refused(Why.Version, "If-Match", $"version {version}", $"version {state.Version} of {state.Area}, which has changed since; read it again, then decide")
            : null;
    }
}
