using System.Text.Json.Serialization;

namespace Territory.Contracts;

/// <summary>
/// The public shape of a change: a CloudEvent 1.0 in structured JSON, the same in the change log, the feed, webhooks and AMQP.
/// Source of the standard: CloudEvents specification v1.0.2, JSON event format.
/// </summary>
/// <param name="Id">The id of the event in the ledger's log: the same on every way it is delivered, so that duplicates are recognisable.</param>
/// <param name="Source"><c>/theatres/syria</c>.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Subject">Code of the area (of the actor, for a succession).</param>
/// <param name="Time">When the ledger recorded it, UTC; never falls as positions rise.</param>
/// <param name="Position">Place in the theatre's public log, a decimal string.</param>
/// <param name="PreviousPosition">The public position before this one, a decimal string; "0" for the first: a reader that holds it has no gap.</param>
/// <param name="Data">What changed: a <see cref="ControlChange"/> or an <see cref="ActorSuccession"/>.</param>
/// <param name="ReplayId">Set on a replay only: not news.</param>
/// <param name="PreviousDelivered">Set on filtered deliveries: the position delivered to this subscriber before this one.</param>
public sealed record CloudEvent(
    string Id,
    string Source,
    string Type,
    string Subject,
    DateTimeOffset Time,
    string Position,
    [property: JsonPropertyName("previousposition")] string PreviousPosition,
    EventContent Data,
    [property: JsonPropertyName("replayid"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReplayId = null,
    [property: JsonPropertyName("previousdelivered"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PreviousDelivered = null)
{
    /// <summary>The version of the CloudEvents specification.</summary>
    [JsonPropertyName("specversion"), JsonPropertyOrder(-2)]
    public string SpecVersion { get; init; } = "1.0";

    /// <summary>Media type of <see cref="Data"/>.</summary>
    [JsonPropertyName("datacontenttype"), JsonPropertyOrder(-1)]
    public string DataContentType { get; init; } = "application/json";

    /// <summary>What changed in an area; null for the succession of an actor.</summary>
    [JsonIgnore]
    public ControlChange? Change => Data as ControlChange;

    /// <summary>Which actor goes on as which, or by <see cref="EventTypes.SuccessionRetracted"/> does not; null for a change of control.</summary>
    [JsonIgnore]
    public ActorSuccession? Succession => Data as ActorSuccession;

    /// <summary>Media type of a CloudEvent in structured JSON.</summary>
    public const string MediaType = "application/cloudevents+json";
}

/// <summary>The CloudEvent types, versioned: fields are added within a version, never renamed or removed.</summary>
public static class EventTypes
{
    /// <summary>An area passed to somebody, or its status changed.</summary>
    public const string Changed = "territory.control.changed.v1";
    /// <summary>A change told earlier was wrong in part.</summary>
    public const string Corrected = "territory.control.corrected.v1";
    /// <summary>A change told earlier did not happen.</summary>
    public const string Retracted = "territory.control.retracted.v1";
    /// <summary>An actor goes on under another name; what it holds carries over.</summary>
    public const string Succeeded = "territory.actor.succeeded.v1";
    /// <summary>A succession told earlier did not happen: the actor goes on under its own name.</summary>
    public const string SuccessionRetracted = "territory.actor.succession-retracted.v1";

    /// <summary>The short word of a type: <c>changed</c>, the SSE event name and the last word of the AMQP routing key.</summary>
    public static string Word(string type) => type.Split('.')[2];
}
