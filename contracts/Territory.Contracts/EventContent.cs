using System.Text.Json;
using System.Text.Json.Serialization;

namespace Territory.Contracts;

/// <summary>
/// The <c>data</c> of a CloudEvent: <see cref="ControlChange"/> for the control types, <see cref="ActorSuccession"/> for
/// <see cref="EventTypes.Succeeded"/> and <see cref="EventTypes.SuccessionRetracted"/>.
/// </summary>
[JsonConverter(typeof(EventContentJson))]
public abstract record EventContent
{
    /// <summary>Place in the theatre's public log, a decimal string; rises, with holes.</summary>
    public abstract string Position { get; init; }
    /// <summary>One English line.</summary>
    public abstract string Summary { get; init; }
    /// <summary>The same in Arabic.</summary>
    public abstract string SummaryAr { get; init; }
}

/// <summary>
/// Written as what it is. Read by the id each kind has under a name of its own, and not by the envelope's <c>type</c>,
/// which may stand behind the data.
/// </summary>
internal sealed class EventContentJson : JsonConverter<EventContent>
{
    public override EventContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // A copy of the reader looks ahead; ours puts the id first.
        var ahead = reader;
        if (ahead.TokenType == JsonTokenType.StartObject)
            while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
            {
                if (ahead.ValueTextEquals("changeId"u8)) return JsonSerializer.Deserialize<ControlChange>(ref reader, options)!;
                if (ahead.ValueTextEquals("successionId"u8)) return JsonSerializer.Deserialize<ActorSuccession>(ref reader, options)!;
                ahead.Read();
                ahead.TrySkip();
            }
        throw new JsonException("The data of a CloudEvent has a changeId or a successionId; this has neither. It may come from a later version.");
    }

    public override void Write(Utf8JsonWriter writer, EventContent value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
