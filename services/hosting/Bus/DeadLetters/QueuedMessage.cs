using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using MassTransit;

namespace Territory.Hosting.Bus.DeadLetters;

/// <summary>A message as it lies in a queue: its content within the envelope of the bus.</summary>
/// <param name="Queue">Name of the queue.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">Envelope and content.</param>
internal sealed record QueuedMessage(string Queue, string ContentType, byte[] Body)
{
    private const string Json = "application/vnd.masstransit+json";
    private const int MostText = 4000, MostName = 200;

    public static QueuedMessage Of(ReceiveContext context) =>
        new(context.InputAddress.AbsolutePath.Split('/')[^1], context.ContentType?.MediaType ?? Json, context.Body.GetBytes());

    /// <summary>Name of the contract; null when the envelope does not say.</summary>
    public string? Type => Envelope is { } envelope && envelope.TryGetProperty("messageType", out var types) && types is { ValueKind: JsonValueKind.Array } && types.GetArrayLength() > 0 && types[0] is { ValueKind: JsonValueKind.String } first
        && first.GetString()!.Split(':')[^1] is { Length: <= MostName } name && !name.Any(char.IsControl)
        ? name
        : null;

    /// <summary>What is in the envelope; null when it is none.</summary>
    public JsonElement? Content => Envelope is { } envelope && envelope.TryGetProperty("message", out var content) ? content : null;

    /// <summary>Its beginning, whatever it is.</summary>
    public string Text => Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, MostText)));

    /// <summary>Equal for equal content in one queue: each sending of it has an envelope of its own, with another id and time.</summary>
    public byte[] Identity()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Queue}\0{Type}\0"));
        hash.AppendData(Content is { } content ? JsonMarshal.GetRawUtf8Value(content) : Body);
        return hash.GetHashAndReset();
    }

    private JsonElement? Envelope { get; } = Parse(Body);

    private static JsonElement? Parse(byte[] body)
    {
        if (!Utf8.IsValid(body)) return null;
        try
        {
            var envelope = JsonElement.Parse(body);
            // Half of a surrogate pair is found out by whoever reads or writes it, not by whoever parses.
            using (var sink = new Utf8JsonWriter(Stream.Null)) envelope.WriteTo(sink);
            return envelope is { ValueKind: JsonValueKind.Object } ? envelope : null;
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException)
        {
            // Whoever sent it does not speak as we do, which is why it is here.
            return null;
        }
    }
}
