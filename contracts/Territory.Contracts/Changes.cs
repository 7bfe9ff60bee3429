using System.Text.Json.Serialization;

namespace Territory.Contracts;

/// <summary>The area's state after the change.</summary>
/// <param name="Controllers">The sole holder, the several when shared, the last holder while contested; none when withdrawn or unknown.</param>
/// <param name="Status">How it is held.</param>
/// <param name="Since">Since when, UTC; null when unknown.</param>
public sealed record ControlState(IReadOnlyList<string> Controllers, ControlStatus Status, DateTimeOffset? Since);

/// <summary>
/// A control change as the public knows it: the <c>data</c> of the CloudEvent and the content of the bus messages.
/// </summary>
/// <param name="ChangeId">Id of the change; a correction or retraction has an id of its own and names this one in <paramref name="Replaces"/>.</param>
/// <param name="Position">Place in the theatre's public log, a decimal string; rises, with holes.</param>
/// <param name="Area">Code of the area.</param>
/// <param name="AreaName">English name.</param>
/// <param name="Level">Level of the area.</param>
/// <param name="Path">Codes from the governorate down to the area.</param>
/// <param name="From">The previous controller, or the claim's own word where that is unknown or contested.</param>
/// <param name="FromStated">The claim's own word.</param>
/// <param name="To">Who holds it now; null for a withdrawal and while contested or shared.</param>
/// <param name="Status">How it is held.</param>
/// <param name="Extent">How much of it.</param>
/// <param name="Manner">How it passed.</param>
/// <param name="EffectiveAt">The date at its precision, in the theatre's zone.</param>
/// <param name="Precision">Precision of <paramref name="EffectiveAt"/>.</param>
/// <param name="EffectiveFrom">First instant, UTC.</param>
/// <param name="EffectiveTo">First instant after, UTC.</param>
/// <param name="DateBasis">Where the date comes from.</param>
/// <param name="ReportedAt">Publication of the latest claim the decision needed, UTC.</param>
/// <param name="Current">True: this is the area's state now. False: a revision of its past.</param>
/// <param name="Grade">Grade of the best claim for it.</param>
/// <param name="Rule">The rule that decided, with the policy's version.</param>
/// <param name="DecidedBy"><c>policy</c>, <c>person:…</c> or <c>import:…</c>.</param>
/// <param name="Claims">Ids of the claims for it.</param>
/// <param name="ClaimsAgainst">Ids of the claims against it.</param>
/// <param name="Challengers">Who contests it.</param>
/// <param name="Summary">One English line: <c>Daraa: regime to opposition</c>.</param>
/// <param name="SummaryAr">The same in Arabic.</param>
/// <param name="Now">The area's state after this change.</param>
/// <param name="Replaces">The change it corrects or retracts.</param>
/// <param name="Reason">Why it was corrected or retracted.</param>
/// <param name="Demonstration">Rests on invented reports.</param>
/// <param name="BesiegedBy">Who lays siege to it from then on; left out when nobody does.</param>
public sealed record ControlChange(
    string ChangeId,
    string Position,
    string Area,
    string AreaName,
    AreaLevel Level,
    IReadOnlyList<string> Path,
    string? From,
    string? FromStated,
    string? To,
    ControlStatus Status,
    Extent Extent,
    Manner Manner,
    string EffectiveAt,
    Precision Precision,
    DateTimeOffset EffectiveFrom,
    DateTimeOffset EffectiveTo,
    DateBasis DateBasis,
    DateTimeOffset ReportedAt,
    bool Current,
    Grade Grade,
    string Rule,
    string DecidedBy,
    IReadOnlyList<string> Claims,
    IReadOnlyList<string> ClaimsAgainst,
    IReadOnlyList<string> Challengers,
    string Summary,
    string SummaryAr,
    ControlState Now,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Replaces = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Demonstration = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? BesiegedBy = null) : EventContent;

/// <summary>Bus event: an area passed to somebody, or its status changed.</summary>
public sealed record ControlChanged(string Theatre, long Position, long PreviousPosition, CloudEvent Event);

/// <summary>Bus event: a change told earlier was wrong in part; <see cref="ControlChange.Replaces"/> names it.</summary>
public sealed record ControlChangeCorrected(string Theatre, long Position, long PreviousPosition, CloudEvent Event);

/// <summary>Bus event: a change told earlier did not happen; <see cref="ControlChange.Replaces"/> names it.</summary>
public sealed record ControlChangeRetracted(string Theatre, long Position, long PreviousPosition, CloudEvent Event);
