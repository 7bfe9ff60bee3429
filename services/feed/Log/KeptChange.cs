using System.Text;
using System.Text.Json;
using Territory.Contracts;

namespace Territory.Feed.Log;

/// <summary>A public event as the feed keeps it: the CloudEvent exactly as the ledger told it, and what filters look at.</summary>
/// <param name="Json">The event in UTF-8, as it is stored and goes out: it is read only where somebody asks what it says.</param>
public sealed record KeptChange(string Theatre, long Position, long Previous, ReadOnlyMemory<byte> Json)
{
    private CloudEvent? parsed;
    private Addressed? addressed;
    private byte[]? told;

    private static readonly Lock Looking = new();
    private Task<KeptChange?>? replaced;

    public CloudEvent Event => parsed ??= JsonSerializer.Deserialize<CloudEvent>(Json.Span, ContractJson.Options) ?? throw new JsonException($"Position {Position} of {Theatre} holds no CloudEvent.");

    /// <summary>What whoever hands it on must know, a fraction of the work of reading all of it.</summary>
    public Addressed Addressed => addressed ??= parsed is { } known ? Addressed.Of(known) : Addressed.Read(Json.Span);

    /// <summary>The short word of its type: <c>changed</c>.</summary>
    public string Word => EventTypes.Word(Addressed.Type);

    /// <summary>As a server-sent event, up to the closing brace of its data: encoded once for all readers who are told it.</summary>
    public ReadOnlySpan<byte> Told => told ??= [.. Encoding.UTF8.GetBytes($"id: {Position}\nevent: {Word}\ndata: "), .. Json.Span[..^1]];

    /// <summary>What it stands in the place of: looked for once for all who hold it, and again when that failed.</summary>
    internal Task<KeptChange?> ReplacedAsync(Func<Task<KeptChange?>> look)
    {
        lock (Looking) return replaced is null or { IsFaulted: true } ? replaced = look() : replaced;
    }

    /// <summary>The event with more fields at its end, which are JSON: <c>"replayid":"rpl_9"</c>.</summary>
    public ReadOnlyMemory<byte> With(string fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var told = new byte[Json.Length + 1 + Encoding.UTF8.GetByteCount(fields)];
        Json.Span.CopyTo(told);
        // In place of the closing brace.
        told[Json.Length - 1] = (byte)',';
        Encoding.UTF8.GetBytes(fields, told.AsSpan(Json.Length));
        told[^1] = (byte)'}';
        return told;
    }
}
