using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Changes;

namespace Territory.Ledger.Knowledge;

/// <summary>How something came to be known.</summary>
public enum KnowledgeKind
{
    /// <summary>It was told as it happened.</summary>
    New,
    /// <summary>It is older than what was known then, or was reported long after.</summary>
    Late,
    /// <summary>An earlier decision was right in part.</summary>
    Corrected,
    /// <summary>An earlier decision was wrong.</summary>
    Retracted,
    /// <summary>An actor goes on under another name.</summary>
    Succeeded,
    /// <summary>An actor did not go on under another name after all.</summary>
    SuccessionRetracted,
}

/// <summary>How an area was held, as somebody would have been told.</summary>
/// <param name="EffectiveAt">Since when, at its precision.</param>
public sealed record Belief(ControlStatus Status, IReadOnlyList<string> Controllers, IReadOnlyList<string> Challengers, IReadOnlyList<string> BesiegedBy, Extent Extent, string EffectiveAt)
{
    internal static Belief Of(Ruling ruling) => new(ruling.Status, ruling.Controllers, ruling.Challengers, ruling.BesiegedBy, ruling.Extent, ruling.Effective.At);
}

/// <summary>One thing learned.</summary>
/// <param name="Position">Its place in the public log, a decimal string.</param>
/// <param name="Before">
/// What the record said before: of the same instant, or for a correction or retraction the decision it replaces. Null: nothing.
/// </param>
/// <param name="After">What it says since, of the same instant. Null: nothing.</param>
public sealed record KnowledgeItem(
    KnowledgeKind Kind, string Position, string? ChangeId, string? Area, string? AreaName, string? AreaNameAr, AreaLevel? Level, Belief? Before, Belief? After,
    string? EffectiveAt, Precision? Precision, DateTimeOffset? EffectiveFrom, DateTimeOffset? ReportedAt, DateTimeOffset RecordedAt, bool? Current, string? Replaces, string? Reason,
    Grade? Grade, string? Rule, string? DecidedBy, IReadOnlyList<string> Claims, string? Summary, string? SummaryAr, bool Demonstration)
{
    internal static KnowledgeItem Of(ToldEvent told, TimeSpan lateAfter, Belief? before, Belief? after)
    {
        var (change, area) = (told.Change, told.Change is { } c ? told.Theatre.FindArea(c.Area) : null);
        return new(
            KindOf(told, lateAfter), told.Event.Position, change?.ChangeId, change?.Area, change?.AreaName, area?.NameAr, change?.Level, before, after,
            told.EffectiveAt, change?.Precision, told.EffectiveFrom, change?.ReportedAt, told.Event.Time, change?.Current, change?.Replaces ?? told.Succession?.Replaces, told.Reason,
            change?.Grade, change?.Rule, change?.DecidedBy, change?.Claims ?? [], told.Summary, told.SummaryAr, change?.Demonstration ?? false);
    }

    internal static KnowledgeKind KindOf(ToldEvent told, TimeSpan lateAfter) => told switch
    {
        { Event.Type: EventTypes.SuccessionRetracted } => KnowledgeKind.SuccessionRetracted,
        { Change: null } => KnowledgeKind.Succeeded,
        { Event.Type: EventTypes.Corrected } => KnowledgeKind.Corrected,
        { Event.Type: EventTypes.Retracted } => KnowledgeKind.Retracted,
        { Change: { } change } when !change.Current || change.ReportedAt - change.EffectiveTo >= lateAfter => KnowledgeKind.Late,
        _ => KnowledgeKind.New,
    };
}
