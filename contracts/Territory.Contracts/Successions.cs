using System.Text.Json.Serialization;

namespace Territory.Contracts;

/// <summary>
/// An actor goes on under another code, and what it holds carries over: one event, not a change of control for each area.
/// The <c>data</c> of <see cref="EventTypes.Succeeded"/>, and of <see cref="EventTypes.SuccessionRetracted"/> where it did not.
/// </summary>
/// <param name="SuccessionId">Its id; a retraction has an id of its own and names the succession in <paramref name="Replaces"/>.</param>
/// <param name="Position">Place in the theatre's public log, a decimal string.</param>
/// <param name="From">Code of the actor that ends.</param>
/// <param name="FromName">Its name in the field, English.</param>
/// <param name="FromNameAr">The same in Arabic.</param>
/// <param name="To">Code of the actor that goes on.</param>
/// <param name="ToName">Its name in the field, English.</param>
/// <param name="ToNameAr">The same in Arabic.</param>
/// <param name="On">First local day under the new code, <c>2024-12-10</c>.</param>
/// <param name="EffectiveFrom">The instant that day begins, UTC.</param>
/// <param name="Reason">Where it comes from: a founding statement, a decree; of a retraction, why it was wrong.</param>
/// <param name="DecidedBy"><c>person:…</c> or <c>import:…</c>.</param>
/// <param name="Summary">One English line: <c>opposition goes on as transitional government</c>.</param>
/// <param name="SummaryAr">The same in Arabic.</param>
/// <param name="Replaces">Of a retraction, the succession that it takes back; null otherwise.</param>
public sealed record ActorSuccession(
    string SuccessionId,
    string Position,
    string From,
    string FromName,
    string FromNameAr,
    string To,
    string ToName,
    string ToNameAr,
    DateOnly On,
    DateTimeOffset EffectiveFrom,
    string Reason,
    string DecidedBy,
    string Summary,
    string SummaryAr,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Replaces = null) : EventContent;

/// <summary>Bus event: an actor goes on under another code.</summary>
public sealed record SuccessionAnnounced(string Theatre, long Position, long PreviousPosition, CloudEvent Event);

/// <summary>Bus event: a succession told earlier did not happen.</summary>
public sealed record SuccessionRetracted(string Theatre, long Position, long PreviousPosition, CloudEvent Event);
