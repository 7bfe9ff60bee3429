using Territory.Theatres;

namespace Territory.Ledger.Exports;

/// <summary>
/// What goes with an export beside its rows: under which terms it may be passed on, and to which point of both axes it
/// belongs. In headers of the response, so that no reader of rows stumbles over it; tables end in a column with the licence
/// besides, for a file travels without its headers. GeoJSON has a place of its own for all of it.
/// </summary>
public sealed record ExportTerms(Theatre Theatre)
{
    /// <summary>State in the world at this instant.</summary>
    public DateTimeOffset? At { get; init; }
    public DateTimeOffset? Known { get; init; }
    public DateTimeOffset? Reported { get; init; }
    /// <summary>The last position that counts, a decimal string; null when the rows have their own and go to the end.</summary>
    public string? Position { get; init; }
    public bool? Settled { get; init; }
    public string? Checksum { get; init; }

    /// <summary>Where the terms are told in full: the theatre, whose licence, disclaimer and sources they are.</summary>
    public string Address => $"/api/theatres/{Theatre.Id}";

    internal IEnumerable<(string Name, string? Value)> Headers() =>
    [
        ("Link", $"<{Address}>; rel=\"license\"; title=\"Licence, disclaimer and sources\", <{Address}>; rel=\"describedby\""),
        ("Territory-Pack-Version", Theatre.PackVersion),
        ("Territory-At", Cell.Of(At)),
        ("Territory-Known", Cell.Of(Known)),
        ("Territory-Reported", Cell.Of(Reported)),
        ("Territory-Position", Position),
        ("Territory-Settled", Settled is { } settled ? Cell.Of(settled) : null),
        ("Territory-Checksum", Checksum),
    ];

    internal void Tell(HttpResponse response)
    {
        foreach (var (name, value) in Headers())
            if (value is not null) response.Headers[name] = value;
    }

    /// <summary>The table's last column.</summary>
    internal static Column<T> Licence<T>(Theatre theatre) => new("licence", "#meta+license", _ => theatre.Licence);
}
