using System.Text.Json;

namespace Territory.Client;

/// <summary>Which events of the ledger's log.</summary>
public sealed record EventsQuestion
{
    /// <summary>Code, ISO code or unambiguous name of an area; it and all below it.</summary>
    public string? Area { get; init; }
    /// <summary>A stored name such as <c>change_decided.v1</c>; any when null.</summary>
    public string? Type { get; init; }
    /// <summary>Recorded from the beginning of this local day on, or at or after this instant.</summary>
    public string? Since { get; init; }
    /// <summary>Recorded up to the end of this local day, or up to this instant.</summary>
    public string? Until { get; init; }
    /// <summary>The newest first.</summary>
    public bool NewestFirst { get; init; }
    /// <summary>Behind this position in the order asked for: the <see cref="Page{T}.Next"/> of the page before.</summary>
    public string? After { get; init; }
    /// <summary>1 to 1000; the server's 100 when null.</summary>
    public int? Limit { get; init; }
}

/// <summary>An event as the ledger's log keeps it, for ever.</summary>
/// <param name="Position">Its place in the log, a decimal string.</param>
/// <param name="Id">Its id, which is the id of the message that tells of it.</param>
/// <param name="Type">Its stored name, with the version of its shape.</param>
/// <param name="Stream">Its stream: of an area <c>area/{theatre}/{code}</c>.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="RecordedAt">When it was recorded, UTC.</param>
/// <param name="Data">Its content, in the shape of its version.</param>
public sealed record LogEvent(string Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset RecordedAt, JsonElement Data);
